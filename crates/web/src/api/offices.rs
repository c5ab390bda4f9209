//! What offices look at: an edition, its applications, one application, the registers that they keep.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use duheng_app::Target;
use duheng_app::work::{self, WorkFilter};
use duheng_pack::number::Rounding;
use duheng_programme::state::Place;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::body::{Caller, Query, json};
use super::commands::{chosen, looked};
use super::operation::{AS, Answered, Operation, of};
use super::problem::{Problem, hidden};
use super::words::{Enterprise, Possible, Titled, Words, day, page, show, time};
use crate::site::Site;

const EDITION: &str = "/editions/{programme}/{edition}";
const APPLICATION: &str = "/applications/{programme}/{edition}/{uscc}";

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::own(
            EDITION,
            "getEdition",
            ["一届评价活动", "Shows an edition as a role sees it."],
            &["looks", "edition_sheet"],
        )
        .with(AS)
        .json(of::<EditionSheet>, || get(edition)),
        Operation::own(
            &format!("{EDITION}/applications"),
            "listApplications",
            ["某角色所及的申报", "Lists the applications that a role reaches."],
            &["looks", "applications"],
        )
        .with(&["role", "place", "stage", "ended", "grade", "q", "after"])
        .json(of::<ApplicationPage>, || get(applications)),
        Operation::own(
            APPLICATION,
            "getApplication",
            ["一件申报", "Shows an application as a role sees it."],
            &["target_of", "looks", "dossier", "surroundings"],
        )
        .with(AS)
        .json(of::<Dossier>, || get(application)),
        Operation::own(
            &format!("{APPLICATION}/evidence/{{hash}}"),
            "getEvidence",
            ["打开已提交的佐证材料", "Opens evidence that was submitted."],
            &["target_of", "looks", "evidence_of"],
        )
        .with(AS)
        .gives(Answered::File, || get(evidence)),
        Operation::own(
            "/records/{register}",
            "listRecords",
            ["登记簿", "Lists the records of a register."],
            &["records"],
        )
        .with(&["after"])
        .json(of::<RecordPage>, || get(records)),
    ]
}

/// An edition as one role sees it.
#[derive(Serialize, ToSchema)]
pub(super) struct EditionSheet {
    /// The programme.
    programme: Titled,
    /// The edition.
    edition: String,
    /// Whether it is closed.
    closed: bool,
    /// Its stages, in order.
    stages: Vec<Stage>,
    /// How many applications within reach ended in each end.
    ended: BTreeMap<String, u64>,
    /// What the role may do.
    possible: Vec<Possible>,
}

/// A stage.
#[derive(Serialize, ToSchema)]
pub(super) struct Stage {
    /// The stage.
    stage: Titled,
    /// The first day.
    opens: Option<String>,
    /// The last day, included.
    closes: Option<String>,
    /// How many applications within reach stand in it.
    standing: u64,
}

/// An application in a list.
#[derive(Serialize, ToSchema)]
pub(super) struct ApplicationRow {
    /// Whose it is.
    enterprise: Enterprise,
    /// The stage, where it stands in one.
    stage: Option<Titled>,
    /// The end, where it ended.
    ended: Option<Titled>,
    /// The grade, for those who may see it.
    grade: Option<Titled>,
    /// When something last happened.
    changed_at: String,
}

impl From<work::ApplicationRow> for ApplicationRow {
    fn from(of: work::ApplicationRow) -> Self {
        Self {
            enterprise: (&of.enterprise).into(),
            stage: of.stage.as_ref().map(Titled::of),
            ended: of.ended.as_ref().map(Titled::of),
            grade: of.grade.as_ref().map(Titled::of),
            changed_at: time(of.changed_at),
        }
    }
}

/// An application as one role sees it; what it does not see is left out.
#[derive(Serialize, ToSchema)]
pub(super) struct Dossier {
    /// Whose it is.
    enterprise: Enterprise,
    /// The programme.
    programme: Titled,
    /// The edition.
    edition: String,
    /// The role in which it is looked at.
    role: Titled,
    /// The place in whose name.
    place: String,
    /// The stage in which it stands.
    stage: Option<String>,
    /// The end at which it came.
    ended: Option<String>,
    /// Where it stands, in words.
    stands: Option<Words>,
    /// The grade that was decided.
    grade: Option<Titled>,
    /// The number of its certificate.
    number: Option<String>,
    /// The facts of the last submission, by name and period; the only value stands under an empty period.
    facts: BTreeMap<String, BTreeMap<String, Value>>,
    /// The evidence, by the fact, item or document that it is for.
    evidence: BTreeMap<String, Vec<EvidenceFile>>,
    /// How it stands by the standard, for offices.
    score: Option<Standing>,
    /// The experts with a seat.
    seats: Vec<SeatRow>,
    /// The grade that was proposed and waits for approval.
    proposed: Option<String>,
    /// The objections.
    objections: Vec<ObjectionRow>,
    /// What happened, in order.
    timeline: Vec<Event>,
    /// What one may do.
    possible: Vec<Possible>,
}

/// A file that was submitted.
#[derive(Serialize, ToSchema)]
pub(super) struct EvidenceFile {
    /// Its name.
    name: String,
    /// The hash of its content, by which it is opened.
    hash: String,
    /// Its size, in bytes.
    size: u64,
}

/// How an application stands by the standard.
#[derive(Serialize, ToSchema)]
pub(super) struct Standing {
    /// The grade; `none` for no grade.
    grade: String,
    /// The total as it is shown, such as `88.89`.
    total: String,
    /// The total as it is, such as `800/9`.
    exact: String,
    /// Facts and items on which assessors differ and nobody has decided.
    unsettled: Vec<String>,
}

/// A seat of the panel.
#[derive(Serialize, ToSchema)]
pub(super) struct SeatRow {
    /// The id of the expert.
    expert: String,
    /// The name, where it may be known.
    name: Option<String>,
    /// Whether they declared that there is no conflict.
    declared: bool,
}

/// An objection.
#[derive(Serialize, ToSchema)]
pub(super) struct ObjectionRow {
    /// Its number, from 1.
    number: usize,
    /// What it says.
    text: String,
    /// Whether there is a ruling.
    ruled: bool,
}

/// Something that happened.
#[derive(Serialize, ToSchema)]
pub(super) struct Event {
    /// When.
    at: String,
    /// The name of the event.
    event: String,
    /// Its title.
    title: Words,
    /// What it is mainly about.
    about: Words,
    /// The title of the role that did it.
    role: Words,
}

/// The state in which a record stands.
#[derive(Serialize, ToSchema)]
pub(super) struct RecordRow {
    /// Whose.
    enterprise: Enterprise,
    /// The title of the state.
    state: Words,
    /// Since when it holds.
    since: String,
    /// The day on which it was entered.
    entered_on: String,
    /// What it rests on.
    basis: String,
}

page!(ApplicationPage, ApplicationRow);
page!(RecordPage, RecordRow);

async fn edition(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition)): Path<(String, String)>,
    asked: Query,
) -> Result<Json<EditionSheet>, Problem> {
    let target = Target { programme: programme.clone(), edition: edition.clone(), organisation: None };
    let look = chosen(&site.app.looks(&person, &target).await.map_err(hidden)?, &asked)?;
    let of = site.app.edition_sheet(&person, &look.role, Some(&look.place), &programme, &edition);
    let of = of.await.map_err(hidden)?;
    let rules = of.rules.programmes.programme(&programme).ok_or_else(Problem::not_found)?;
    let stage = |stage: &duheng_programme::model::Stage| {
        let window = of.windows.get(&stage.id);
        Stage {
            stage: Titled { name: stage.id.clone(), title: (&stage.title).into() },
            opens: day(window.and_then(|window| window.opens)),
            closes: day(window.and_then(|window| window.closes)),
            standing: of.standing.get(&stage.id).copied().unwrap_or_default(),
        }
    };
    Ok(Json(EditionSheet {
        programme: Titled { name: programme.clone(), title: (&of.title).into() },
        edition,
        closed: of.edition.closed,
        stages: rules.stages.iter().map(stage).collect(),
        ended: of.ended.clone(),
        possible: of.openings.iter().map(Possible::from).collect(),
    }))
}

async fn applications(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition)): Path<(String, String)>,
    asked: Query,
) -> Result<Json<ApplicationPage>, Problem> {
    let target = Target { programme: programme.clone(), edition: edition.clone(), organisation: None };
    let look = chosen(&site.app.looks(&person, &target).await.map_err(hidden)?, &asked)?;
    let filter = WorkFilter {
        role: Some(look.role.clone()),
        place: Some(look.place),
        programme: Some(programme),
        edition: Some(edition),
        stage: asked.given("stage"),
        ended: asked.given("ended"),
        grade: asked.given("grade"),
        name: asked.given("q"),
    };
    let page = site.app.applications(&person, &look.role, &filter, &show(&asked)).await.map_err(hidden)?;
    let rows = page.rows.into_iter().map(ApplicationRow::from).collect();
    Ok(Json(ApplicationPage { rows, next: page.next }))
}

async fn application(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(which): Path<(String, String, String)>,
    asked: Query,
) -> Result<Json<Dossier>, Problem> {
    let (target, look) = looked(&site, &person, &which, &asked).await?;
    let (role, place) = (look.role.as_str(), Some(look.place.as_str()));
    let of = site.app.dossier(&person, role, place, &target).await.map_err(hidden)?;
    let around = site.app.surroundings(&person, role, place, &target).await.map_err(hidden)?;
    let course = of.seen.course.as_ref();
    let (stage, ended) = match course.map(|course| &course.place) {
        Some(Place::At(stage)) => (Some(stage.clone()), None),
        Some(Place::Ended(end)) => (None, Some(end.clone())),
        None => (None, None),
    };
    let grade = of.seen.decided.as_ref().zip(of.grade.as_ref());
    let file = |of: &duheng_programme::command::Evidence| EvidenceFile {
        name: of.name.clone(),
        hash: of.hash.clone(),
        size: of.size,
    };
    let fact = |of: &work::ShownFact| {
        let values =
            of.values.iter().map(|(period, value)| (period.clone().unwrap_or_default(), json(value)));
        (of.name.clone(), values.collect())
    };
    let event = |of: &work::Happened| Event {
        at: time(of.at),
        event: of.event.clone(),
        title: (&of.title).into(),
        about: (&of.about).into(),
        role: (&of.role).into(),
    };
    let seat = |seat: &duheng_programme::state::Seat| SeatRow {
        expert: seat.expert.clone(),
        name: of.people.get(&seat.expert).cloned(),
        declared: seat.declared,
    };
    Ok(Json(Dossier {
        enterprise: (&of.enterprise).into(),
        programme: Titled { name: target.programme, title: (&of.programme).into() },
        edition: target.edition,
        role: Titled::of(&of.role),
        place: of.place.clone(),
        stage,
        ended,
        stands: of.stands.as_ref().map(Words::from),
        grade: grade.map(|((name, _), title)| Titled { name: name.clone(), title: title.into() }),
        number: course.and_then(|course| course.honour.as_ref()).map(|honour| honour.number.clone()),
        facts: of.facts.iter().map(fact).collect(),
        evidence: of
            .evidence
            .iter()
            .map(|(name, files)| (name.clone(), files.iter().map(file).collect()))
            .collect(),
        score: around.standing.map(|standing| Standing {
            grade: standing.grade,
            total: standing.total.display(2, Rounding::HalfUp),
            exact: standing.total.to_string(),
            unsettled: standing.unsettled,
        }),
        seats: of.seen.seats.iter().map(seat).collect(),
        proposed: of.seen.proposal.as_ref().map(|proposal| proposal.grade.clone()),
        objections: of
            .seen
            .objections
            .iter()
            .map(|of| ObjectionRow { number: of.number, text: of.text.clone(), ruled: of.ruling.is_some() })
            .collect(),
        timeline: of.timeline.iter().map(event).collect(),
        possible: of.openings.iter().map(Possible::from).collect(),
    }))
}

async fn evidence(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc, hash)): Path<(String, String, String, String)>,
    asked: Query,
) -> Result<Response, Problem> {
    let (target, look) = looked(&site, &person, &(programme, edition, uscc), &asked).await?;
    let found = site.app.evidence_of(&person, &look.role, Some(&look.place), &target, &hash).await;
    let (_, content) = found.map_err(hidden)?;
    Ok(([(CONTENT_TYPE, "application/octet-stream")], content).into_response())
}

async fn records(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(register): Path<String>,
    asked: Query,
) -> Result<Json<RecordPage>, Problem> {
    let found = site.app.records(&person, &register, &show(&asked)).await.map_err(hidden)?;
    let (_, page) = found.ok_or_else(Problem::not_found)?;
    let row = |of: &work::RecordRow| RecordRow {
        enterprise: (&of.enterprise).into(),
        state: (&of.state).into(),
        since: of.since.clone(),
        entered_on: of.entered_on.clone(),
        basis: of.basis.clone(),
    };
    Ok(Json(RecordPage { rows: page.rows.iter().map(row).collect(), next: page.next }))
}
