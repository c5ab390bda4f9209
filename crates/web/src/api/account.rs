//! One's own account, as far as programs look after it: its roles, and whom they are delegated to. Passwords, second factors,
//! sessions and tokens are for people in front of a browser.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{delete, get, post};
use duheng_app::accounts::{Delegation, Fellow, ShownRole};
use duheng_pack::calendar::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Caller, Sent};
use super::operation::{Answered, Asked, Operation, of};
use super::problem::{Problem, about, unseen};
use super::words::{Words, day};
use crate::site::Site;

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::own(
            "/me/account",
            "getOwnAccount",
            ["本人的账号、角色和委托", "Shows one's own account, with its roles and what was delegated."],
            &["own_account"],
        )
        .json(of::<OwnAccount>, || get(own)),
        Operation::own(
            "/me/roles/{grant}/fellows",
            "listFellows",
            ["可受托的同事", "Lists those to whom a role of one's own can be delegated."],
            &["fellows"],
        )
        .json(of::<FellowList>, || get(fellows)),
        Operation::own(
            "/me/roles/{grant}/delegations",
            "delegateRole",
            ["委托本人的角色", "Delegates a role of one's own until a day."],
            &["fellows", "delegate"],
        )
        .by("POST")
        .asks(Asked::Json(of::<NewDelegation>))
        .json(of::<Given>, || post(send)),
        Operation::own(
            "/me/delegations/{grant}",
            "endDelegation",
            ["收回本人的委托", "Ends a delegation of one's own."],
            &["own_account", "end_delegation"],
        )
        .by("DELETE")
        .gives(Answered::Nothing, || delete(end)),
    ]
}

/// One's own account.
#[derive(Serialize, ToSchema)]
pub(super) struct OwnAccount {
    /// The address of e-mail.
    email: String,
    /// Whether a second factor is enrolled.
    second_factor: bool,
    /// All roles, those of later days included.
    roles: Vec<RoleRow>,
    /// The roles that one delegated.
    delegated: Vec<DelegationRow>,
}

/// A role that somebody holds.
#[derive(Serialize, ToSchema)]
pub(super) struct RoleRow {
    /// The id of the grant, by which it is ended or delegated.
    pub(super) grant: String,
    /// `administrator`, `office`, `expert` or `enterprise`.
    kind: String,
    /// The role; `*` for the enterprise's own role in whichever programme.
    role: String,
    /// What it is called.
    title: Words,
    /// The programme; `*` for every one.
    programme: String,
    /// The id of the office or enterprise; `*` for the whole deployment.
    place: String,
    /// Its name.
    place_name: Option<String>,
    /// For an enterprise, whether they may act for it.
    may_submit: bool,
    /// The first day.
    since: String,
    /// The last day, included.
    until: Option<String>,
    /// Who delegated it.
    delegated_by: Option<String>,
}

impl From<&ShownRole> for RoleRow {
    fn from(of: &ShownRole) -> Self {
        let held = &of.held;
        Self {
            grant: held.grant.clone(),
            kind: held.kind.name().to_owned(),
            role: held.role.clone(),
            title: (&of.title).into(),
            programme: held.programme.clone(),
            place: held.place.clone(),
            place_name: of.place.clone(),
            may_submit: held.may_submit,
            since: held.since.to_string(),
            until: day(held.until),
            delegated_by: of.delegated_by.clone(),
        }
    }
}

/// A role that was delegated.
#[derive(Serialize, ToSchema)]
pub(super) struct DelegationRow {
    /// The role as the delegate holds it.
    role: RoleRow,
    /// The name of the delegate.
    name: String,
    /// Their login.
    login: String,
}

impl From<&Delegation> for DelegationRow {
    fn from(of: &Delegation) -> Self {
        Self { role: (&of.role).into(), name: of.name.clone(), login: of.login.clone() }
    }
}

/// Those to whom a role can be delegated.
#[derive(Serialize, ToSchema)]
pub(super) struct FellowList {
    /// By name.
    rows: Vec<PersonName>,
}

/// Somebody by name.
#[derive(Serialize, ToSchema)]
pub(super) struct PersonName {
    /// The id.
    pub(super) id: String,
    /// The name.
    pub(super) name: String,
    /// The login.
    pub(super) login: String,
}

impl From<Fellow> for PersonName {
    fn from(of: Fellow) -> Self {
        Self { id: of.id, name: of.name, login: of.login }
    }
}

/// To whom a role is delegated, and until when.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "to": "0f3a", "until": "2026-08-31" }))]
pub(super) struct NewDelegation {
    /// The id of one of the fellows.
    to: String,
    /// The last day, included.
    #[schema(format = Date)]
    until: String,
}

/// A role that was given.
#[derive(Serialize, ToSchema)]
pub(super) struct Given {
    /// The id of the grant.
    pub(super) grant: String,
}

/// A day that stands at a pointer.
pub(super) fn dated(pointer: &str, text: &str) -> Result<Date, Problem> {
    Date::read(text).map_err(|why| Problem::field(pointer, &why.text().zh, &why.text().en))
}

async fn own(State(site): State<Arc<Site>>, Caller(person): Caller) -> Result<Json<OwnAccount>, Problem> {
    let of = site.app.own_account(&person).await.map_err(unseen)?;
    Ok(Json(OwnAccount {
        email: of.email,
        second_factor: of.second_factor,
        roles: of.roles.iter().map(RoleRow::from).collect(),
        delegated: of.delegated.iter().map(DelegationRow::from).collect(),
    }))
}

async fn fellows(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(grant): Path<String>,
) -> Result<Json<FellowList>, Problem> {
    let rows = site.app.fellows(&person, &grant).await.map_err(unseen)?;
    Ok(Json(FellowList { rows: rows.into_iter().map(PersonName::from).collect() }))
}

async fn send(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(grant): Path<String>,
    Sent(sent): Sent<NewDelegation>,
) -> Result<Json<Given>, Problem> {
    // only those whom the list offers
    let fellows = site.app.fellows(&person, &grant).await.map_err(unseen)?;
    if !fellows.iter().any(|fellow| fellow.id == sent.to) {
        let (zh, en) = ("须为 listFellows 列出的人", "one of those whom listFellows names");
        return Err(Problem::field("/to", zh, en));
    }
    let until = dated("/until", &sent.until)?;
    let given = site.app.delegate(&person, &grant, &sent.to, until).await;
    Ok(Json(Given { grant: given.map_err(|failure| about(failure, &[]))? }))
}

async fn end(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(grant): Path<String>,
) -> Result<StatusCode, Problem> {
    let own = site.app.own_account(&person).await.map_err(unseen)?;
    if !own.delegated.iter().any(|of| of.role.held.grant == grant) {
        return Err(Problem::not_found());
    }
    site.app.end_delegation(&person, &grant).await?;
    Ok(StatusCode::NO_CONTENT)
}
