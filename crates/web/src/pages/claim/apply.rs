//! Where one's enterprises may apply, and applying.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::claim::ToApply;
use duheng_pack::text::Text;
use duheng_programme::command::{Command, FilingCommand};
use duheng_programme::refusal::Refusal;

use super::trouble;
use crate::address::encoded;
use crate::forms::{Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "claim/apply.html")]
struct ApplyPage {
    frame: Frame,
    rows: Vec<ToApply>,
    form: Form,
}

impl ApplyPage {
    fn show(self, status: StatusCode) -> Result<Response, Trouble> {
        self.frame.show(status, &self)
    }

    /// Where something can be done now: the way in is open, or the enterprise has applied.
    fn open(&self) -> impl Iterator<Item = &ToApply> {
        self.rows.iter().filter(|row| is_open(row))
    }

    /// Where nothing can be done now.
    fn shut(&self) -> impl Iterator<Item = &ToApply> {
        self.rows.iter().filter(|row| !is_open(row))
    }

    fn place(&self, row: &ToApply) -> String {
        below("/claims", row)
    }

    /// Why one cannot enter by an entry now, and what helps.
    fn not_now(&self, entry: &Text, refusal: &Refusal) -> String {
        let why = self.frame.full(&refusal.message, &refusal.remedy);
        self.frame.with2("value-part", "label", self.frame.pick(entry), "value", &why)
    }

    /// Where the enterprise checks itself without applying.
    fn check(&self, row: &ToApply) -> String {
        below(super::SELF_CHECKS, row)
    }
}

fn below(home: &str, row: &ToApply) -> String {
    let [programme, edition, uscc] =
        [&row.target.programme, &row.target.edition, &row.enterprise.uscc].map(|part| encoded(part));
    format!("{home}/{programme}/{edition}/{uscc}")
}

fn is_open(row: &ToApply) -> bool {
    row.stands.is_some() || row.entries.iter().any(|(.., blocked)| blocked.is_none())
}

/// `GET /apply`
pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
) -> Result<Response, Trouble> {
    let rows = site.app.to_apply(&person).await.map_err(trouble)?;
    ApplyPage { frame, rows, form: Form::new(person.csrf().to_owned()) }.show(StatusCode::OK)
}

/// `POST /apply`
pub(crate) async fn send(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let rows = site.app.to_apply(&person).await.map_err(trouble)?;
    let mut form = Form::sent(fields);
    let named = |row: &&ToApply| {
        row.target.programme == form.value("programme")
            && row.target.edition == form.value("edition")
            && row.enterprise.uscc == form.value("uscc")
    };
    let Some(row) = rows.iter().find(named) else { return Err(Trouble::NotFound) };
    let chosen = form.fields.all("with").map(str::to_owned);
    let command =
        FilingCommand::Apply { entry: form.value("entry").to_owned(), programmes: chosen.collect() };
    let done = site.app.act_as(&person, &row.role, None, &row.target, Command::Filing(command)).await;
    let page = ApplyPage { frame, rows: Vec::new(), form: Form::default() };
    match done {
        Ok(_) => Ok(Redirect::to(&format!("{}?done=applied", page.place(row))).into_response()),
        Err(failure) => {
            form.refuse(&page.frame, failure)?;
            ApplyPage { rows, form, ..page }.show(StatusCode::CONFLICT)
        }
    }
}
