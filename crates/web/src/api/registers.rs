//! The registers that offices keep.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::get;
use duheng_app::work;
use serde::Serialize;
use utoipa::ToSchema;

use super::body::{Caller, Query};
use super::operation::{Operation, of};
use super::problem::{Problem, hidden};
use super::words::{Enterprise, Titled, Words, page, show, time};
use crate::site::Site;

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::own(
            "/records",
            "listRegisters",
            ["本人管理的名录", "Lists the registers that one keeps."],
            &["kept_registers"],
        )
        .json(of::<RegisterList>, || get(registers)),
        Operation::own(
            "/records/{register}",
            "listRecords",
            ["名录的登记", "Lists the records of a register."],
            &["records"],
        )
        .with(&["after"])
        .json(of::<RecordPage>, || get(records)),
        Operation::own(
            "/records/{register}/proposed",
            "listProposedRecords",
            ["待他人确认的登记", "Lists the entries that wait for somebody else's confirmation."],
            &["proposed_records", "kept_registers"],
        )
        .json(of::<ProposedList>, || get(proposed)),
    ]
}

/// The registers that somebody keeps.
#[derive(Serialize, ToSchema)]
pub(super) struct RegisterList {
    /// One for each register and place.
    rows: Vec<RegisterRow>,
}

/// A register that somebody keeps.
#[derive(Serialize, ToSchema)]
pub(super) struct RegisterRow {
    /// The register.
    register: Titled,
    /// The programme in which one keeps it.
    programme: String,
    /// The role.
    role: String,
    /// The place in whose name.
    place: String,
    /// The states that a record can have.
    states: Vec<Titled>,
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

/// The entries that wait for confirmation.
#[derive(Serialize, ToSchema)]
pub(super) struct ProposedList {
    /// The oldest first.
    rows: Vec<ProposedRow>,
}

/// An entry that waits for somebody else's confirmation.
#[derive(Serialize, ToSchema)]
pub(super) struct ProposedRow {
    /// Whose.
    enterprise: Enterprise,
    /// The title of the state.
    state: Words,
    /// From which day on it would hold.
    since: String,
    /// What it rests on.
    basis: String,
    /// Who proposed it.
    by: String,
    /// When.
    at: String,
}

page!(RecordPage, RecordRow);

async fn registers(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
) -> Result<Json<RegisterList>, Problem> {
    let kept = site.app.kept_registers(&person).await.map_err(hidden)?;
    let row = |of: work::KeptRegister| RegisterRow {
        states: of
            .register
            .states
            .iter()
            .map(|(name, state)| Titled { name: name.clone(), title: (&state.title).into() })
            .collect(),
        register: Titled { name: of.register.id, title: (&of.register.title).into() },
        programme: of.programme,
        role: of.role,
        place: of.place,
    };
    Ok(Json(RegisterList { rows: kept.into_iter().map(row).collect() }))
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

async fn proposed(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(register): Path<String>,
) -> Result<Json<ProposedList>, Problem> {
    let kept = site.app.kept_registers(&person).await.map_err(hidden)?;
    if !kept.iter().any(|of| of.register.id == register) {
        return Err(Problem::not_found());
    }
    let found = site.app.proposed_records(&person, &register).await.map_err(hidden)?;
    let row = |of: work::ProposedRow| ProposedRow {
        enterprise: (&of.enterprise).into(),
        state: (&of.state).into(),
        since: of.since,
        basis: of.basis,
        by: of.by,
        at: time(of.at),
    };
    Ok(Json(ProposedList { rows: found.into_iter().map(row).collect() }))
}
