//! One item on one page: its text, its rule, its questions, its evidence; saved as a whole or field by field.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::claim::{Claim, ClaimItem, Depth};
use duheng_app::{Question, Target};

use super::fields::{AskView, Beside, sent_rows, views};
use super::rows::is_empty;
use super::said::{answered_from, rows_lacking};
use super::{Which, answers};
use crate::address::encoded;
use crate::forms::{Fields, Form, Posted};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "claim/item.html")]
pub(super) struct ItemPage {
    pub(super) frame: Frame,
    pub(super) which: Which,
    pub(super) claim: Claim,
    pub(super) item: ClaimItem,
    pub(super) asks: Vec<AskView>,
    pub(super) form: Form,
    /// Whether it is asked not to be evaluated, and why.
    pub(super) out: (bool, String),
    pub(super) is_stale: bool,
    /// Whether the page answers a form.
    was_sent: bool,
}

/// What a field that saves itself gets back.
#[derive(Template)]
#[template(path = "claim/saved.html")]
struct SavedPiece {
    frame: Frame,
    claim: Claim,
    item: ClaimItem,
    asks: Vec<AskView>,
    /// When it was saved; empty where it was not.
    time: String,
    is_stale: bool,
    refused: Option<(String, String)>,
}

impl ItemPage {
    /// With which items an item is answered already, in words.
    fn answered_from(&self, item: &ClaimItem) -> String {
        answered_from(&self.frame, &self.claim, item)
    }

    /// Which shared lists have no row of an item, in words.
    fn rows_lacking(&self, item: &ClaimItem) -> String {
        rows_lacking(&self.frame, item)
    }

    pub(super) fn new(
        frame: Frame,
        which: Which,
        claim: Claim,
        form: Form,
        beside: &Beside,
    ) -> Result<Self, Trouble> {
        let item = claim.item(&which.rest).cloned().ok_or(Trouble::NotFound)?;
        let question = Question::NotEvaluated { item: item.code.clone() };
        let reason = claim.value(&question).and_then(|reason| reason.as_str()).map(str::to_owned);
        let out = match &beside.sent {
            Some(sent) => (sent.get("ask-out") == "yes", sent.get("reason").to_owned()),
            None => (reason.is_some(), reason.unwrap_or_default()),
        };
        let asks = views(&frame, &claim, &item, beside);
        let is_stale = !beside.theirs.is_empty();
        let was_sent = beside.sent.is_some();
        Ok(Self { frame, which, claim, item, asks, form, out, is_stale, was_sent })
    }

    pub(super) fn show(self, status: StatusCode) -> Result<Response, Trouble> {
        self.frame.show(status, &self)
    }

    /// The items before and after this one.
    fn beside(&self) -> (Option<&ClaimItem>, Option<&ClaimItem>) {
        let items: Vec<&ClaimItem> = self.claim.items().collect();
        let at = items.iter().position(|item| item.code == self.item.code).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|at| items.get(at)).copied();
        (before, items.get(at + 1).copied())
    }

    /// The title of the part that it stands in.
    fn part(&self) -> String {
        let has = |part: &&duheng_app::claim::ClaimPart| {
            part.indicators.iter().flat_map(|of| &of.items).any(|item| item.code == self.item.code)
        };
        let part = self.claim.parts.iter().find(has);
        part.map(|part| format!("{} {}", part.code, self.frame.pick(&part.title)).trim().to_owned())
            .unwrap_or_default()
    }

    /// Whether something says how to fill it in or how it is scored.
    fn explains(&self) -> bool {
        !self.item.guidance.zh.is_empty() || !self.item.rule.is_empty()
    }

    /// Whether something is known of where it comes from.
    fn has_sources(&self) -> bool {
        let item = &self.item;
        let sources = &item.sources;
        let listed = !sources.errata.is_empty() || !sources.references.is_empty();
        listed || !item.marks.is_empty() || !item.sdg.is_empty() || !item.clause.zh.is_empty()
    }

    /// The title of a fact that others give.
    fn given(&self, fact: &str) -> String {
        self.claim.asks.get(fact).map(|ask| self.frame.pick(&ask.title).to_owned()).unwrap_or_default()
    }

    /// Whether the summary of what is wrong is shown: after something was sent.
    pub(super) fn is_wrong(&self) -> bool {
        self.form.is_wrong() || self.is_stale || (self.was_sent && self.asks.iter().any(AskView::is_wrong))
    }

    /// The version of the request not to evaluate it.
    fn out_version(&self) -> i64 {
        self.claim.version(&Question::NotEvaluated { item: self.item.code.clone() })
    }

    fn is_open(&self) -> bool {
        self.claim.closed.is_none()
    }

    /// What a browser offers to bring as evidence.
    fn accept(&self) -> &'static str {
        super::files::ACCEPT
    }
}

/// What was typed on the page of an item, after it was saved as far as it could be.
pub(super) struct Kept {
    /// With why the rules refused an answer, if they did.
    pub(super) form: Form,
    /// What the page shows beside what is saved.
    pub(super) beside: Beside,
    pub(super) target: Target,
}

impl Kept {
    /// Saves what was typed.
    pub(super) async fn save(
        site: &Site,
        frame: &Frame,
        by: &Visitor,
        which: &Which,
        fields: Fields,
    ) -> Result<Self, Trouble> {
        let claim = which.claim_to(Depth::Questions, site, by).await?;
        let item = claim.item(&which.rest).ok_or(Trouble::NotFound)?;
        let saved = answers::save(site, &by.0, &claim, item, &fields).await;
        let mut form = Form::sent(fields.clone());
        if let Some(failure) = saved.refused {
            form.refuse(frame, failure)?;
        }
        let beside = Beside { sent: Some(fields), theirs: saved.theirs, ..Beside::default() };
        Ok(Self { form, beside, target: claim.target })
    }
}

/// `GET /claims/{programme}/{edition}/{uscc}/items/{code}`
pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let mut claim = which.claim_to(Depth::Score, &site, &by).await?;
    let asked = Fields::read(&query.unwrap_or_default());
    claim.change_earlier(asked.get("change"));
    let (more, had_empty) = (asked.get("more").to_owned(), asked.get("empty") == "yes");
    let form = Form::new(by.0.csrf().to_owned());
    let beside = Beside { more, had_empty, ..Beside::default() };
    ItemPage::new(frame, which, claim, form, &beside)?.show(StatusCode::OK)
}

/// `POST /claims/{programme}/{edition}/{uscc}/items/{code}`
pub(crate) async fn save(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let Kept { mut form, beside: kept, .. } = Kept::save(&site, &frame, &by, &which, fields.clone()).await?;
    let after = which.claim_to(Depth::Score, &site, &by).await?;
    let is_stale = !kept.theirs.is_empty();
    if headers.contains_key("hx-request") {
        let page = ItemPage::new(frame, which, after, form, &kept)?;
        let time =
            if page.form.refused.is_none() && !is_stale { now(&site, &page.frame) } else { String::new() };
        let ItemPage { frame, claim, item, asks, form, .. } = page;
        let piece = SavedPiece { frame, claim, item, asks, time, is_stale, refused: form.refused };
        return piece.frame.show(StatusCode::OK, &piece);
    }
    if form.refused.is_some() || is_stale {
        return ItemPage::new(frame, which, after, form, &kept)?.show(StatusCode::CONFLICT);
    }
    // a form that brings no files sends the names alone of those that were chosen in it
    for (chosen, name) in fields.iter().filter(|(field, name)| field.starts_with("file-") && !name.is_empty())
    {
        let at = chosen.replacen("file-", "files-", 1);
        form.mistake(at, frame.with("file-not-sent", "name", name));
    }
    if fields.get("ask-out") == "yes" && fields.get("reason").trim().is_empty() {
        form.mistake("reason", frame.t("out-reason-missing"));
    }
    let (order, place) = (fields.get("do"), which.item(&which.rest));
    if let Some(fact) = order.strip_prefix("confirm:") {
        let target = after.target.clone();
        if let Err(failure) = site.app.confirm_earlier(&by.0, &target, fact).await {
            form.refuse(&frame, failure)?;
            return ItemPage::new(frame, which, after, form, &kept)?.show(StatusCode::CONFLICT);
        }
        return Ok(Redirect::to(&format!("{place}?done=confirmed#{}", encoded(fact))).into_response());
    }
    if let Some(fact) = order.strip_prefix("change:") {
        let fact = encoded(fact);
        return Ok(Redirect::to(&format!("{place}?change={fact}#{fact}")).into_response());
    }
    if let Some(list) = order.strip_prefix("add:") {
        // an empty row is there already: another would not be seen
        let columns = after.asks.get(list).map(|ask| ask.kind.columns()).unwrap_or_default();
        let had_empty = sent_rows(&fields, list, columns).iter().any(|row| is_empty(row));
        let empty = if had_empty { "&empty=yes" } else { "" };
        let place = format!("{place}?more={}{empty}#add-{}", encoded(list), encoded(list));
        return Ok(Redirect::to(&place).into_response());
    }
    if let Some((list, _)) = order.strip_prefix("drop:").and_then(|rest| rest.rsplit_once(':')) {
        return Ok(Redirect::to(&format!("{place}?done=row-removed#{}", encoded(list))).into_response());
    }
    let page = ItemPage::new(frame, which, after, form, &kept)?;
    if page.form.is_wrong() || page.asks.iter().any(AskView::is_wrong) {
        return page.show(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let next = match (order, page.beside().1) {
        ("next", Some(next)) => page.which.item(&next.code),
        ("next", None) => page.which.after_items(),
        _ => place,
    };
    Ok(Redirect::to(&format!("{next}?done=saved")).into_response())
}

/// The time of day, for the line that says that it is saved.
fn now(site: &Site, frame: &Frame) -> String {
    frame.clock(site.app.now())
}
