//! What an office looks at before it decides: the bounds of the grades, what each assessor found, the gate; and before it
//! draws, whom a panel would be drawn from.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::get;
use duheng_app::work;
use duheng_pack::number::{Rational, Rounding};
use duheng_programme::grounds::{GateLine, GradeBounds, Opinion};
use serde::Serialize;
use utoipa::ToSchema;

use super::body::{Caller, Query};
use super::commands::looked;
use super::operation::{AS, Operation, of};
use super::problem::{Problem, hidden};
use super::words::Words;
use crate::site::Site;

const APPLICATION: &str = "/applications/{programme}/{edition}/{uscc}";

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::own(
            &format!("{APPLICATION}/grounds"),
            "getGrounds",
            ["核查和决定的依据", "Shows what a decision rests on; nothing for who decides nothing."],
            &["target_of", "looks", "grounds"],
        )
        .with(AS)
        .json(of::<Grounds>, || get(grounds)),
        Operation::own(
            &format!("{APPLICATION}/candidates"),
            "listCandidates",
            ["可以抽取的专家", "Lists whom a panel would be drawn from today, for who draws it."],
            &["target_of", "looks", "draw_pool"],
        )
        .with(AS)
        .json(of::<Candidates>, || get(candidates)),
    ]
}

/// What a decision rests on.
#[derive(Serialize, ToSchema)]
pub(super) struct Grounds {
    /// What each grade takes, the highest first.
    grades: Vec<Bounds>,
    /// What each assessor of a completed layer found, as a score.
    opinions: Vec<OpinionRow>,
    /// The requirements of the gate and the vetoes.
    gate: Vec<GateRow>,
}

/// What a grade takes. Numbers are exact, such as `800/9`.
#[derive(Serialize, ToSchema)]
pub(super) struct Bounds {
    /// The grade.
    grade: String,
    /// Its title.
    title: Words,
    /// The least total.
    total: Option<String>,
    /// The least base.
    base: Option<String>,
    /// The share of the cohort, from 0 to 1, among whose totals it must be.
    share: Option<String>,
    /// What must hold too.
    when: Option<Words>,
}

impl From<&GradeBounds> for Bounds {
    fn from(of: &GradeBounds) -> Self {
        let exact = |number: &Option<Rational>| number.as_ref().map(Rational::to_string);
        Self {
            grade: of.code.clone(),
            title: (&of.title).into(),
            total: exact(&of.total),
            base: exact(&of.base),
            share: exact(&of.share),
            when: of.when.as_ref().map(Words::from),
        }
    }
}

/// What the application would score if all assessors of a layer had found what this one did.
#[derive(Serialize, ToSchema)]
pub(super) struct OpinionRow {
    /// The layer.
    layer: String,
    /// Its title.
    title: Words,
    /// The id of the assessor.
    assessor: String,
    /// The grade; `none` for no grade.
    grade: String,
    /// The total as it is shown.
    total: String,
    /// The total as it is.
    exact: String,
}

impl From<&Opinion> for OpinionRow {
    fn from(of: &Opinion) -> Self {
        Self {
            layer: of.layer.clone(),
            title: (&of.title).into(),
            assessor: of.assessor.clone(),
            grade: of.standing.grade.clone(),
            total: of.standing.total.display(2, Rounding::HalfUp),
            exact: of.standing.total.to_string(),
        }
    }
}

/// A requirement of the gate, or a veto.
#[derive(Serialize, ToSchema)]
pub(super) struct GateRow {
    /// Its title.
    title: Words,
    /// Its clause.
    clause: String,
    /// What it asks for, or what strikes.
    condition: Words,
    /// Whether it is a veto.
    is_veto: bool,
    /// Whether it lets pass; none where that is not known.
    passes: Option<bool>,
    /// The facts that it reads.
    facts: Vec<String>,
}

impl From<&GateLine> for GateRow {
    fn from(of: &GateLine) -> Self {
        Self {
            title: (&of.title).into(),
            clause: of.clause.clone(),
            condition: (&of.condition).into(),
            is_veto: of.is_veto,
            passes: of.passes,
            facts: of.facts.clone(),
        }
    }
}

/// Whom a panel would be drawn from.
#[derive(Serialize, ToSchema)]
pub(super) struct Candidates {
    /// How many are drawn.
    seats: usize,
    /// The fields of which each has to be covered.
    fields: Vec<String>,
    /// Those who can be drawn.
    rows: Vec<Candidate>,
    /// How many are left out for a known conflict with the enterprise.
    conflicted: usize,
}

/// Somebody who can be drawn.
#[derive(Serialize, ToSchema)]
pub(super) struct Candidate {
    /// The name.
    name: String,
    /// The fields that they know.
    fields: Vec<String>,
}

async fn grounds(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(which): Path<(String, String, String)>,
    asked: Query,
) -> Result<Json<Grounds>, Problem> {
    let (target, look) = looked(&site, &person, &which, &asked).await?;
    let found = site.app.grounds(&person, &look.role, Some(&look.place), &target).await;
    let work::Grounds { grades, opinions, gate, .. } = found.map_err(hidden)?;
    Ok(Json(Grounds {
        grades: grades.iter().map(Bounds::from).collect(),
        opinions: opinions.iter().map(OpinionRow::from).collect(),
        gate: gate.iter().map(GateRow::from).collect(),
    }))
}

async fn candidates(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(which): Path<(String, String, String)>,
    asked: Query,
) -> Result<Json<Candidates>, Problem> {
    let (target, look) = looked(&site, &person, &which, &asked).await?;
    let found = site.app.draw_pool(&person, &look.role, Some(&look.place), &target).await.map_err(hidden)?;
    let of = found.ok_or_else(Problem::not_found)?;
    let rows = of.free.into_iter().map(|(name, fields)| Candidate { name, fields }).collect();
    Ok(Json(Candidates { seats: of.seats, fields: of.fields, rows, conflicted: of.conflicted }))
}
