//! The list of people, and inviting one.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::accounts::ListedPerson;
use duheng_app::public::Show;
use serde::Deserialize;

use super::{new_person, refuse, unread};
use crate::address::with_query;
use crate::forms::{self, Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// What may stand behind `?`.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    pub(super) q: String,
    #[serde(default)]
    pub(super) after: String,
}

impl Asked {
    pub(super) fn show(&self) -> Show {
        Show { after: Some(self.after.clone()).filter(|after| !after.is_empty()), ..Show::default() }
    }

    /// The address of the next page.
    pub(super) fn next(&self, path: &str, next: Option<String>) -> Option<String> {
        next.map(|after| with_query(path, &[("q", self.q.trim()), ("after", &after)]))
    }
}

#[derive(Template)]
#[template(path = "account/people.html")]
struct PeoplePage {
    frame: Frame,
    asked: Asked,
    rows: Vec<ListedPerson>,
    next: Option<String>,
}

/// `GET /people`
pub(super) async fn list(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let found = site.app.people(&who, &asked.q, &asked.show()).await.map_err(unread)?;
    let next = asked.next("/people", found.next);
    let page = PeoplePage { frame, asked, rows: found.rows, next };
    page.frame.show(StatusCode::OK, &page)
}

#[derive(Template)]
#[template(path = "account/person-new.html")]
struct NewPersonPage {
    frame: Frame,
    form: Form,
}

impl NewPersonPage {
    fn show(self, status: StatusCode) -> Result<Response, Trouble> {
        self.frame.show(status, &self)
    }
}

/// `GET /people/new`
pub(super) async fn new(
    State(_): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
) -> Result<Response, Trouble> {
    NewPersonPage { frame, form: Form::new(who.csrf().to_owned()) }.show(StatusCode::OK)
}

/// `POST /people/new`
pub(super) async fn invite(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(who): Visitor,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(fields);
    let person = new_person(&mut form, &frame);
    if form.is_wrong() {
        return NewPersonPage { frame, form }.show(StatusCode::UNPROCESSABLE_ENTITY);
    }
    match site.app.invite_person(&who, &person).await {
        Ok(id) => Ok(forms::done(&format!("/people/{id}"), "invited")),
        Err(failure) => {
            refuse(&mut form, &frame, failure)?;
            NewPersonPage { frame, form }.show(StatusCode::CONFLICT)
        }
    }
}
