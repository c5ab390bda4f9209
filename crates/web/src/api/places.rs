//! Offices and organisations: the tree that everybody may know, and what administrators bring into it and move.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::ETAG;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};
use duheng_app::accounts::{ListedOrganisation, ManagedPlace, OfficePlace, SignedInPerson};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::account::PersonName;
use super::body::{Caller, Query, Sent, seen};
use super::operation::{Asked, Operation, SEARCH, of};
use super::people::Entered;
use super::problem::{Problem, about, unseen};
use super::words::{page, show};
use crate::site::Site;

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    let read = Operation::administering;
    vec![
        Operation::open(
            "/offices",
            "listOffices",
            ["主办单位名录", "Lists the offices; those below others come after them."],
            &["offices"],
        )
        .json(of::<OfficeList>, || get(offices)),
        read(
            "/offices",
            "foundOffice",
            ["设立主办单位", "Founds an office, below another or at the head of a tree."],
            &["found_office"],
        )
        .by("POST")
        .asks(Asked::Json(of::<NewOffice>))
        .json(of::<Entered>, || post(found)),
        read(
            "/organisations",
            "listOrganisations",
            ["单位名单", "Lists the organisations, by unified social credit code."],
            &["organisations"],
        )
        .with(SEARCH)
        .json(of::<OrganisationPage>, || get(organisations)),
        read(
            "/organisations",
            "enterOrganisation",
            ["登记单位", "Enters an organisation below an office."],
            &["enter_organisation"],
        )
        .by("POST")
        .asks(Asked::Json(of::<NewOrganisationBody>))
        .json(of::<Entered>, || post(enter)),
        read(
            "/places/{place}",
            "getPlace",
            ["一个单位", "Shows an office or an organisation, with its places and its people."],
            &["managed_place"],
        )
        .versioned()
        .json(of::<PlaceSheet>, || get(place)),
        read(
            "/places/{place}/above",
            "movePlace",
            ["调整单位的隶属，自今日起", "Moves a place below an office, from today on."],
            &["managed_place", "move_place"],
        )
        .by("PUT")
        .versioned()
        .asks(Asked::Json(of::<Above>))
        .json(of::<PlaceSheet>, || put(hang)),
    ]
}

/// The offices.
#[derive(Serialize, ToSchema)]
pub(super) struct OfficeList {
    /// Those below others come after them.
    rows: Vec<OfficeRow>,
}

/// An office of the tree.
#[derive(Serialize, ToSchema)]
pub(super) struct OfficeRow {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// The id of the office above it today; none for the head of a tree.
    above: Option<String>,
    /// How many offices stand above it.
    depth: usize,
}

impl From<OfficePlace> for OfficeRow {
    fn from(of: OfficePlace) -> Self {
        Self { id: of.id, name: of.name, above: of.above, depth: of.depth }
    }
}

/// An office that is to be founded.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "示例区企业评价办公室（虚构）", "above": "0f3a" }))]
pub(super) struct NewOffice {
    /// Its name, of 200 characters at most.
    name: String,
    /// The id of the office above it; the head of a tree where it is left out.
    #[serde(default)]
    above: Option<String>,
}

/// An organisation.
#[derive(Serialize, ToSchema)]
pub(super) struct OrganisationRow {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Its unified social credit code.
    uscc: String,
    /// Whether it is made up, for a demonstration.
    fictional: bool,
    /// The office above it today.
    above: Option<PlaceName>,
}

/// A place by name.
#[derive(Serialize, ToSchema)]
pub(super) struct PlaceName {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
}

impl From<ListedOrganisation> for OrganisationRow {
    fn from(of: ListedOrganisation) -> Self {
        let own = of.organisation;
        let above = of.above.map(|(id, name)| PlaceName { id, name });
        Self { id: own.id, name: own.name, uscc: own.uscc, fictional: own.fictional, above }
    }
}

page!(OrganisationPage, OrganisationRow);

/// An organisation that is to be entered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOrganisation, example = json!({ "name": "示例制造有限公司（虚构）", "uscc": "914403000000000276", "above": "0f3a" }))]
pub(super) struct NewOrganisationBody {
    /// Its name, of 200 characters at most.
    name: String,
    /// Its unified social credit code, which is registered once.
    uscc: String,
    /// The id of the office above it.
    above: String,
}

/// An office or an organisation.
#[derive(Serialize, ToSchema)]
pub(super) struct PlaceSheet {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Its unified social credit code; none for an office.
    uscc: Option<String>,
    /// What it hangs below, the earliest first.
    above: Vec<HungBelow>,
    /// The people with a role there.
    people: Vec<PersonName>,
    /// How often it was changed, as in the ETag.
    version: i64,
}

/// What a place hangs below since a day.
#[derive(Serialize, ToSchema)]
pub(super) struct HungBelow {
    /// The name of the office.
    name: String,
    /// The first day.
    since: String,
}

impl From<ManagedPlace> for PlaceSheet {
    fn from(of: ManagedPlace) -> Self {
        let above = of.above.into_iter().map(|(name, since)| HungBelow { name, since: since.to_string() });
        let people = of.people.into_iter().map(|(id, name, login)| PersonName { id, name, login });
        Self {
            id: of.id,
            name: of.name,
            uscc: of.uscc,
            above: above.collect(),
            people: people.collect(),
            version: of.version,
        }
    }
}

/// The place above.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "above": "0f3a" }))]
pub(super) struct Above {
    /// The id of an office.
    above: String,
}

async fn offices(State(site): State<Arc<Site>>) -> Result<Json<OfficeList>, Problem> {
    let rows = site.app.offices().await?;
    Ok(Json(OfficeList { rows: rows.into_iter().map(OfficeRow::from).collect() }))
}

/// Fields of refusals that have other names in forms.
const FIELDS: [(&str, &str); 4] = [
    ("place-unknown", "above"),
    ("place-above-itself", "above"),
    ("place-moved-later", "above"),
    ("name-missing", "name"),
];

async fn found(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Sent(sent): Sent<NewOffice>,
) -> Result<Json<Entered>, Problem> {
    let made = site.app.found_office(&person, &sent.name, sent.above.as_deref()).await;
    Ok(Json(Entered { id: made.map_err(|failure| about(failure, &FIELDS))? }))
}

async fn organisations(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    asked: Query,
) -> Result<Json<OrganisationPage>, Problem> {
    let search = asked.given("q").unwrap_or_default();
    let found = site.app.organisations(&person, &search, &show(&asked)).await.map_err(unseen)?;
    let rows = found.rows.into_iter().map(OrganisationRow::from).collect();
    Ok(Json(OrganisationPage { rows, next: found.next }))
}

async fn enter(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Sent(sent): Sent<NewOrganisationBody>,
) -> Result<Json<Entered>, Problem> {
    let made = site.app.enter_organisation(&person, &sent.name, &sent.uscc, &sent.above).await;
    Ok(Json(Entered { id: made.map_err(|failure| about(failure, &FIELDS))? }))
}

/// The place with its version as a tag.
async fn shown(site: &Site, person: &SignedInPerson, id: &str) -> Result<Response, Problem> {
    let of = site.app.managed_place(person, id).await.map_err(unseen)?;
    let tag = [(ETAG, format!("\"{}\"", of.version))];
    Ok((tag, Json(PlaceSheet::from(of))).into_response())
}

async fn place(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    shown(&site, &person, &id).await
}

async fn hang(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    Sent(sent): Sent<Above>,
) -> Result<Response, Problem> {
    let seen = seen(&headers)?;
    site.app.managed_place(&person, &id).await.map_err(unseen)?;
    if let Err(failure) = site.app.move_place(&person, &id, &sent.above, Some(seen)).await {
        let problem = about(failure, &FIELDS);
        if problem.code() != "place-changed" {
            return Err(problem);
        }
        let theirs = site.app.managed_place(&person, &id).await.map_err(unseen)?;
        let version = theirs.version;
        let theirs = serde_json::to_value(PlaceSheet::from(theirs)).unwrap_or_default();
        return Err(Problem::stale(json!({ "above": sent.above }), theirs, version));
    }
    shown(&site, &person, &id).await
}
