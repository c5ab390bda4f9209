//! Who asks, and what waits for them.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use duheng_app::work::{Task, WorkFilter};
use serde::Serialize;
use utoipa::ToSchema;

use super::body::{Caller, Query};
use super::operation::{Operation, of};
use super::problem::{Problem, hidden};
use super::words::{Enterprise, Possible, Titled, Words, day, page, show};
use crate::site::Site;

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::own("/me", "getMe", ["令牌的持有人", "Shows whose the token is."], &[])
            .json(of::<Me>, || get(me)),
        Operation::own(
            "/me/tasks",
            "listTasks",
            ["本人的待办", "Lists what waits for whoever asks, soonest due first."],
            &["tasks"],
        )
        .with(&["role", "place", "programme", "edition", "stage", "q", "after"])
        .json(of::<TaskPage>, || get(tasks)),
        Operation::own(
            "/me/editions",
            "listEditions",
            ["本人角色有关的各届", "Lists the editions in which one's roles do something."],
            &["editions"],
        )
        .json(of::<EditionList>, || get(editions)),
    ]
}

/// Whose a token is.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    /// The login.
    login: String,
    /// The name.
    name: String,
    /// Whether the token may change anything.
    writes: bool,
    /// How much it may do: `read`, `write` or `administer`.
    scope: String,
    /// The roles that it carries now.
    roles: Vec<Role>,
}

/// A role at a place.
#[derive(Serialize, ToSchema)]
pub(super) struct Role {
    /// `administrator`, `office`, `expert` or `enterprise`.
    kind: String,
    /// The role; `*` for the enterprise's own role in whichever programme.
    role: String,
    /// The office or enterprise.
    place: String,
    /// The programme; `*` for every one.
    programme: String,
    /// The last day, included.
    until: Option<String>,
}

/// An application that waits for somebody.
#[derive(Serialize, ToSchema)]
pub(super) struct TaskRow {
    /// The programme.
    programme: Titled,
    /// The edition.
    edition: String,
    /// Whose application it is.
    enterprise: Enterprise,
    /// The stage.
    stage: Titled,
    /// The role in which one does it.
    role: String,
    /// The place in whose name.
    place: String,
    /// What is awaited.
    possible: Vec<Possible>,
    /// The last day, included.
    due: Option<String>,
    /// The day since which it waits.
    since: Option<String>,
    /// Which submission it is that waits; none for the first, and where none is written or checked.
    submission: Option<u64>,
}

impl From<Task> for TaskRow {
    fn from(of: Task) -> Self {
        Self {
            programme: Titled { name: of.target.programme, title: (&of.programme).into() },
            edition: of.target.edition,
            enterprise: (&of.enterprise).into(),
            stage: Titled { name: of.stage, title: (&of.stage_title).into() },
            role: of.role,
            place: of.place,
            possible: of.openings.iter().map(Possible::from).collect(),
            due: day(of.due),
            since: day(of.since),
            submission: of.submission,
        }
    }
}

/// Editions, and programmes of which one may be opened.
#[derive(Serialize, ToSchema)]
pub(super) struct EditionList {
    /// By programme, the latest first.
    rows: Vec<EditionRow>,
    /// Where one may open another.
    to_open: Vec<ToOpen>,
}

/// An edition.
#[derive(Serialize, ToSchema)]
pub(super) struct EditionRow {
    /// The programme.
    programme: Titled,
    /// The edition.
    edition: String,
    /// The reporting year.
    year: i32,
    /// The day of the evaluation.
    as_of: String,
    /// The hash of the pack that it pins.
    pack: String,
    /// Whether it is closed.
    closed: bool,
    /// One's roles in it.
    roles: Vec<OwnRole>,
}

/// A role that one holds.
#[derive(Serialize, ToSchema)]
pub(super) struct OwnRole {
    /// The role.
    role: Titled,
    /// The place.
    place: String,
}

/// A programme of which an edition may be opened.
#[derive(Serialize, ToSchema)]
pub(super) struct ToOpen {
    /// The programme.
    programme: Titled,
    /// The role in which.
    role: String,
    /// The place in whose name.
    place: String,
}

page!(TaskPage, TaskRow);

async fn me(Caller(person): Caller) -> Json<Me> {
    let role = |held: &duheng_app::accounts::Held| Role {
        kind: held.kind.name().to_owned(),
        role: held.role.clone(),
        place: held.place.clone(),
        programme: held.programme.clone(),
        until: day(held.until),
    };
    Json(Me {
        login: person.login().to_owned(),
        name: person.name().to_owned(),
        writes: person.may_write(),
        scope: person.scope().map(|scope| scope.name().to_owned()).unwrap_or_default(),
        roles: person.roles().iter().map(role).collect(),
    })
}

async fn tasks(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    asked: Query,
) -> Result<Json<TaskPage>, Problem> {
    let filter = WorkFilter {
        role: asked.given("role"),
        place: asked.given("place"),
        programme: asked.given("programme"),
        edition: asked.given("edition"),
        stage: asked.given("stage"),
        name: asked.given("q"),
        ..WorkFilter::default()
    };
    let page = site.app.tasks(&person, &filter, &show(&asked)).await.map_err(hidden)?;
    Ok(Json(TaskPage { rows: page.rows.into_iter().map(TaskRow::from).collect(), next: page.next }))
}

async fn editions(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
) -> Result<Json<EditionList>, Problem> {
    let found = site.app.editions(&person).await.map_err(hidden)?;
    let own = |(role, title, place): &(String, duheng_pack::text::Text, String)| OwnRole {
        role: Titled { name: role.clone(), title: Words::from(title) },
        place: place.clone(),
    };
    let rows = found.editions.into_iter().map(|of| EditionRow {
        roles: of.roles.iter().map(own).collect(),
        programme: Titled { name: of.programme, title: (&of.title).into() },
        edition: of.edition,
        year: of.year,
        as_of: of.as_of,
        pack: of.pack,
        closed: of.closed,
    });
    let to_open = found.to_open.into_iter().map(|of| ToOpen {
        programme: Titled { name: of.programme, title: (&of.title).into() },
        role: of.role,
        place: of.place,
    });
    Ok(Json(EditionList { rows: rows.collect(), to_open: to_open.collect() }))
}
