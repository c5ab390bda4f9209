//! The task list of a claim: what is asked, how far it is, what it would score.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::Question;
use duheng_app::claim::{Advised, Claim, ClaimItem, ItemState};

use super::Which;
use super::said::{answered_from, rows_lacking};
use crate::form_paper::standard_of;
use crate::forms::{Fields, Form};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "claim/tasks.html")]
pub(super) struct TasksPage {
    frame: Frame,
    which: Which,
    claim: Claim,
    /// The form that asks for example answers, and what was refused of it.
    form: Form,
    /// Whether there are example answers.
    has_examples: bool,
    /// How many example answers and files were written just now; empty where none was asked for.
    filled: Option<(String, String)>,
}

impl TasksPage {
    pub(super) fn new(site: &Site, frame: Frame, which: Which, claim: Claim, form: Form) -> Self {
        let has_examples = site.demo().is_some() && claim.closed.is_none() && !claim.self_check;
        Self { frame, which, claim, form, has_examples, filled: None }
    }

    pub(super) fn show(self, status: StatusCode) -> Result<Response, Trouble> {
        self.frame.show(status, &self)
    }

    /// Whether example answers would fill in anything.
    fn offers_examples(&self) -> bool {
        let brings = |name: &str| self.claim.files_of(&Question::Document { name: name.to_owned() });
        let mut documents = self.claim.documents.iter().filter(|of| of.required);
        self.has_examples && (self.next().is_some() || documents.any(|of| brings(&of.name).is_empty()))
    }

    /// With which items an item is answered already, in words.
    fn answered_from(&self, item: &ClaimItem) -> String {
        answered_from(&self.frame, &self.claim, item)
    }

    /// Which shared lists have no row of an item, in words.
    fn rows_lacking(&self, item: &ClaimItem) -> String {
        rows_lacking(&self.frame, item)
    }

    /// The standard, with what kind of standard it is.
    fn standard(&self) -> String {
        standard_of(&self.frame, &self.claim)
    }

    /// The item to go on with.
    fn next(&self) -> Option<&ClaimItem> {
        let open = |item: &&ClaimItem| !item.state.is_done();
        let begun = self.claim.items().find(|item| item.state == ItemState::Begun);
        begun.or_else(|| self.claim.items().find(open))
    }

    /// The first item in which something of the last filing waits to be confirmed.
    fn first_earlier(&self) -> Option<&ClaimItem> {
        self.claim.items().find(|item| self.claim.has_earlier(item))
    }

    /// Whether nothing was begun yet.
    fn is_untouched(&self) -> bool {
        self.claim.items().all(|item| matches!(item.state, ItemState::NotBegun | ItemState::Nothing))
    }

    /// How many items of a part are done, of how many that ask for something.
    fn done(&self, part: &duheng_app::claim::ClaimPart) -> (usize, usize) {
        let items = || part.indicators.iter().flat_map(|indicator| &indicator.items);
        let asking = || items().filter(|item| item.state != ItemState::Nothing);
        (asking().filter(|item| item.state.is_done()).count(), asking().count())
    }

    /// The points of an item, with the most that it gives; empty where it gives none.
    fn points(&self, item: &ClaimItem) -> String {
        let own = self.claim.score.as_ref().and_then(|score| score.item(&item.code));
        match own {
            _ if item.most.is_empty() => String::new(),
            Some(own) => self.frame.with2("points-of", "points", &own.points, "most", &item.most),
            None => self.frame.with("points-most", "points", &item.most),
        }
    }

    /// Whether a document of the stage is there.
    fn is_brought(&self, name: &str) -> bool {
        !self.claim.files_of(&Question::Document { name: name.to_owned() }).is_empty()
    }

    /// Whether this part stands open: the one to go on with.
    fn is_open(&self, part: &duheng_app::claim::ClaimPart) -> bool {
        let next = self.next().map(|item| item.code.as_str());
        let mut items = part.indicators.iter().flat_map(|indicator| &indicator.items);
        items.any(|item| Some(item.code.as_str()) == next)
    }
}

/// How many answers and files an address says that were written.
fn filled(query: Option<&str>) -> Option<(String, String)> {
    let fields = Fields::read(query.unwrap_or_default());
    let number = |name: &str| fields.get(name).parse::<u32>().ok().map(|number| number.to_string());
    number("answers").zip(number("files"))
}

/// `GET /claims/{programme}/{edition}/{uscc}`
pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let claim = which.claim(&site, &by).await?;
    let mut page = TasksPage::new(&site, frame, which, claim, Form::new(by.0.csrf().to_owned()));
    page.filled = filled(query.as_deref()).filter(|_| page.has_examples);
    page.show(StatusCode::OK)
}
