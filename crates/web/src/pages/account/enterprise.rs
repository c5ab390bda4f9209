//! An enterprise registers by itself: the form, the answers to check, and the password, which no page shows again.

use std::sync::Arc;
use std::time::Instant;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use duheng_app::accounts::{AccountFailure, NewEnterprise, NewPerson, OfficePlace, SignedIn};
use duheng_pack::uscc::Uscc;

use super::link::shown;
use super::sign_in::{agent, enter, with_login};
use super::{passwords, refuse, unread};
use crate::client::Client;
use crate::forms::{self, Form, Posted};
use crate::frame::Frame;
use crate::kept::Way;
use crate::site::{Site, network};
use crate::trouble::Trouble;

/// The fields with the text for each that is empty.
const FIELDS: [(&str, &str); 6] = [
    ("uscc", "register-uscc-missing"),
    ("enterprise", "register-enterprise-missing"),
    ("home", "register-home-missing"),
    ("name", "person-name-missing"),
    ("login", "person-login-missing"),
    ("email", "person-email-missing"),
];

#[derive(Template)]
#[template(path = "account/register.html")]
struct RegisterPage {
    frame: Frame,
    form: Form,
    offices: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "account/register-check.html")]
struct CheckPage {
    frame: Frame,
    form: Form,
    /// The name of the office.
    home: String,
}

/// Offices as a list of choices; those below others are indented.
pub(super) fn choices(offices: Vec<OfficePlace>) -> Vec<(String, String)> {
    let indented = |office: OfficePlace| {
        let indent = "\u{3000}".repeat(office.depth);
        (office.id, format!("{indent}{}", office.name))
    };
    offices.into_iter().map(indented).collect()
}

async fn first(site: &Site, frame: Frame, form: Form, status: StatusCode) -> Result<Response, Trouble> {
    let offices = choices(site.app.homes().await.map_err(unread)?);
    let page = RegisterPage { frame, form, offices };
    shown(site, &page.frame, &page.form, status, &page)
}

async fn second(site: &Site, frame: Frame, form: Form, status: StatusCode) -> Result<Response, Trouble> {
    let offices = site.app.homes().await.map_err(unread)?;
    let home = offices.into_iter().find(|office| office.id == form.value("home"));
    let home = home.map(|office| office.name).unwrap_or_default();
    let page = CheckPage { frame, form, home };
    shown(site, &page.frame, &page.form, status, &page)
}

/// What is wrong before anything is sent.
fn checked(form: &mut Form, frame: &Frame) {
    for (field, missing) in FIELDS {
        form.need(field, frame.t(missing));
    }
    form.at_most(frame, "enterprise", 200, "register-enterprise-long");
    if form.wrong("uscc").is_none()
        && let Err(error) = Uscc::read(form.value("uscc"))
    {
        form.mistake("uscc", frame.pick(&error.text()).to_owned());
    }
}

/// `GET /register`
pub(super) async fn form(
    State(site): State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let form = Form::new(forms::token(&site, &frame, &headers)?);
    first(&site, frame, form, StatusCode::OK).await
}

/// `POST /register`: the answers are shown for checking.
pub(super) async fn check(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    checked(&mut form, &frame);
    match form.is_wrong() {
        true => first(&site, frame, form, StatusCode::UNPROCESSABLE_ENTITY).await,
        false => second(&site, frame, form, StatusCode::OK).await,
    }
}

/// `POST /register/change`: back to the form, with all that was typed.
pub(super) async fn change(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    first(&site, frame, Form::sent(fields.without_secrets()), StatusCode::OK).await
}

/// `POST /register/send`: whoever registered is signed in, with what they just typed.
///
/// A code is registered once and a login belongs to one person, so an answer tells whether somebody has an account. It does
/// not tell which of both, and a network gets few such answers: then nothing is looked up for it, free or taken.
pub(super) async fn send(
    State(site): State<Arc<Site>>,
    Extension(client): Extension<Client>,
    frame: Frame,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    checked(&mut form, &frame);
    if form.is_wrong() {
        return first(&site, frame, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    passwords(&mut form, &frame);
    if form.is_wrong() {
        return second(&site, frame, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let tidy = |field| form.fields.tidy(field);
    let new = NewEnterprise {
        uscc: tidy("uscc"),
        name: tidy("enterprise"),
        home: tidy("home"),
        person: NewPerson {
            login: tidy("login"),
            name: tidy("name"),
            email: tidy("email"),
            language: if frame.tag() == "en" { "en" } else { "zh" }.to_owned(),
        },
        password: form.value("password").to_owned(),
    };
    let network = network(client);
    if let Err(wait) = site.telling.take(network, Instant::now()) {
        let minutes = wait.as_secs().div_ceil(60).to_string();
        form.mistake("uscc", frame.with("register-wait", "minutes", &minutes));
        return first(&site, frame, form, StatusCode::TOO_MANY_REQUESTS).await;
    }
    let done = site.app.register_enterprise(&new).await;
    if !matches!(&done, Err(AccountFailure::Refused(refusal)) if refusal.code == "registration-taken") {
        site.telling.give_back(&network);
    }
    match done {
        Ok(_) => match site.app.sign_in(&new.person.login, &new.password, agent(&headers)).await {
            Ok(SignedIn::Done(session)) => {
                enter(&site, frame, Way::to("/apply?done=registered"), &session).await
            }
            _ => Ok(forms::done(&with_login(&new.person.login), "registered")),
        },
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            // what is wrong in the password is told where it is typed
            match form.wrong("password").is_some() {
                true => second(&site, frame, form, StatusCode::CONFLICT).await,
                false => first(&site, frame, form, StatusCode::CONFLICT).await,
            }
        }
    }
}
