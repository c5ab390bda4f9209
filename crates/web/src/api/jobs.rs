//! Commands on many applications at once.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use duheng_app::jobs::{Finished, JobRow, NewJob, Refused};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Caller, Sent};
use super::operation::{Asked, Operation, of};
use super::problem::{Problem, hidden};
use super::words::{Enterprise, Titled, Words, time};
use crate::site::Site;

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::own(
            "/jobs",
            "listJobs",
            ["本人的成批办理", "Lists the jobs that one began, the newest first."],
            &["jobs"],
        )
        .json(of::<JobList>, || get(list)),
        Operation::own(
            "/jobs",
            "beginJob",
            ["成批办理", "Begins a command on many applications; each is asked for by all rules."],
            &["begin_job"],
        )
        .by("POST")
        .asks(Asked::Json(of::<Begin>))
        .json(of::<Begun>, || post(begin)),
        Operation::own(
            "/jobs/{id}",
            "getJob",
            ["一项成批办理", "Shows how far a job is, what came out and what was refused."],
            &["job"],
        )
        .json(of::<Job>, || get(job)),
        Operation::own(
            "/jobs/{id}/stop",
            "stopJob",
            ["停止成批办理", "Stops a job; what is done stays done."],
            &["stop_job", "job"],
        )
        .by("POST")
        .json(of::<Job>, || post(stop)),
    ]
}

/// What is to be done on which applications.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "role": "office", "place": "0f3a", "programme": "sz-sustainable-enterprise", "edition": "2026", "stage": "notice", "command": "publish_notice", "enterprises": ["914403000000000276"] }))]
pub(super) struct Begin {
    /// In which role.
    role: String,
    /// At which place.
    place: String,
    /// The programme.
    programme: String,
    /// The edition.
    edition: String,
    /// The stage at which the applications stand.
    stage: String,
    /// `propose`, `approve`, `publish_notice`, `close_notice` or `issue`.
    command: String,
    /// The unified social credit codes of the enterprises; all that the role reaches where it is left out.
    #[serde(default)]
    enterprises: Vec<String>,
}

/// A job that was begun.
#[derive(Serialize, ToSchema)]
pub(super) struct Begun {
    /// Its id.
    id: String,
}

/// The jobs of a person.
#[derive(Serialize, ToSchema)]
pub(super) struct JobList {
    /// The newest first.
    rows: Vec<Job>,
}

/// A command on many applications.
#[derive(Serialize, ToSchema)]
pub(super) struct Job {
    /// Its id.
    id: String,
    /// The command.
    command: String,
    /// The programme.
    programme: Titled,
    /// The edition.
    edition: String,
    /// The stage at which the applications stood.
    stage: Titled,
    /// When it began.
    created_at: String,
    /// When it was finished or stopped.
    finished_at: Option<String>,
    /// Whether it was stopped.
    stopped: bool,
    /// How many applications it has.
    total: u64,
    /// How many are done.
    done: u64,
    /// How many were refused.
    refused: u64,
    /// The first of those that were done, with what came out; left out of lists.
    results: Vec<DoneRow>,
    /// The first of those that were refused; left out of lists.
    refusals: Vec<RefusedRow>,
}

/// An application that was done.
#[derive(Serialize, ToSchema)]
pub(super) struct DoneRow {
    /// Whose.
    enterprise: Enterprise,
    /// What came out; empty of jobs that are older than this.
    what: Words,
    /// The number of the certificate that the job issued.
    number: Option<String>,
}

/// An application that was refused.
#[derive(Serialize, ToSchema)]
pub(super) struct RefusedRow {
    /// Whose.
    enterprise: Enterprise,
    /// The code of the refusal.
    code: String,
    /// Which rule said no, and what would satisfy it.
    why: Words,
}

impl Job {
    fn of(row: &JobRow, done: &[Finished], refused: &[Refused]) -> Self {
        let result = |of: &Finished| DoneRow {
            enterprise: (&of.enterprise).into(),
            what: (&of.what).into(),
            number: of.number.clone(),
        };
        let refusal = |of: &Refused| RefusedRow {
            enterprise: (&of.enterprise).into(),
            code: of.code.clone(),
            why: (&of.why).into(),
        };
        Self {
            id: row.id.clone(),
            command: row.command.clone(),
            programme: Titled::of(&row.programme),
            edition: row.edition.clone(),
            stage: Titled::of(&row.stage),
            created_at: time(row.created_at),
            finished_at: row.finished_at.map(time),
            stopped: row.stopped,
            total: row.progress.total,
            done: row.progress.done,
            refused: row.progress.refused,
            results: done.iter().map(result).collect(),
            refusals: refused.iter().map(refusal).collect(),
        }
    }
}

async fn list(State(site): State<Arc<Site>>, Caller(person): Caller) -> Result<Json<JobList>, Problem> {
    let rows = site.app.jobs(&person).await.map_err(hidden)?;
    Ok(Json(JobList { rows: rows.iter().map(|row| Job::of(row, &[], &[])).collect() }))
}

async fn begin(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Sent(sent): Sent<Begin>,
) -> Result<Json<Begun>, Problem> {
    let new = NewJob {
        role: sent.role,
        place: sent.place,
        programme: sent.programme,
        edition: sent.edition,
        stage: sent.stage,
        command: sent.command,
        chosen: sent.enterprises.into_iter().collect(),
    };
    Ok(Json(Begun { id: site.app.begin_job(&person, &new).await? }))
}

async fn job(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(id): Path<String>,
) -> Result<Json<Job>, Problem> {
    let (row, done, refused) = site.app.job(&person, &id).await.map_err(hidden)?;
    Ok(Json(Job::of(&row, &done, &refused)))
}

async fn stop(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(id): Path<String>,
) -> Result<Json<Job>, Problem> {
    site.app.stop_job(&person, &id).await.map_err(hidden)?;
    let (row, done, refused) = site.app.job(&person, &id).await.map_err(hidden)?;
    Ok(Json(Job::of(&row, &done, &refused)))
}
