//! What the last filing of an enterprise said, before it is confirmed in the one at hand.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use duheng_app::claim::Depth;
use duheng_app::{Question, claim};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::body::{Caller, json};
use super::claims::find_to;
use super::operation::{Answered, Operation, of};
use super::problem::Problem;
use super::words::{Titled, day};
use crate::site::Site;

const EARLIER: &str = "/claims/{programme}/{edition}/{uscc}/earlier";

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::own(
            EARLIER,
            "listEarlierAnswers",
            ["待确认的上次答案", "Lists what the last filing said and nobody has confirmed yet."],
            &["claim_to"],
        )
        .json(of::<EarlierList>, || get(list)),
        Operation::own(
            &format!("{EARLIER}/{{fact}}"),
            "confirmEarlierAnswer",
            [
                "确认沿用上次的答案",
                "Confirms what the last filing said of a fact, with its files where they hold.",
            ],
            &["claim_to", "confirm_earlier"],
        )
        .by("POST")
        .gives(Answered::Nothing, || post(confirm)),
    ]
}

/// What the last filing said.
#[derive(Serialize, ToSchema)]
pub(super) struct EarlierList {
    /// One row for each fact.
    rows: Vec<EarlierRow>,
}

/// What it said of a fact.
#[derive(Serialize, ToSchema)]
pub(super) struct EarlierRow {
    /// The fact.
    fact: Titled,
    /// The edition of that filing.
    edition: String,
    /// The day on which it was submitted.
    submitted_on: Option<String>,
    /// The answers.
    answers: Vec<EarlierAnswer>,
    /// The names of the files that come along.
    files: Vec<String>,
    /// The records that have ended.
    ended: Vec<EndedRecord>,
}

/// An answer of the last filing.
#[derive(Serialize, ToSchema)]
pub(super) struct EarlierAnswer {
    /// The period, where the fact has several.
    period: Option<String>,
    /// What was typed.
    value: Value,
}

/// A record whose last day has passed.
#[derive(Serialize, ToSchema)]
pub(super) struct EndedRecord {
    /// Its number in the list, from 1.
    number: usize,
    /// Its last day.
    until: String,
}

type Which = (String, String, String);

async fn list(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc)): Path<Which>,
) -> Result<Json<EarlierList>, Problem> {
    let claim = find_to(Depth::Questions, &site, &person, (&programme, &edition, &uscc)).await?;
    let row = |(fact, of): (&String, &claim::Earlier)| EarlierRow {
        fact: Titled {
            name: fact.clone(),
            title: claim.asks.get(fact).map(|ask| (&ask.title).into()).unwrap_or_default(),
        },
        edition: of.edition.clone(),
        submitted_on: day(of.on),
        answers: of
            .answers
            .iter()
            .map(|(question, value)| EarlierAnswer {
                period: match question {
                    Question::Fact { period, .. } => period.clone(),
                    _ => None,
                },
                value: json(value),
            })
            .collect(),
        files: of.files.iter().map(|file| file.name.clone()).collect(),
        ended: of
            .ended
            .iter()
            .map(|(number, until)| EndedRecord { number: *number, until: until.to_string() })
            .collect(),
    };
    Ok(Json(EarlierList { rows: claim.earlier.iter().map(row).collect() }))
}

async fn confirm(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc, fact)): Path<(String, String, String, String)>,
) -> Result<StatusCode, Problem> {
    let claim = find_to(Depth::Questions, &site, &person, (&programme, &edition, &uscc)).await?;
    site.app.confirm_earlier(&person, &claim.target, &fact).await?;
    Ok(StatusCode::NO_CONTENT)
}
