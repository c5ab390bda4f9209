//! Signing in: the login and the password, then the code of the second factor; and signing out.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use duheng_app::accounts::{AccountFailure, SignedIn};

use crate::address::with_query;
use crate::forms::{self, Fields, Form, Posted};
use crate::frame::Frame;
use crate::kept::Way;
use crate::pages::demo::People;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::{PENDING, SESSION, Visitor};

/// The field of the login.
const LOGIN: &str = "login";

/// The form with a login in it, for who has just registered.
pub(crate) fn with_login(login: &str) -> String {
    with_query("/sign-in", &[(LOGIN, login)])
}

#[derive(Template)]
#[template(path = "account/sign-in.html")]
struct SignInPage {
    frame: Frame,
    form: Form,
    way: Way,
    /// Who signs in by a click, in a demo.
    people: People,
}

#[derive(Template)]
#[template(path = "account/code.html")]
struct CodePage {
    frame: Frame,
    form: Form,
    way: Way,
}

impl SignInPage {
    fn of(site: &Site, frame: Frame, form: Form, way: Way) -> Self {
        // what was typed goes along through the form of the password alone
        let demo = site.demo().filter(|_| way.form.is_empty());
        let people = demo.map(People::of).unwrap_or_default();
        Self { frame, form, way, people }
    }

    fn show(self, site: &Site, status: StatusCode) -> Result<Response, Trouble> {
        let mut response = self.frame.show(status, &self)?;
        forms::tie(site, &mut response, &self.form.token);
        Ok(response)
    }
}

impl CodePage {
    fn show(self, status: StatusCode) -> Result<Response, Trouble> {
        self.frame.show(status, &self)
    }
}

/// The form, for somebody who is on the way somewhere.
pub(crate) fn page(site: &Site, frame: &Frame, headers: &HeaderMap, way: Way) -> Result<Response, Trouble> {
    let form = Form::new(forms::token(site, frame, headers)?);
    let status = if way.form.is_empty() { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
    SignInPage::of(site, frame.clone(), form, way).show(site, status)
}

/// `GET /sign-in`
pub(crate) async fn form(
    State(site): State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let asked = Fields::read(&query.unwrap_or_default());
    let way = Way::of(&asked);
    match frame.person() {
        Some(person) => {
            let token = person.csrf().to_owned();
            way.go(&site, &frame, token)
        }
        // who has just registered finds the login that they chose; it is what the address says, and nothing is looked up
        None if !asked.get(LOGIN).is_empty() => {
            let mut form = Form::new(forms::token(&site, &frame, &headers)?);
            form.fields = Fields::of(vec![(LOGIN.to_owned(), asked.tidy(LOGIN))]);
            SignInPage::of(&site, frame, form, way).show(&site, StatusCode::OK)
        }
        None => page(&site, &frame, &headers, way),
    }
}

/// `POST /sign-in`
pub(crate) async fn send(
    State(site): State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let way = Way::of(&fields);
    let mut form = Form::sent(fields);
    form.need("login", frame.t("sign-in-login-missing"));
    form.need("password", frame.t("sign-in-password-missing"));
    if form.is_wrong() {
        return SignInPage::of(&site, frame, form, way).show(&site, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let agent = agent(&headers);
    match site.app.sign_in(form.value("login"), form.value("password"), agent).await {
        Ok(SignedIn::Done(session)) => enter(&site, frame, way, &session).await,
        Ok(SignedIn::NeedsSecondFactor(pending)) => {
            let form = Form::new(form.token);
            let mut response = CodePage { frame, form, way }.show(StatusCode::OK)?;
            PENDING.give(&site, &mut response, &pending);
            Ok(response)
        }
        Err(failure) => {
            form.refuse(&frame, failure)?;
            SignInPage::of(&site, frame, form, way).show(&site, StatusCode::CONFLICT)
        }
    }
}

/// `POST /sign-in/code`
pub(crate) async fn send_code(
    State(site): State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let way = Way::of(&fields);
    let mut form = Form::sent(fields);
    form.need("code", frame.t("code-missing"));
    if form.is_wrong() {
        return CodePage { frame, form, way }.show(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let pending = PENDING.read(&site, &headers).unwrap_or_default();
    match site.app.second_factor(pending, &form.fields.tidy("code")).await {
        Ok(session) => {
            let mut response = enter(&site, frame, way, &session).await?;
            PENDING.take(&site, &mut response);
            Ok(response)
        }
        Err(AccountFailure::Refused(refusal)) if refusal.code == "sign-in-over" => {
            form.refuse(&frame, AccountFailure::Refused(refusal))?;
            SignInPage::of(&site, frame, form, way).show(&site, StatusCode::CONFLICT)
        }
        Err(failure) => {
            form.refuse(&frame, failure)?;
            CodePage { frame, form, way }.show(StatusCode::CONFLICT)
        }
    }
}

/// What a browser calls itself.
pub(crate) fn agent(headers: &HeaderMap) -> &str {
    headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default()
}

/// Gives the session to the browser and goes on.
pub(crate) async fn enter(site: &Site, frame: Frame, way: Way, session: &str) -> Result<Response, Trouble> {
    let person = site.app.who(session).await.map_err(|failure| Trouble::Broken(failure.to_string()))?;
    let person = person.ok_or(Trouble::SignedOut)?;
    let token = person.csrf().to_owned();
    let mut response = way.go(site, &frame.of_person(Arc::new(person)), token)?;
    SESSION.give(site, &mut response, session);
    Ok(response)
}

/// `POST /sign-out`
pub(crate) async fn out(
    State(site): State<Arc<Site>>,
    Visitor(person): Visitor,
    _: Posted,
) -> Result<Response, Trouble> {
    site.app.sign_out(&person).await.map_err(|failure| Trouble::Broken(failure.to_string()))?;
    let mut response = forms::done("/", "signed-out");
    SESSION.take(&site, &mut response);
    Ok(response)
}
