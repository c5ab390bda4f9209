//! One item as an assessor sees it: claim, evidence and rule side by side with what they find.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::claim::{AskKind, Typed, answer_of, list_of, rows_of, typed_of};
use duheng_app::forms::{FormFact, FoundBefore, Point, Review, ReviewFact, ReviewItem};
use duheng_app::{Failure, Saving, typed};
use duheng_pack::tree::Node;
use duheng_programme::command::Evidence;

use super::{Looked, Which, kind};
use crate::address::encoded;
use crate::forms::{Fields, Form, Posted};
use crate::frame::Frame;
use crate::pages::claim::fields::{FieldView, bare, sent_field, sent_rows};
use crate::pages::claim::said::shown;
use crate::pages::claim::trouble;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// A fact with the claim and what the assessor finds.
struct FactView {
    name: String,
    title: String,
    /// What is claimed, each value with its period.
    claim: Vec<(String, String)>,
    evidence: Vec<Evidence>,
    /// What others found in earlier layers: the layer, what, why.
    before: Vec<(String, String, String)>,
    /// `confirm`, `found`, `refuse`, or nothing yet.
    choice: String,
    /// Why it differs.
    reason: String,
    /// The fields for what is found otherwise.
    fields: Vec<FieldView>,
    rows: Vec<Vec<FieldView>>,
    is_list: bool,
    wrong: Vec<String>,
    /// What else it decides: code, empty for what is no item, and title.
    shared: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "assess/item.html")]
struct ItemPage {
    frame: Frame,
    which: Which,
    looked: Looked,
    item: ReviewItem,
    facts: Vec<FactView>,
    judged: String,
    wrong: Vec<String>,
    form: Form,
    /// Whether this was saved just now.
    was_sent: bool,
}

#[derive(Template)]
#[template(path = "assess/saved.html")]
struct SavedPiece {
    frame: Frame,
    time: String,
    refused: Option<(String, String)>,
    wrong: Vec<String>,
}

impl ItemPage {
    fn new(frame: Frame, which: Which, looked: Looked, form: Form, was_sent: bool) -> Result<Self, Trouble> {
        let Ok(review) = &looked.review else { return Err(Trouble::NotFound) };
        let item =
            review.items.iter().find(|item| item.code == which.rest).cloned().ok_or(Trouble::NotFound)?;
        let facts = item.facts.iter().filter_map(|fact| review.facts.get(&fact.name));
        let sent = was_sent.then_some(&form.fields);
        let facts = facts.map(|fact| view(&frame, review, &item, fact, sent)).collect();
        let judged = saved(review, &Point::Judged { item: item.code.clone() });
        let judged = judged.and_then(Node::as_str).unwrap_or_default().to_owned();
        let mut wrong =
            told(&frame, review, |point| matches!(point, Point::Judged { item: of } if *of == item.code));
        if !judged.is_empty() && item.judged_reason.is_empty() {
            wrong.push(frame.t("assess-judged-reason-missing"));
        }
        Ok(Self { frame, which, item, facts, judged, wrong, form, was_sent, looked })
    }

    fn show(self, status: StatusCode) -> Result<Response, Trouble> {
        self.frame.show(status, &self)
    }

    fn beside(&self) -> (Option<&ReviewItem>, Option<&ReviewItem>) {
        let Ok(review) = &self.looked.review else { return (None, None) };
        let at = review.items.iter().position(|item| item.code == self.item.code).unwrap_or_default();
        (at.checked_sub(1).and_then(|at| review.items.get(at)), review.items.get(at + 1))
    }

    /// All that is wrong in what was written.
    fn mistakes(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for fact in &self.facts {
            for wrong in &fact.wrong {
                let told = self.frame.with2("value-part", "label", &fact.title, "value", wrong);
                found.push((format!("fact-{}", fact.name), told));
            }
        }
        found.extend(self.wrong.iter().map(|wrong| ("judged".to_owned(), wrong.clone())));
        found
    }
}

/// What was written about a point.
fn saved<'r>(review: &'r Review, point: &Point) -> Option<&'r Node> {
    review.points.iter().find(|saved| saved.point == *point)?.value.as_ref()
}

fn version(review: &Review, point: &Point) -> i64 {
    review.points.iter().find(|saved| saved.point == *point).map_or(0, |saved| saved.version)
}

fn told(frame: &Frame, review: &Review, about: impl Fn(&Point) -> bool) -> Vec<String> {
    let own = review.findings.iter().filter(|(point, ..)| point.as_ref().is_some_and(&about));
    own.map(|(_, message, help, _)| {
        frame.with2("ask-wrong", "what", frame.pick(message), "help", frame.pick(help))
    })
    .collect()
}

fn view(
    frame: &Frame,
    review: &Review,
    item: &ReviewItem,
    fact: &FormFact,
    sent: Option<&Fields>,
) -> FactView {
    let own = item.facts.iter().find(|of| of.name == fact.name);
    let claim = own.map(|of| of.claim.as_slice()).unwrap_or_default();
    let kind = kind(&fact.kind);
    let value_of =
        |period: Option<&String>| claim.iter().find(|(of, _)| of.as_ref() == period).map(|(_, value)| value);
    let (mut fields, mut rows) = (Vec::new(), Vec::new());
    if let AskKind::Records(columns) = &kind {
        let found = saved(review, &Point::Found { fact: fact.name.clone(), period: None });
        let mut held = rows_of(columns, found.or_else(|| value_of(None)));
        // one more, for what was found and not claimed
        held.push(columns.iter().map(|_| Typed::default()).collect());
        for (at, row) in held.into_iter().enumerate() {
            let cells = columns.iter().zip(row).map(|(column, typed)| {
                let stem = format!("{}-{at}-{}", fact.name, column.name);
                let cell =
                    bare(frame, &column.kind, stem.clone(), frame.pick(&column.title).to_owned(), typed);
                FieldView { key: format!("r-{stem}"), optional: column.optional, ..cell }
            });
            rows.push(cells.collect());
        }
    } else {
        for period in periods(fact, own) {
            let point = Point::Found { fact: fact.name.clone(), period: period.clone() };
            let value = saved(review, &point).or_else(|| value_of(period.as_ref()));
            let stem = stem(&fact.name, period.as_deref());
            let label = period.unwrap_or_default();
            let field = bare(frame, &kind, stem.clone(), label, typed_of(&kind, value));
            fields.push(FieldView { key: format!("f-{stem}"), ..field });
        }
    }
    let is_found = |point: &Point| matches!(point, Point::Found { fact: of, .. } if *of == fact.name);
    let mut wrong = told(frame, review, is_found);
    let stands = match own {
        Some(of) if of.refused => "refuse",
        Some(of) if of.found => "found",
        Some(of) if of.confirmed => "confirm",
        _ => "",
    };
    let choice =
        sent.map_or_else(|| stands.to_owned(), |sent| sent.get(&format!("c-{}", fact.name)).to_owned());
    if choice == "found" && stands != "found" {
        wrong.push(frame.t("assess-nothing-changed"));
    } else if ["found", "refuse"].contains(&choice.as_str()) && own.is_none_or(|of| of.reason.is_empty()) {
        wrong.push(frame.t("assess-reason-missing"));
    }
    let before = own.map(|of| of.before.as_slice()).unwrap_or_default().iter();
    FactView {
        before: before.filter_map(|of| found_before(frame, &kind, of)).collect(),
        reason: own.map(|of| of.reason.clone()).unwrap_or_default(),
        name: fact.name.clone(),
        title: frame.pick(&fact.title).to_owned(),
        claim: claim
            .iter()
            .map(|(period, value)| (period.clone().unwrap_or_default(), shown(frame, &kind, Some(value))))
            .collect(),
        evidence: own.map(|of| of.evidence.clone()).unwrap_or_default(),
        choice,
        shared: own
            .map(|of| of.shared.as_slice())
            .unwrap_or_default()
            .iter()
            .map(|(code, title)| (code.clone(), frame.pick(title).to_owned()))
            .collect(),
        is_list: matches!(kind, AskKind::Records(_)),
        wrong,
        fields,
        rows,
    }
}

/// What an assessor of an earlier layer found, in words: the layer, what, why; nothing where they said nothing.
fn found_before(frame: &Frame, kind: &AskKind, of: &FoundBefore) -> Option<(String, String, String)> {
    let one = |(period, value): &(Option<String>, Node)| {
        let value = shown(frame, kind, Some(value));
        period.as_ref().map_or_else(|| value.clone(), |period| format!("{period} {value}"))
    };
    let what = match (of.values.is_empty(), of.confirmed) {
        (false, _) => of.values.iter().map(one).collect::<Vec<_>>().join("\n"),
        (true, true) => frame.t("assess-confirmed"),
        (true, false) if of.reason.is_empty() => return None,
        (true, false) => frame.t("assess-refused"),
    };
    Some((frame.pick(&of.layer).to_owned(), what, of.reason.clone()))
}

/// The periods for which the item reads a fact, the latest first; one without a name where it has none.
fn periods(fact: &FormFact, own: Option<&ReviewFact>) -> Vec<Option<String>> {
    let read = own.map_or(&fact.periods, |own| &own.periods);
    match read.is_empty() {
        true => vec![None],
        false => read.iter().rev().cloned().map(Some).collect(),
    }
}

/// What was found of a fact for periods that only other items read.
fn elsewhere(review: &Review, fact: &FormFact, shown: &[Option<String>]) -> Vec<(Point, Option<Node>)> {
    let others = fact.periods.iter().cloned().map(Some).filter(|period| !shown.contains(period));
    let points = others.map(|period| Point::Found { fact: fact.name.clone(), period });
    points.filter_map(|point| Some((point.clone(), Some(saved(review, &point)?.clone())))).collect()
}

fn stem(fact: &str, period: Option<&str>) -> String {
    period.map_or_else(|| fact.to_owned(), |period| format!("{fact}-{period}"))
}

/// A value as it is kept, wherever it stands.
fn plain(value: &Node) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// What a form says about the item.
fn sent(review: &Review, item: &ReviewItem, fields: &Fields) -> Vec<(Point, Option<Node>)> {
    let mut found = Vec::new();
    for fact in item.facts.iter().filter_map(|fact| review.facts.get(&fact.name)) {
        let choice = fields.get(&format!("c-{}", fact.name));
        let said = match choice {
            "confirm" => Some(typed("yes")),
            "refuse" => Some(typed("no")),
            _ => None,
        };
        found.push((Point::Confirmed { fact: fact.name.clone() }, said));
        let why = fields.tidy(&format!("why-{}", fact.name));
        let differs = ["found", "refuse"].contains(&choice) && !why.is_empty();
        found.push((Point::Reason { of: fact.name.clone() }, differs.then(|| typed(&why))));
        let kind = kind(&fact.kind);
        let own = item.facts.iter().find(|of| of.name == fact.name);
        let claim = own.map(|of| of.claim.as_slice());
        let claimed = |period: &Option<String>| {
            claim.unwrap_or_default().iter().find(|(of, _)| of == period).map(|(_, value)| value)
        };
        let mut otherwise = Vec::new();
        let shown = periods(fact, own);
        let held = elsewhere(review, fact, &shown);
        for period in shown {
            let name = stem(&fact.name, period.as_deref());
            let value = match &kind {
                AskKind::Records(columns) => list_of(columns, &sent_rows(fields, &name, columns), true),
                kind => answer_of(kind, &sent_field(fields, &name)),
            };
            // the claim as the same fields would send it
            let untouched = match &kind {
                AskKind::Records(columns) => {
                    let rows = rows_of(columns, claimed(&period));
                    list_of(columns, &rows, true)
                }
                kind => answer_of(kind, &typed_of(kind, claimed(&period))),
            };
            let changed = value.as_ref().map(plain) != untouched.as_ref().map(plain);
            otherwise.push((changed, Point::Found { fact: fact.name.clone(), period }, value));
        }
        // "otherwise" without anything changed finds nothing
        let is_found =
            choice == "found" && (!held.is_empty() || otherwise.iter().any(|(changed, ..)| *changed));
        found.extend(held.into_iter().map(|(point, value)| (point, value.filter(|_| is_found))));
        found.extend(otherwise.into_iter().map(|(_, point, value)| (point, value.filter(|_| is_found))));
    }
    if item.judge.is_some() {
        let points = fields.tidy("judged");
        let why = fields.tidy("judged-why");
        let said = |text: &str| (!text.is_empty()).then(|| typed(text));
        found.push((Point::Judged { item: item.code.clone() }, said(&points)));
        found.push((Point::Reason { of: item.code.clone() }, said(&why)));
    }
    found
}

/// `GET /assess/{programme}/{edition}/{uscc}/items/{code}`
pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
) -> Result<Response, Trouble> {
    let looked = which.look(&site, &by).await?;
    let form = Form::new(by.0.csrf().to_owned());
    if looked.review.is_err() {
        return Ok(Redirect::to(&which.place()).into_response());
    }
    ItemPage::new(frame, which, looked, form, false)?.show(StatusCode::OK)
}

/// `POST /assess/{programme}/{edition}/{uscc}/items/{code}`
pub(crate) async fn save(
    State(site): State<Arc<Site>>,
    frame: Frame,
    by: Visitor,
    which: Which,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let looked = which.look(&site, &by).await?;
    let review = match &looked.review {
        Ok(review) => review,
        Err(_) => return Ok(Redirect::to(&which.place()).into_response()),
    };
    let item = review.items.iter().find(|item| item.code == which.rest).ok_or(Trouble::NotFound)?;
    let mut form = Form::sent(fields.clone());
    for (point, value) in sent(review, item, &fields) {
        // nothing before and nothing now is no entry; a row of one's own is never stale but by a second window
        let before = saved(review, &point);
        if before.is_none() && value.is_none() {
            continue;
        }
        let seen = version(review, &point);
        let (target, role) = (&looked.target, looked.role.as_str());
        match site.app.save_finding(&by.0, role, None, target, &point, value.as_ref(), seen).await {
            Ok(Saving::Saved(_)) => {}
            Ok(Saving::Stale(_)) => form.refused = Some((frame.t("stale-summary"), frame.t("assess-stale"))),
            Err(failure @ Failure::Refused(_)) => form.refuse(&frame, failure)?,
            Err(Failure::Broken(fault)) => return Err(fault.into()),
        }
    }
    let after = which.look(&site, &by).await?;
    let page = ItemPage::new(frame, which, after, form, true)?;
    if headers.contains_key("hx-request") {
        let wrong = page.mistakes().into_iter().map(|(_, sentence)| sentence).collect();
        let time = page.frame.clock(site.app.now());
        let piece = SavedPiece { frame: page.frame, time, refused: page.form.refused, wrong };
        return piece.frame.show(StatusCode::OK, &piece);
    }
    if page.form.refused.is_some() {
        return page.show(StatusCode::CONFLICT);
    }
    if !page.mistakes().is_empty() {
        return page.show(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let place = match (fields.get("do"), page.beside().1) {
        ("next", Some(next)) => page.which.item(&next.code),
        ("next", None) => format!("{}/seal", page.which.place()),
        _ => page.which.item(&page.item.code),
    };
    Ok(Redirect::to(&format!("{place}?done=saved")).into_response())
}

/// `GET /assess/{programme}/{edition}/{uscc}/files/{hash}`
pub(crate) async fn file(
    State(site): State<Arc<Site>>,
    by: Visitor,
    which: Which,
) -> Result<Response, Trouble> {
    let (role, target) = which.target(&site, &by).await?;
    let found = site.app.evidence_of(&by.0, &role, None, &target, &which.rest).await.map_err(trouble)?;
    let (file, content) = found;
    let mut response = content.into_response();
    let name = format!("attachment; filename*=UTF-8''{}", encoded(&file.name));
    let headers = response.headers_mut();
    let value = HeaderValue::from_str(&name).map_err(|error| Trouble::Broken(error.to_string()))?;
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(CONTENT_DISPOSITION, value);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}
