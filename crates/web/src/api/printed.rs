//! What is printed of a claim: the application form as a document, the checklist of its evidence as data.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use duheng_app::claim::{ApplicationForm, EvidenceRow};
use serde::Serialize;
use utoipa::ToSchema;

use super::body::Caller;
use super::operation::{AS, Answered, Operation, of};
use super::problem::{Problem, hidden};
use super::words::{Enterprise, Titled, Words};
use crate::forms::Fields;
use crate::frame::Frame;
use crate::pages::case::form as case_form;
use crate::pages::claim::form as own_form;
use crate::pages::printed::paper;
use crate::site::Site;

type Which = (String, String, String);

const OWN: &str = "/claims/{programme}/{edition}/{uscc}";
const SEEN: &str = "/applications/{programme}/{edition}/{uscc}";
const ASKS_OWN: &[&str] = &["application_form"];
const ASKS: &[&str] = &["target_of", "looks", "application_form_as"];

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::own(
            &format!("{OWN}/form"),
            "getClaimForm",
            ["申请书（PDF）", "Prints the application form of a claim, as a draft before it is submitted."],
            ASKS_OWN,
        )
        .gives(Answered::Paper, || get(own_paper)),
        Operation::own(
            &format!("{OWN}/checklist"),
            "getClaimChecklist",
            ["佐证材料清单", "Lists all evidence that the items ask for, with what was brought."],
            ASKS_OWN,
        )
        .json(of::<Checklist>, || get(own_checklist)),
        Operation::own(
            &format!("{SEEN}/form"),
            "getApplicationForm",
            ["已提交的申请书（PDF）", "Prints the application form as it was submitted."],
            ASKS,
        )
        .with(AS)
        .gives(Answered::Paper, || get(seen_paper)),
        Operation::own(
            &format!("{SEEN}/checklist"),
            "getChecklist",
            ["已提交的佐证材料清单", "Lists all evidence that the items ask for, with what was submitted."],
            ASKS,
        )
        .with(AS)
        .json(of::<Checklist>, || get(seen_checklist)),
    ]
}

/// All evidence that the items ask for.
#[derive(Serialize, ToSchema)]
pub(super) struct Checklist {
    /// Whose.
    enterprise: Enterprise,
    /// Whether the claim is still being written.
    draft: bool,
    /// One row for each fact of an item, in the order of the items.
    rows: Vec<ChecklistRow>,
}

/// What an item asks to be shown of one fact.
#[derive(Serialize, ToSchema)]
pub(super) struct ChecklistRow {
    /// The item.
    item: Titled,
    /// The fact.
    fact: Titled,
    /// The documents that show it.
    documents: Vec<AskedDocument>,
    /// The files that were brought.
    files: Vec<BroughtFile>,
    /// `brought`, `missing`, `optional` or `asked-out`.
    state: String,
}

/// A document that shows a fact.
#[derive(Serialize, ToSchema)]
pub(super) struct AskedDocument {
    /// What people read.
    title: Words,
    /// Whether it must be there.
    required: bool,
}

/// A file that was brought.
#[derive(Serialize, ToSchema)]
pub(super) struct BroughtFile {
    /// Its name.
    name: String,
    /// The hash of its content.
    hash: String,
    /// Its size, in bytes.
    size: u64,
}

impl From<&EvidenceRow> for ChecklistRow {
    fn from(row: &EvidenceRow) -> Self {
        let document =
            |(title, required): &(_, bool)| AskedDocument { title: Words::from(title), required: *required };
        let file = |of: &duheng_programme::command::Evidence| BroughtFile {
            name: of.name.clone(),
            hash: of.hash.clone(),
            size: of.size,
        };
        Self {
            item: Titled { name: row.code.clone(), title: (&row.item).into() },
            fact: Titled { name: row.fact.clone(), title: (&row.title).into() },
            documents: row.documents.iter().map(document).collect(),
            files: row.files.iter().map(file).collect(),
            state: row.state.name().to_owned(),
        }
    }
}

impl From<&ApplicationForm> for Checklist {
    fn from(form: &ApplicationForm) -> Self {
        let rows = form.checklist();
        Self {
            enterprise: (&form.claim.enterprise).into(),
            draft: form.is_draft,
            rows: rows.iter().map(ChecklistRow::from).collect(),
        }
    }
}

async fn own_paper(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Caller(person): Caller,
    Path(which): Path<Which>,
) -> Result<Response, Problem> {
    let (made, _) = own_form::printed(&site, &frame, &person, which).await?;
    Ok(paper(&site, made).await?)
}

async fn own_checklist(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc)): Path<Which>,
) -> Result<Json<Checklist>, Problem> {
    let found = site.app.application_form(&person, &programme, &edition, &uscc).await.map_err(hidden)?;
    Ok(Json((&found.ok_or_else(Problem::not_found)?).into()))
}

async fn seen_paper(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Caller(person): Caller,
    Path(which): Path<Which>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (made, _) = case_form::printed(&site, &frame, &person, &which, query).await?;
    Ok(paper(&site, made).await?)
}

async fn seen_checklist(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path(which): Path<Which>,
    RawQuery(query): RawQuery,
) -> Result<Json<Checklist>, Problem> {
    let asked = Fields::read(&query.unwrap_or_default());
    let (form, _) = case_form::form_of(&site, &person, &which, &asked).await?;
    Ok(Json((&form).into()))
}
