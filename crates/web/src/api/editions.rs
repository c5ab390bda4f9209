//! Editions, and the lists of their applications.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::get;
use duheng_app::Target;
use duheng_app::work::{self, WorkFilter};
use serde::Serialize;
use utoipa::ToSchema;

use super::body::{Caller, Query};
use super::commands::chosen;
use super::operation::{AS, Operation, of};
use super::problem::{Problem, hidden};
use super::words::{Enterprise, Possible, Titled, day, page, show, time};
use crate::site::Site;

const EDITION: &str = "/editions/{programme}/{edition}";

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::own(
            EDITION,
            "getEdition",
            ["一届评价活动", "Shows an edition as a role sees it."],
            &["looks", "edition_sheet", "edition_counts"],
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
    /// Which submission is written or checked; none for the first, and where it stands elsewhere.
    submission: Option<u64>,
}

impl From<work::ApplicationRow> for ApplicationRow {
    fn from(of: work::ApplicationRow) -> Self {
        Self {
            enterprise: (&of.enterprise).into(),
            stage: of.stage.as_ref().map(Titled::of),
            ended: of.ended.as_ref().map(Titled::of),
            grade: of.grade.as_ref().map(Titled::of),
            changed_at: time(of.changed_at),
            submission: of.submission,
        }
    }
}

page!(ApplicationPage, ApplicationRow);

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
    let counts = site.app.edition_counts(&person, &look.role, &look.place, &programme, &edition);
    let counts = counts.await.map_err(hidden)?;
    let rules = of.rules.programmes.programme(&programme).ok_or_else(Problem::not_found)?;
    let stage = |stage: &duheng_programme::model::Stage| {
        let window = of.windows.get(&stage.id);
        Stage {
            stage: Titled { name: stage.id.clone(), title: (&stage.title).into() },
            opens: day(window.and_then(|window| window.opens)),
            closes: day(window.and_then(|window| window.closes)),
            standing: counts.standing.get(&stage.id).copied().unwrap_or_default(),
        }
    };
    Ok(Json(EditionSheet {
        programme: Titled { name: programme.clone(), title: (&of.title).into() },
        edition,
        closed: of.edition.closed,
        stages: rules.stages.iter().map(stage).collect(),
        ended: counts.ended,
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
