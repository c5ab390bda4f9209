//! One application: what a role sees of it, its draw, its evidence.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use duheng_app::work;
use duheng_pack::number::Rounding;
use duheng_programme::cohort::Ranking;
use duheng_programme::state::Place;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::body::{Caller, Query, json};
use super::commands::looked;
use super::operation::{AS, Answered, Operation, of};
use super::problem::{Problem, hidden};
use super::words::{Enterprise, Possible, Titled, Words, time};
use crate::forms::Fields;
use crate::frame::Frame;
use crate::pages::case::sheet;
use crate::site::Site;

const APPLICATION: &str = "/applications/{programme}/{edition}/{uscc}";

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::own(
            APPLICATION,
            "getApplication",
            ["一件申报", "Shows an application as a role sees it."],
            &["target_of", "looks", "dossier", "surroundings"],
        )
        .with(AS)
        .json(of::<Dossier>, || get(application)),
        Operation::own(
            &format!("{APPLICATION}/draw"),
            "getDraw",
            ["抽取专家的过程", "Shows the draw of the panel so that it can be replayed."],
            &["target_of", "looks", "drawing"],
        )
        .with(AS)
        .json(of::<Draw>, || get(draw)),
        Operation::own(
            &format!("{APPLICATION}/evidence/{{hash}}"),
            "getEvidence",
            ["打开已提交的佐证材料", "Opens evidence that was submitted."],
            &["target_of", "looks", "evidence_of"],
        )
        .with(AS)
        .gives(Answered::File, || get(evidence)),
        Operation::own(
            &format!("{APPLICATION}/score-sheet"),
            "getScoreSheet",
            ["评分表（PDF）", "Prints the score sheet with its reasons, as a role may see it."],
            &["target_of", "looks", "dossier", "surroundings", "scored_case"],
        )
        .with(AS)
        .gives(Answered::Paper, || get(score_sheet)),
    ]
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
    /// The times at which it was sent back to be supplemented, in order, for offices and the enterprise.
    turns: Vec<Turn>,
    /// What happened, in order.
    timeline: Vec<Event>,
    /// What one may do.
    possible: Vec<Possible>,
}

/// A time at which an application was sent back to be supplemented.
#[derive(Serialize, ToSchema)]
pub(super) struct Turn {
    /// When.
    at: String,
    /// What was asked.
    asked: String,
    /// The last day of the supplement, included.
    until: Option<String>,
    /// When it was submitted again; none as long as it was not.
    again: Option<String>,
    /// What the enterprise replied; empty for nothing.
    reply: String,
}

impl From<&work::Turn> for Turn {
    fn from(of: &work::Turn) -> Self {
        Self {
            at: time(of.at),
            asked: of.asked.clone(),
            until: of.until.map(|day| day.to_string()),
            again: of.again.as_ref().map(|(at, _)| time(*at)),
            reply: of.again.as_ref().map(|(_, reply)| reply.clone()).unwrap_or_default(),
        }
    }
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
    /// The place by total in the cohort; none where no grade goes by rank, before the cohort is frozen and where it has
    /// too few members.
    rank: Option<Rank>,
}

/// A place in the cohort.
#[derive(Serialize, ToSchema)]
pub(super) struct Rank {
    /// The place, 1 for the highest total; with equal totals the same.
    place: usize,
    /// How many members the cohort has.
    of: usize,
    /// How many others have the same total.
    level: usize,
    /// Whether the application is one of the members.
    is_member: bool,
}

impl Rank {
    fn of(ranking: &Ranking) -> Option<Self> {
        match *ranking {
            Ranking::Placed { place, of, level, is_member } => Some(Self { place, of, level, is_member }),
            Ranking::Open | Ranking::TooFew { .. } => None,
        }
    }
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
    /// Whether they lead the panel.
    leader: bool,
}

/// A draw: the commitment was published before the candidates were known, so that nobody could choose the outcome.
#[derive(Serialize, ToSchema)]
pub(super) struct Draw {
    /// The hash of the seed.
    commitment: String,
    /// What came of the seed; none before the draw.
    drawn: Option<Drawn>,
}

/// What a draw gave.
#[derive(Serialize, ToSchema)]
pub(super) struct Drawn {
    /// The seed.
    seed: String,
    /// The ids of the experts that could be drawn.
    pool: Vec<String>,
    /// Their order by the draw.
    order: Vec<String>,
    /// Who took the seats.
    seats: Vec<String>,
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
        leader: of.seen.leader.as_ref() == Some(&seat.expert),
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
            rank: standing.ranking.as_ref().and_then(Rank::of),
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
        turns: of.turns.iter().map(Turn::from).collect(),
        timeline: of.timeline.iter().map(event).collect(),
        possible: of.openings.iter().map(Possible::from).collect(),
    }))
}

async fn draw(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(which): Path<(String, String, String)>,
    asked: Query,
) -> Result<Json<Draw>, Problem> {
    let (target, look) = looked(&site, &person, &which, &asked).await?;
    let found = site.app.drawing(&person, &look.role, Some(&look.place), &target).await.map_err(hidden)?;
    let of = found.ok_or_else(Problem::not_found)?;
    let drawn = of.drawn.map(|of| Drawn { seed: of.seed, pool: of.pool, order: of.order, seats: of.seats });
    Ok(Json(Draw { commitment: of.commitment, drawn }))
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

async fn score_sheet(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Caller(person): Caller,
    Path(which): Path<(String, String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let asked = Fields::read(&query.unwrap_or_default());
    Ok(sheet::answer(&site, &frame, &person, &which, &asked).await?)
}
