//! The people of the deployment, for administrators. No operation makes an administrator or ends one, and none touches
//! a secret: that is done in front of a browser.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{delete, get, post};
use duheng_app::accounts::{GrantKind, ListedPerson, NewGrant, NewPerson, OfferedRole};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::account::{Given, RoleRow, dated};
use super::body::{Caller, Query, Sent};
use super::operation::{Answered, Asked, Operation, SEARCH, of};
use super::problem::{Problem, about, unseen};
use super::words::{Titled, Words, page, show, time};
use crate::site::Site;

/// Stands for every programme and for the enterprise's own role.
const ANY: &str = "*";

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    let read = Operation::administering;
    vec![
        read("/people", "listPeople", ["用户名单", "Lists the people, by login."], &["people"])
            .with(SEARCH)
            .json(of::<PersonPage>, || get(list)),
        read(
            "/people",
            "invitePerson",
            ["邀请用户", "Invites a person; a letter goes to them."],
            &["invite_person"],
        )
        .by("POST")
        .asks(Asked::Json(of::<NewPersonBody>))
        .json(of::<Entered>, || post(invite)),
        read("/people/{person}", "getPerson", ["一名用户", "Shows a person."], &["managed_person"])
            .json(of::<PersonSheet>, || get(sheet)),
        read("/roles", "listRoles", ["可授予的角色", "Lists the roles that programmes declare."], &[])
            .json(of::<RoleList>, || get(roles)),
        read(
            "/people/{person}/roles",
            "giveRole",
            ["授予角色，可定起止日期", "Gives a role, from a day and until a day where that is named."],
            &["managed_person", "give_role"],
        )
        .by("POST")
        .asks(Asked::Json(of::<NewRole>))
        .json(of::<Given>, || post(give)),
        read(
            "/people/{person}/roles/{grant}",
            "endRole",
            ["收回角色", "Ends a role, with all that was delegated from it."],
            &["managed_person", "end_role"],
        )
        .by("DELETE")
        .gives(Answered::Nothing, || delete(end)),
        read(
            "/people/{person}/invitation",
            "inviteAgain",
            ["重新邀请", "Sends another invitation; earlier ones work no more."],
            &["managed_person", "invite_again"],
        )
        .by("POST")
        .gives(Answered::Nothing, || post(again)),
        read(
            "/people/{person}/expert",
            "enterExpert",
            ["将用户纳入专家库", "Brings a person into the list of experts."],
            &["managed_person", "enter_expert"],
        )
        .by("POST")
        .asks(Asked::Json(of::<NewExpert>))
        .json(of::<PersonSheet>, || post(expert)),
        read(
            "/people/{person}/deactivation",
            "deactivatePerson",
            [
                "停用用户并移交角色",
                "Deactivates a person; what they held goes to the successor, if one is named.",
            ],
            &["managed_person", "successor", "deactivate"],
        )
        .by("POST")
        .asks(Asked::Json(of::<Leaving>))
        .json(of::<HandedOver>, || post(leave)),
    ]
}

/// A person of the list.
#[derive(Serialize, ToSchema)]
pub(super) struct PersonRow {
    /// The id.
    id: String,
    /// The login.
    login: String,
    /// The name.
    name: String,
    /// `invited`, `active` or `deactivated`.
    state: String,
    /// Their roles.
    roles: Vec<RoleRow>,
}

impl From<&ListedPerson> for PersonRow {
    fn from(of: &ListedPerson) -> Self {
        Self {
            id: of.id.clone(),
            login: of.login.clone(),
            name: of.name.clone(),
            state: of.state.name().to_owned(),
            roles: of.roles.iter().map(RoleRow::from).collect(),
        }
    }
}

page!(PersonPage, PersonRow);

/// A person with all that an administrator manages.
#[derive(Serialize, ToSchema)]
pub(super) struct PersonSheet {
    /// The person.
    person: PersonRow,
    /// The address of e-mail.
    email: String,
    /// `zh` or `en`.
    language: String,
    /// Whether a second factor is enrolled.
    second_factor: bool,
    /// When they came.
    created_at: String,
    /// How they stand in the base of experts, if they are in it.
    expert: Option<ExpertRow>,
}

/// Somebody in the base of experts.
#[derive(Serialize, ToSchema)]
pub(super) struct ExpertRow {
    /// Where they belong.
    belongs: String,
    /// The fields that they know.
    fields: Vec<String>,
}

/// A person who is invited.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPerson, example = json!({ "login": "lin", "name": "林示例", "email": "lin@city.example", "language": "zh" }))]
pub(super) struct NewPersonBody {
    /// The login, of 3 to 64 letters, digits and `.`, `_`, `-`, `@`.
    login: String,
    /// The name.
    name: String,
    /// The address of e-mail to which the invitation goes.
    email: String,
    /// `zh` or `en`; Chinese where it is left out.
    #[serde(default)]
    language: Option<String>,
}

/// What was entered.
#[derive(Serialize, ToSchema)]
pub(super) struct Entered {
    /// Its id.
    pub(super) id: String,
}

/// The roles that can be given.
#[derive(Serialize, ToSchema)]
pub(super) struct RoleList {
    /// By programme.
    rows: Vec<Offered>,
}

/// A role that a programme declares.
#[derive(Serialize, ToSchema)]
pub(super) struct Offered {
    /// The programme.
    programme: Titled,
    /// The role.
    role: Titled,
    /// `office`, `expert` or `enterprise`.
    kind: String,
}

impl From<OfferedRole> for Offered {
    fn from(of: OfferedRole) -> Self {
        Self {
            programme: Titled { name: of.programme, title: Words::from(&of.programme_title) },
            role: Titled { name: of.role, title: Words::from(&of.title) },
            kind: of.kind.name().to_owned(),
        }
    }
}

/// A role that is to be given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "kind": "office", "role": "office", "programme": "sz-sustainable-enterprise", "place": "0f3a", "since": "2026-03-01", "until": "2027-02-28" }))]
pub(super) struct NewRole {
    /// `office`, `expert` or `enterprise`; administrators are made in a browser alone.
    kind: String,
    /// The role; for an enterprise `*` or left out, its own role in whichever programme.
    #[serde(default)]
    role: Option<String>,
    /// The programme; every one where it is left out.
    #[serde(default)]
    programme: Option<String>,
    /// The id of the office or enterprise; for an expert where they belong.
    place: String,
    /// For an enterprise, whether they may act for it; who may not fills in drafts.
    #[serde(default)]
    may_submit: bool,
    /// The first day; today where it is left out.
    #[serde(default)]
    #[schema(format = Date)]
    since: Option<String>,
    /// The last day, included; none for a role that lasts.
    #[serde(default)]
    #[schema(format = Date)]
    until: Option<String>,
}

/// Somebody who is to stand in the base of experts.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "belongs": "示例大学（虚构）", "fields": ["finance", "environment"] }))]
pub(super) struct NewExpert {
    /// Where they belong: a name, or the unified social credit code of a registered organisation.
    belongs: String,
    /// The fields that they know.
    #[serde(default)]
    fields: Vec<String>,
}

/// Who takes over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "successor": "zhou" }))]
pub(super) struct Leaving {
    /// The login of who takes over; nobody does where it is left out.
    #[serde(default)]
    successor: Option<String>,
}

/// The roles that were handed over.
#[derive(Serialize, ToSchema)]
pub(super) struct HandedOver {
    /// The ids of the grants, as the successor holds them.
    grants: Vec<String>,
}

async fn list(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    asked: Query,
) -> Result<Json<PersonPage>, Problem> {
    let found = site.app.people(&person, &asked.given("q").unwrap_or_default(), &show(&asked)).await;
    let found = found.map_err(unseen)?;
    Ok(Json(PersonPage { rows: found.rows.iter().map(PersonRow::from).collect(), next: found.next }))
}

async fn invite(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Sent(sent): Sent<NewPersonBody>,
) -> Result<Json<Entered>, Problem> {
    let new = NewPerson {
        login: sent.login,
        name: sent.name,
        email: sent.email,
        language: sent.language.unwrap_or_default(),
    };
    let made = site.app.invite_person(&person, &new).await;
    Ok(Json(Entered { id: made.map_err(|failure| about(failure, &[]))? }))
}

async fn sheet(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(id): Path<String>,
) -> Result<Json<PersonSheet>, Problem> {
    let of = site.app.managed_person(&person, &id).await.map_err(unseen)?;
    Ok(Json(PersonSheet {
        person: (&of.person).into(),
        email: of.email,
        language: of.language,
        second_factor: of.second_factor,
        created_at: time(of.created_at),
        expert: of.expert.map(|(belongs, fields)| ExpertRow { belongs, fields }),
    }))
}

async fn roles(State(site): State<Arc<Site>>, Caller(_): Caller) -> Json<RoleList> {
    Json(RoleList { rows: site.app.offered_roles().into_iter().map(Offered::from).collect() })
}

async fn give(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(id): Path<String>,
    Sent(sent): Sent<NewRole>,
) -> Result<Json<Given>, Problem> {
    site.app.managed_person(&person, &id).await.map_err(unseen)?;
    let kind = GrantKind::named(&sent.kind).ok_or_else(|| {
        Problem::field("/kind", "须为 office、expert 或 enterprise", "office, expert or enterprise")
    })?;
    let day =
        |pointer: &str, text: &Option<String>| text.as_deref().map(|text| dated(pointer, text)).transpose();
    let new = NewGrant {
        person: id,
        kind,
        role: sent.role.unwrap_or_else(|| ANY.to_owned()),
        place: sent.place,
        programme: sent.programme.unwrap_or_else(|| ANY.to_owned()),
        may_submit: sent.may_submit,
        since: day("/since", &sent.since)?,
        until: day("/until", &sent.until)?,
    };
    let fields = [
        ("place-unknown", "place"),
        ("role-unknown", "role"),
        ("role-unfit", "role"),
        ("administrator-by-browser", "kind"),
    ];
    let given = site.app.give_role(&person, &new).await;
    Ok(Json(Given { grant: given.map_err(|failure| about(failure, &fields))? }))
}

async fn end(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((id, grant)): Path<(String, String)>,
) -> Result<StatusCode, Problem> {
    let of = site.app.managed_person(&person, &id).await.map_err(unseen)?;
    if !of.person.roles.iter().any(|role| role.held.grant == grant) {
        return Err(Problem::not_found());
    }
    site.app.end_role(&person, &grant).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn again(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    site.app.managed_person(&person, &id).await.map_err(unseen)?;
    site.app.invite_again(&person, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn expert(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(id): Path<String>,
    Sent(sent): Sent<NewExpert>,
) -> Result<Json<PersonSheet>, Problem> {
    let by = &caller.0;
    site.app.managed_person(by, &id).await.map_err(unseen)?;
    let entered = site.app.enter_expert(by, &id, &sent.belongs, &sent.fields).await;
    entered.map_err(|failure| about(failure, &[("name-missing", "belongs")]))?;
    sheet(State(site), caller, Path(id)).await
}

async fn leave(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(id): Path<String>,
    Sent(sent): Sent<Leaving>,
) -> Result<Json<HandedOver>, Problem> {
    site.app.managed_person(&person, &id).await.map_err(unseen)?;
    let refused = |failure| about(failure, &[]);
    let successor = match &sent.successor {
        Some(login) => Some(site.app.successor(&person, login).await.map_err(refused)?),
        None => None,
    };
    let handed = site.app.deactivate(&person, &id, successor.as_deref()).await.map_err(refused)?;
    Ok(Json(HandedOver { grants: handed.into_iter().map(|held| held.grant).collect() }))
}
