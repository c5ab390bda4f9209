//! The people of an enterprise, for its approvers.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{delete, get, post};
use duheng_app::accounts::{Colleague, NewPerson, SignedInPerson};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::account::PersonName;
use super::body::{Caller, Sent};
use super::operation::{Answered, Asked, Operation, of};
use super::people::Entered;
use super::problem::{Problem, about, unseen};
use super::words::day;
use crate::site::Site;

const PEOPLE: &str = "/enterprises/{organisation}/people";

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    let at = |rest: &str| format!("{PEOPLE}{rest}");
    vec![
        Operation::own(
            PEOPLE,
            "listColleagues",
            ["本企业的人员", "Lists the people of an enterprise whose approver one is."],
            &["colleagues"],
        )
        .json(of::<ColleagueList>, || get(list)),
        Operation::own(
            PEOPLE,
            "inviteColleague",
            ["邀请本企业的同事", "Invites somebody to act for the enterprise; a letter goes to them."],
            &["colleagues", "invite_colleague"],
        )
        .by("POST")
        .asks(Asked::Json(of::<NewColleague>))
        .json(of::<Entered>, || post(invite)),
        Operation::own(
            &at("/{grant}"),
            "endColleague",
            ["收回本企业同事的角色", "Ends the role of a colleague."],
            &["colleagues", "end_colleague"],
        )
        .by("DELETE")
        .gives(Answered::Nothing, || delete(end)),
        Operation::own(
            &at("/{grant}/invitation"),
            "inviteColleagueAgain",
            ["重新邀请本企业的同事", "Sends another invitation; earlier ones work no more."],
            &["colleagues", "invite_colleague_again"],
        )
        .by("POST")
        .gives(Answered::Nothing, || post(again)),
    ]
}

/// The people of an enterprise.
#[derive(Serialize, ToSchema)]
pub(super) struct ColleagueList {
    /// The name of the enterprise.
    enterprise: String,
    /// Its unified social credit code.
    uscc: String,
    /// By login.
    rows: Vec<ColleagueRow>,
}

/// Somebody who acts for an enterprise.
#[derive(Serialize, ToSchema)]
pub(super) struct ColleagueRow {
    /// Who.
    person: PersonName,
    /// Whether they were invited and have not set a password yet.
    invited: bool,
    /// The id of their role.
    grant: String,
    /// Whether they may act for the enterprise; who may not fills in drafts.
    may_submit: bool,
    /// The last day, included.
    until: Option<String>,
    /// Whether a colleague delegated it.
    delegated: bool,
}

impl From<Colleague> for ColleagueRow {
    fn from(of: Colleague) -> Self {
        Self {
            person: PersonName { id: of.id, name: of.name, login: of.login },
            invited: of.invited,
            may_submit: of.held.may_submit,
            until: day(of.held.until),
            delegated: of.held.delegated_from.is_some(),
            grant: of.held.grant,
        }
    }
}

/// Somebody who is invited to act for an enterprise.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "login": "chen", "name": "陈示例", "email": "chen@firm.example", "may_submit": false }))]
pub(super) struct NewColleague {
    /// The login, of 3 to 64 letters, digits and `.`, `_`, `-`, `@`.
    login: String,
    /// The name.
    name: String,
    /// The address of e-mail to which the invitation goes.
    email: String,
    /// `zh` or `en`; Chinese where it is left out.
    #[serde(default)]
    language: Option<String>,
    /// Whether they may act for the enterprise; who may not fills in drafts.
    may_submit: bool,
}

/// The enterprise, if one may know its people; a role that is none of theirs is not there.
async fn found(site: &Site, person: &SignedInPerson, organisation: &str, grant: &str) -> Result<(), Problem> {
    let colleagues = site.app.colleagues(person, organisation).await.map_err(unseen)?;
    let known = colleagues.people.iter().any(|of| of.held.grant == grant);
    if known { Ok(()) } else { Err(Problem::not_found()) }
}

async fn list(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(organisation): Path<String>,
) -> Result<Json<ColleagueList>, Problem> {
    let of = site.app.colleagues(&person, &organisation).await.map_err(unseen)?;
    let rows = of.people.into_iter().map(ColleagueRow::from).collect();
    Ok(Json(ColleagueList { enterprise: of.enterprise, uscc: of.uscc, rows }))
}

async fn invite(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(organisation): Path<String>,
    Sent(sent): Sent<NewColleague>,
) -> Result<Json<Entered>, Problem> {
    let new = NewPerson {
        login: sent.login,
        name: sent.name,
        email: sent.email,
        language: sent.language.unwrap_or_default(),
    };
    let made = site.app.invite_colleague(&person, &organisation, &new, sent.may_submit).await;
    Ok(Json(Entered { id: made.map_err(|failure| about(failure, &[]))? }))
}

async fn end(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((organisation, grant)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    found(&site, &person, &organisation, &grant).await?;
    site.app.end_colleague(&person, &organisation, &grant).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn again(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((organisation, grant)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    found(&site, &person, &organisation, &grant).await?;
    site.app.invite_colleague_again(&person, &organisation, &grant).await?;
    Ok(StatusCode::NO_CONTENT)
}
