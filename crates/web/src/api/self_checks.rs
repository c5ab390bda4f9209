//! What an enterprise would score that has not applied: the same questions and answers as those of a claim, apart from any
//! application.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, put};
use duheng_app::Question;
use duheng_app::accounts::SignedInPerson;
use duheng_app::claim::{self, Depth};

use super::body::{Caller, NewValue, Query, Sent};
use super::claims::shapes::{Answer, Claim, Score};
use super::claims::{described, over};
use super::operation::{Asked, Operation, of};
use super::problem::{Problem, hidden};
use crate::site::Site;

const CHECK: &str = "/self-checks/{programme}/{edition}/{uscc}";

type Which = (String, String, String);

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::own(
            CHECK,
            "getSelfCheck",
            [
                "未申报时的自查",
                "Shows what is asked and answered in a self-check, apart from any application.",
            ],
            &["self_check"],
        )
        .json(of::<Claim>, || get(shown)),
        Operation::own(
            &format!("{CHECK}/answers/{{fact}}"),
            "saveSelfCheckAnswer",
            ["保存自查的一个答案", "Saves an answer of a self-check over the version that was seen."],
            &["self_check", "save_answer"],
        )
        .by("PUT")
        .with(&["period"])
        .versioned()
        .asks(Asked::Json(of::<NewValue>))
        .json(of::<Answer>, || put(save)),
        Operation::own(
            &format!("{CHECK}/score"),
            "getSelfCheckScore",
            ["自查的得分", "Shows what the enterprise would score; no grade comes of it."],
            &["self_check"],
        )
        .json(of::<Score>, || get(score)),
    ]
}

async fn find(
    site: &Site,
    person: &SignedInPerson,
    (programme, edition, uscc): &Which,
) -> Result<claim::Claim, Problem> {
    let found = site.app.self_check(Depth::Score, person, programme, edition, uscc).await;
    found.map_err(hidden)?.ok_or_else(Problem::not_found)
}

async fn shown(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(which): Path<Which>,
) -> Result<Json<Claim>, Problem> {
    Ok(Json(described(&find(&site, &person, &which).await?)))
}

async fn save(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc, fact)): Path<(String, String, String, String)>,
    headers: HeaderMap,
    asked: Query,
    Sent(sent): Sent<NewValue>,
) -> Result<Response, Problem> {
    let question = Question::Fact { fact, period: asked.given("period") };
    let claim = find(&site, &person, &(programme, edition, uscc)).await?;
    over(&site, &person, &claim, question, &headers, sent.value).await
}

async fn score(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(which): Path<Which>,
) -> Result<Json<Score>, Problem> {
    let claim = find(&site, &person, &which).await?;
    Ok(Json(claim.score.as_ref().ok_or_else(Problem::not_found)?.into()))
}
