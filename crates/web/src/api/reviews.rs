//! The assessor's side: what is asked, what one wrote, sealing. Declaring is a command of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::ETAG;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};
use duheng_app::Saving;
use duheng_app::forms::{self, Point};
use duheng_pack::calendar::Date;
use duheng_programme::command::Visit;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::body::{Caller, NewValue, Query, Sent, json, saved, seen};
use super::commands::looked;
use super::operation::{AS, Asked, Operation, of};
use super::problem::Problem;
use super::words::{Received, Words, day};
use crate::site::Site;

const REVIEW: &str = "/reviews/{programme}/{edition}/{uscc}";

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    let at = |rest: &str| format!("{REVIEW}{rest}");
    let uses: &[&str] = &["target_of", "looks", "review"];
    vec![
        Operation::own(
            REVIEW,
            "getReview",
            ["评审表和本人的评审", "Shows what the layer asks, and what one wrote."],
            uses,
        )
        .with(AS)
        .json(of::<Review>, || get(shown)),
        Operation::own(
            &at("/points/{kind}/{name}"),
            "savePoint",
            ["保存本人的一条评审；评分和与申报不一致的须另存理由", "Saves an entry of one's own over the version that was seen. Points, and what differs from the claim, need a `reason` too."],
            &["target_of", "looks", "save_finding"],
        )
        .by("PUT")
        .with(&["period", "role", "place"])
        .versioned()
        .asks(Asked::Json(of::<NewValue>))
        .json(of::<SavedEntry>, || put(save)),
        Operation::own(
            &at("/rest"),
            "takeAsClaimed",
            [
                "将多项按申报认定",
                "Takes items as claimed, in one act: every fact of them that is open is confirmed as one's own.",
            ],
            &["target_of", "looks", "take_as_claimed"],
        )
        .by("POST")
        .with(AS)
        .asks(Asked::Json(of::<Taking>))
        .json(of::<Taken>, || post(take)),
        Operation::own(
            &at("/seal"),
            "sealReview",
            ["封卷", "Seals one's own entries; refused while items are open."],
            &["target_of", "looks", "seal_draft"],
        )
        .by("POST")
        .with(AS)
        .asks(Asked::Json(of::<Sealing>))
        .json(of::<Received>, || post(seal)),
    ]
}

/// What a layer asks of an assessor, and what they wrote.
#[derive(Serialize, ToSchema)]
pub(super) struct Review {
    /// The stage.
    stage: String,
    /// The layer.
    layer: String,
    /// Its title.
    title: Words,
    /// Whether sealing needs the record of a visit.
    visit: bool,
    /// The last day to seal, included.
    due: Option<String>,
    /// The items, in the order of the standard.
    items: Vec<ReviewItem>,
    /// What was written.
    points: Vec<SavedEntry>,
    /// How many items have all that they ask for.
    complete: usize,
}

/// An item as an assessor sees it.
#[derive(Serialize, ToSchema)]
pub(super) struct ReviewItem {
    /// Its code.
    code: String,
    /// Its title.
    title: Words,
    /// The text of the source.
    text: Words,
    /// The most points.
    max: String,
    /// The points that assessors type: least, most and step; none where they only confirm.
    judge: Option<Vec<String>>,
    /// The facts that it reads of the enterprise.
    facts: Vec<ReviewFact>,
    /// Whether it has to be assessed before sealing.
    is_asked: bool,
    /// Whether all is written that it asks of the assessor; what differs from the claim and what is judged need a reason.
    is_complete: bool,
}

/// A fact as an assessor sees it.
#[derive(Serialize, ToSchema)]
pub(super) struct ReviewFact {
    /// Its name.
    fact: String,
    /// What people read.
    title: Words,
    /// What is claimed, by period; the only one stands under an empty name.
    claim: BTreeMap<String, Value>,
    /// The hashes of the evidence for it.
    evidence: Vec<String>,
}

/// An entry of one's own.
#[derive(Serialize, ToSchema)]
pub(super) struct SavedEntry {
    /// `judged`, `confirmed` (`yes`, or `no` where a claim is not accepted), `found`, or `reason`: why a fact differs or an
    /// item has its points.
    kind: String,
    /// The item or the fact.
    name: String,
    /// The period of what was found.
    period: Option<String>,
    /// What was typed.
    value: Value,
    /// How often it was saved. Send it as `If-Match`.
    version: i64,
}

/// What is taken as claimed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "items": ["6.1.1.a"] }))]
pub(super) struct Taking {
    /// The codes of the items.
    items: Vec<String>,
}

/// What was taken as claimed.
#[derive(Serialize, ToSchema)]
pub(super) struct Taken {
    /// How many facts.
    facts: usize,
}

/// What goes with sealing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "visit": { "held_on": "2026-06-18", "present": ["企业负责人"], "minutes": "座谈" } }))]
pub(super) struct Sealing {
    /// The record of a visit, where the stage needs one.
    visit: Option<VisitRecord>,
}

/// The record of a visit.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct VisitRecord {
    /// When, such as `2026-06-18`.
    held_on: String,
    /// Who was there, of both sides.
    present: Vec<String>,
    /// The minutes.
    minutes: String,
}

/// What a path names of an entry.
fn point(kind: &str, name: String, period: Option<String>) -> Result<Point, Problem> {
    match kind {
        "judged" => Ok(Point::Judged { item: name }),
        "confirmed" => Ok(Point::Confirmed { fact: name }),
        "found" => Ok(Point::Found { fact: name, period }),
        "reason" => Ok(Point::Reason { of: name }),
        _ => Err(Problem::not_found()),
    }
}

fn entry(point: &Point, value: Value, version: i64) -> SavedEntry {
    let (kind, name, period) = match point {
        Point::Judged { item } => ("judged", item, None),
        Point::Confirmed { fact } => ("confirmed", fact, None),
        Point::Reason { of } => ("reason", of, None),
        Point::Found { fact, period } => ("found", fact, period.clone()),
    };
    SavedEntry { kind: kind.to_owned(), name: name.clone(), period, value, version }
}

async fn shown(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(which): Path<(String, String, String)>,
    asked: Query,
) -> Result<Json<Review>, Problem> {
    let (target, look) = looked(&site, &person, &which, &asked).await?;
    let of = site.app.review(&person, &look.role, Some(&look.place), &target).await?;
    let fact = |fact: &forms::ReviewFact| ReviewFact {
        fact: fact.name.clone(),
        title: (&fact.title).into(),
        claim: fact
            .claim
            .iter()
            .map(|(period, value)| (period.clone().unwrap_or_default(), json(value)))
            .collect(),
        evidence: fact.evidence.iter().map(|file| file.hash.clone()).collect(),
    };
    let item = |item: &forms::ReviewItem| ReviewItem {
        code: item.code.clone(),
        title: (&item.title).into(),
        text: (&item.text).into(),
        max: item.max.clone(),
        judge: item.judge.as_ref().map(|range| range.to_vec()),
        facts: item.facts.iter().map(fact).collect(),
        is_asked: item.is_asked,
        is_complete: item.is_complete,
    };
    let point = |saved: &forms::SavedPoint| {
        entry(&saved.point, saved.value.as_ref().map_or(Value::Null, json), saved.version)
    };
    Ok(Json(Review {
        stage: of.stage,
        layer: of.layer,
        title: (&of.title).into(),
        visit: of.visit,
        due: day(of.due),
        items: of.items.iter().map(item).collect(),
        points: of.points.iter().map(point).collect(),
        complete: of.complete,
    }))
}

async fn save(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc, kind, name)): Path<(String, String, String, String, String)>,
    headers: HeaderMap,
    asked: Query,
    Sent(sent): Sent<NewValue>,
) -> Result<Response, Problem> {
    let point = point(&kind, name, asked.given("period"))?;
    let (target, look) = looked(&site, &person, &(programme, edition, uscc), &asked).await?;
    let (seen, value) = (seen(&headers)?, saved(&sent.value)?);
    let (role, place) = (look.role.as_str(), Some(look.place.as_str()));
    let done = site.app.save_finding(&person, role, place, &target, &point, value.as_ref(), seen).await?;
    match done {
        Saving::Saved(version) => {
            let stands = entry(&point, value.as_ref().map_or(Value::Null, json), version);
            Ok(([(ETAG, format!("\"{version}\""))], Json(stands)).into_response())
        }
        Saving::Stale(theirs) => {
            let stands = theirs.value.as_ref().map_or(Value::Null, json);
            Err(Problem::stale(sent.value, stands, theirs.version))
        }
    }
}

async fn take(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(which): Path<(String, String, String)>,
    asked: Query,
    Sent(sent): Sent<Taking>,
) -> Result<Json<Taken>, Problem> {
    let (target, look) = looked(&site, &person, &which, &asked).await?;
    let (role, place) = (look.role.as_str(), Some(look.place.as_str()));
    let facts = site.app.take_as_claimed(&person, role, place, &target, &sent.items).await?;
    Ok(Json(Taken { facts }))
}

async fn seal(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(which): Path<(String, String, String)>,
    asked: Query,
    Sent(sent): Sent<Sealing>,
) -> Result<Json<Received>, Problem> {
    let (target, look) = looked(&site, &person, &which, &asked).await?;
    let visit = match sent.visit {
        Some(VisitRecord { held_on, present, minutes }) => {
            let held_on = Date::read(&held_on)
                .map_err(|why| Problem::field("/visit/held_on", &why.text().zh, &why.text().en))?;
            Some(Visit { held_on, present, minutes })
        }
        None => None,
    };
    let receipt =
        site.app.seal_draft(&person, &look.role, Some(&look.place), &target, visit.as_ref()).await?;
    Ok(Json(Received::of(&receipt)))
}
