//! One person, as administrators manage them.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::accounts::{ManagedPerson, PersonState, SignedInPerson};

use super::{refuse, unread};
use crate::address::encoded;
use crate::forms::{self, Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "account/person.html")]
struct PersonPage {
    frame: Frame,
    form: Form,
    managed: ManagedPerson,
}

#[derive(Template)]
#[template(path = "account/person-expert.html")]
struct ExpertPage {
    frame: Frame,
    form: Form,
    managed: ManagedPerson,
}

#[derive(Template)]
#[template(path = "account/person-leave.html")]
struct LeavePage {
    frame: Frame,
    form: Form,
    managed: ManagedPerson,
}

impl PersonPage {
    fn is(&self, state: &str) -> bool {
        self.managed.person.state.name() == state
    }
}

/// The address of the page of a person.
pub(super) fn place(person: &str) -> String {
    format!("/people/{}", encoded(person))
}

/// The pages about a person.
#[derive(Clone, Copy)]
enum Of {
    Person,
    Expert,
    Leave,
}

async fn show(
    site: &Site,
    frame: Frame,
    who: &SignedInPerson,
    person: &str,
    of: Of,
    form: Form,
    status: StatusCode,
) -> Result<Response, Trouble> {
    let managed = site.app.managed_person(who, person).await.map_err(unread)?;
    if !matches!(of, Of::Person) && managed.person.state == PersonState::Deactivated {
        return Err(Trouble::NotFound);
    }
    match of {
        Of::Person => {
            let page = PersonPage { frame, form, managed };
            page.frame.show(status, &page)
        }
        Of::Expert => {
            let page = ExpertPage { frame, form, managed };
            page.frame.show(status, &page)
        }
        Of::Leave => {
            let page = LeavePage { frame, form, managed };
            page.frame.show(status, &page)
        }
    }
}

/// `GET /people/{person}`
pub(super) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(person): Path<String>,
) -> Result<Response, Trouble> {
    let form = Form::new(who.csrf().to_owned());
    show(&site, frame, &who, &person, Of::Person, form, StatusCode::OK).await
}

/// `POST /people/{person}`: ends a role, invites again, or removes the second factor.
pub(super) async fn manage(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(person): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    let (outcome, what) = match form.value("do") {
        "end" => (site.app.end_role(&who, form.value("grant")).await, "role-ended"),
        "invite" => (site.app.invite_again(&who, &person).await, "invited-again"),
        "factor" => (site.app.remove_second_factor(&who, &person).await, "factor-removed"),
        _ => return Err(Trouble::NotFound),
    };
    match outcome {
        Ok(()) => Ok(forms::done(&place(&person), what)),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            show(&site, frame, &who, &person, Of::Person, form, StatusCode::CONFLICT).await
        }
    }
}

/// `GET /people/{person}/expert`
pub(super) async fn expert(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(person): Path<String>,
) -> Result<Response, Trouble> {
    let form = Form::new(who.csrf().to_owned());
    show(&site, frame, &who, &person, Of::Expert, form, StatusCode::OK).await
}

/// `POST /people/{person}/expert`
pub(super) async fn enter_expert(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(person): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    form.need("belongs", frame.t("expert-belongs-missing"));
    form.at_most(&frame, "belongs", 200, "expert-belongs-long");
    if form.is_wrong() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return show(&site, frame, &who, &person, Of::Expert, form, status).await;
    }
    let apart = |sign: char| matches!(sign, ',' | '，' | '、' | ';' | '；' | '\n');
    let known = form.value("fields").split(apart).map(str::trim).filter(|field| !field.is_empty());
    let known: Vec<String> = known.map(str::to_owned).collect();
    match site.app.enter_expert(&who, &person, &form.fields.tidy("belongs"), &known).await {
        Ok(()) => Ok(forms::done(&place(&person), "expert-entered")),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            show(&site, frame, &who, &person, Of::Expert, form, StatusCode::CONFLICT).await
        }
    }
}

/// `GET /people/{person}/leave`
pub(super) async fn leave(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(person): Path<String>,
) -> Result<Response, Trouble> {
    let form = Form::new(who.csrf().to_owned());
    show(&site, frame, &who, &person, Of::Leave, form, StatusCode::OK).await
}

/// `POST /people/{person}/leave`
pub(super) async fn deactivate(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(person): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    let login = form.fields.tidy("successor");
    let successor = match login.is_empty() {
        true => Ok(None),
        false => site.app.successor(&who, &login).await.map(Some),
    };
    let outcome = match successor {
        Ok(successor) => site.app.deactivate(&who, &person, successor.as_deref()).await,
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(_) => Ok(forms::done(&place(&person), "deactivated")),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            show(&site, frame, &who, &person, Of::Leave, form, StatusCode::CONFLICT).await
        }
    }
}
