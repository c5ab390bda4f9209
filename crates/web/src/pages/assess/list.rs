//! The items of a layer with how far the assessor is, and the declaration before them.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::forms::{Review, ReviewItem};
use duheng_programme::command::{Command, FilingCommand, Ruling};
use duheng_programme::seen::Viewer;

use super::{Looked, Which, part_title};
use crate::forms::{Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "assess/list.html")]
pub(super) struct ListPage {
    frame: Frame,
    which: Which,
    looked: Looked,
    form: Form,
    /// Whether examples can be asked for.
    has_examples: bool,
}

/// A part of the list; the one to go on with stands open.
struct ListPart<'r> {
    title: String,
    complete: usize,
    asked: usize,
    is_open: bool,
    items: &'r [ReviewItem],
}

impl ListPage {
    pub(super) fn new(site: &Site, frame: Frame, which: Which, looked: Looked, form: Form) -> Self {
        let open = looked.review.as_ref().is_ok_and(|review| review.visit || review.open().next().is_some());
        Self { has_examples: site.demo().is_some() && open, frame, which, looked, form }
    }

    pub(super) fn show(self, status: StatusCode) -> Result<Response, Trouble> {
        self.frame.show(status, &self)
    }

    /// The items by part.
    fn parts<'r>(&self, review: &'r Review) -> Vec<ListPart<'r>> {
        let next = self.next(review).map(|item| item.code.as_str());
        let of_part = |items: &'r [ReviewItem]| ListPart {
            title: items.first().map(|item| part_title(&self.frame, item)).unwrap_or_default(),
            complete: items.iter().filter(|item| item.is_asked && item.is_complete).count(),
            asked: items.iter().filter(|item| item.is_asked).count(),
            is_open: items.iter().any(|item| Some(item.code.as_str()) == next),
            items,
        };
        review.items.chunk_by(|a, b| a.part == b.part).map(of_part).collect()
    }

    /// Whether this person has sealed, and nothing is left to them.
    fn is_done(&self) -> bool {
        let Some(person) = self.frame.person() else { return false };
        self.looked.dossier.seen.entries.values().any(|of| of.contains_key(person.person()))
    }

    /// Whether another review begins right after the one that was sealed.
    fn goes_on(&self) -> bool {
        self.frame.has_done("sealed") && self.looked.review.is_ok()
    }

    /// Whether an office assesses, beside whom nobody does.
    fn is_office(&self) -> bool {
        self.looked.dossier.seen.viewer == Viewer::Office
    }

    /// The objections that were founded, by which it is assessed once more: what was said, and why it is so.
    fn founded(&self) -> Vec<(&str, &str)> {
        let objections = self.looked.dossier.seen.objections.iter().filter(|_| self.is_office());
        let ruled = objections.filter_map(|of| Some((of.text.as_str(), of.ruling.as_ref()?)));
        let founded = ruled.filter(|(_, (ruling, _))| *ruling == Ruling::Again);
        founded.map(|(text, (_, reason))| (text, reason.as_str())).collect()
    }

    /// How many items can be taken as claimed at once.
    fn together(&self, review: &Review) -> usize {
        review.open().filter(|item| item.may_be_taken()).count()
    }

    /// The item to go on with.
    fn next<'r>(&self, review: &'r Review) -> Option<&'r ReviewItem> {
        review.open().next()
    }
}

/// `GET /assess/{programme}/{edition}/{uscc}`
pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
) -> Result<Response, Trouble> {
    let looked = which.look(&site, &by).await?;
    let form = Form::new(by.0.csrf().to_owned());
    ListPage::new(&site, frame, which, looked, form).show(StatusCode::OK)
}

/// `POST /assess/{programme}/{edition}/{uscc}/declare`
pub(crate) async fn declare(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let looked = which.look(&site, &by).await?;
    let mut form = Form::sent(fields);
    form.need("conflict", frame.t("declare-missing"));
    let conflict = form.value("conflict") == "yes";
    if conflict {
        form.need("reason", frame.t("declare-reason-missing"));
    }
    if form.is_wrong() {
        return ListPage::new(&site, frame, which, looked, form).show(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let command = FilingCommand::Declare { conflict, reason: form.fields.tidy("reason") };
    let done = site.app.act_as(&by.0, &looked.role, None, &looked.target, Command::Filing(command)).await;
    match done {
        // who has a conflict is replaced and reaches the application no more
        Ok(_) if conflict => Ok(Redirect::to("/desk?done=declared-conflict").into_response()),
        Ok(_) => Ok(Redirect::to(&format!("{}?done=declared", which.place())).into_response()),
        Err(failure) => {
            form.refuse(&frame, failure)?;
            ListPage::new(&site, frame, which, looked, form).show(StatusCode::CONFLICT)
        }
    }
}
