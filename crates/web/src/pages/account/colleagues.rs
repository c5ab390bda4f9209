//! The people of an enterprise, for its approvers.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::accounts::{Colleague, Colleagues, SignedInPerson};

use super::{new_person, refuse, unread};
use crate::address::encoded;
use crate::forms::{self, Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "account/colleagues.html")]
struct ColleaguesPage {
    frame: Frame,
    form: Form,
    who: Arc<SignedInPerson>,
    organisation: String,
    colleagues: Colleagues,
}

impl ColleaguesPage {
    fn is_self(&self, colleague: &Colleague) -> bool {
        colleague.id == self.who.person()
    }

    /// The text that names a role.
    fn role(&self, colleague: &Colleague) -> String {
        let id = match (colleague.held.delegated_from.is_some(), colleague.held.may_submit) {
            (true, _) => "colleague-delegate",
            (false, true) => "colleague-approver",
            (false, false) => "colleague-filler",
        };
        self.frame.t(id)
    }
}

#[derive(Template)]
#[template(path = "account/colleague-new.html")]
struct NewColleaguePage {
    frame: Frame,
    form: Form,
    organisation: String,
    enterprise: String,
}

fn place(organisation: &str) -> String {
    format!("/account/colleagues/{}", encoded(organisation))
}

async fn show(
    site: &Site,
    frame: Frame,
    who: Arc<SignedInPerson>,
    organisation: String,
    form: Form,
    status: StatusCode,
) -> Result<Response, Trouble> {
    let colleagues = site.app.colleagues(&who, &organisation).await.map_err(unread)?;
    let page = ColleaguesPage { frame, form, who, organisation, colleagues };
    page.frame.show(status, &page)
}

/// `GET /account/colleagues/{organisation}`
pub(super) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(organisation): Path<String>,
) -> Result<Response, Trouble> {
    let form = Form::new(who.csrf().to_owned());
    show(&site, frame, who, organisation, form, StatusCode::OK).await
}

/// `POST /account/colleagues/{organisation}`: ends a role, or invites again.
pub(super) async fn manage(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(organisation): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    let grant = form.value("grant");
    let (outcome, what) = match form.value("do") {
        "end" => (site.app.end_colleague(&who, &organisation, grant).await, "colleague-ended"),
        "invite" => (site.app.invite_colleague_again(&who, &organisation, grant).await, "invited-again"),
        _ => return Err(Trouble::NotFound),
    };
    match outcome {
        Ok(()) => Ok(forms::done(&place(&organisation), what)),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            show(&site, frame, who, organisation, form, StatusCode::CONFLICT).await
        }
    }
}

async fn show_new(
    site: &Site,
    frame: Frame,
    who: &SignedInPerson,
    organisation: String,
    form: Form,
    status: StatusCode,
) -> Result<Response, Trouble> {
    let colleagues = site.app.colleagues(who, &organisation).await.map_err(unread)?;
    let page = NewColleaguePage { frame, form, organisation, enterprise: colleagues.enterprise };
    page.frame.show(status, &page)
}

/// `GET /account/colleagues/{organisation}/new`
pub(super) async fn new(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(organisation): Path<String>,
) -> Result<Response, Trouble> {
    let form = Form::new(who.csrf().to_owned());
    show_new(&site, frame, &who, organisation, form, StatusCode::OK).await
}

/// `POST /account/colleagues/{organisation}/new`
pub(super) async fn invite(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Path(organisation): Path<String>,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    let person = new_person(&mut form, &frame);
    let may_submit = match form.value("role") {
        "approver" => true,
        "filler" => false,
        _ => {
            form.mistake("role", frame.t("colleague-role-missing"));
            false
        }
    };
    if form.is_wrong() {
        return show_new(&site, frame, &who, organisation, form, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    match site.app.invite_colleague(&who, &organisation, &person, may_submit).await {
        Ok(_) => Ok(forms::done(&place(&organisation), "invited")),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            show_new(&site, frame, &who, organisation, form, StatusCode::CONFLICT).await
        }
    }
}
