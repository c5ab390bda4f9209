//! The goals of sustainable development over an edition.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::get;
use duheng_app::Target;
use duheng_app::work;
use serde::Serialize;
use utoipa::ToSchema;

use super::body::{Caller, Query};
use super::commands::chosen;
use super::operation::{AS, Operation, of};
use super::problem::{Problem, hidden};
use super::words::Words;
use crate::site::Site;

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::own(
            "/editions/{programme}/{edition}/goals",
            "getGoalProfile",
            [
                "一届各企业的可持续发展目标得分（汇总）",
                "Shows what the enterprises of an edition have of each goal, together.",
            ],
            &["looks", "goal_profile"],
        )
        .with(AS)
        .json(of::<GoalProfile>, || get(shown)),
    ]
}

/// The goals over an edition.
#[derive(Serialize, ToSchema)]
pub(super) struct GoalProfile {
    /// The title of the programme.
    title: Words,
    /// How many enterprises are counted; none where they are too few to tell anything of.
    enterprises: Option<usize>,
    /// The goals that some item serves.
    goals: Vec<GoalMean>,
}

/// What enterprises have of a goal.
#[derive(Serialize, ToSchema)]
pub(super) struct GoalMean {
    /// Its number.
    number: usize,
    /// How many items serve it.
    items: usize,
    /// The mean of their points.
    points: String,
    /// The mean of the most that these items could give.
    most: String,
}

async fn shown(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition)): Path<(String, String)>,
    asked: Query,
) -> Result<Json<GoalProfile>, Problem> {
    let target = Target { programme: programme.clone(), edition: edition.clone(), organisation: None };
    let looks = site.app.looks(&person, &target).await.map_err(hidden)?;
    let look = chosen(&looks, &asked)?;
    let found = site.app.goal_profile(&person, &look.role, Some(&look.place), &programme, &edition).await;
    let of = found.map_err(hidden)?.ok_or_else(Problem::not_found)?;
    let goal = |row: &work::GoalRow| GoalMean {
        number: row.number,
        items: row.items,
        points: row.points.clone(),
        most: row.most.clone(),
    };
    Ok(Json(GoalProfile {
        title: (&of.title).into(),
        enterprises: of.enterprises,
        goals: of.goals.iter().map(goal).collect(),
    }))
}
