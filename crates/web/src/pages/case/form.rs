//! The application form of an application as it was submitted, for whoever sees the claim.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use duheng_app::accounts::SignedInPerson;
use duheng_app::claim::ApplicationForm;
use duheng_app::work::Look;
use duheng_programme::command::Evidence;

use super::scene::{chosen, hidden};
use crate::address::{case, encoded, with_query};
use crate::form_paper::{FormPaper, form_paper};
use crate::forms::Fields;
use crate::frame::Frame;
use crate::pages::printed::{self, PrintedAt};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

type Named = (String, String, String);

/// The form, in the role that was chosen.
pub(crate) async fn form_of(
    site: &Site,
    person: &SignedInPerson,
    (programme, edition, uscc): &Named,
    asked: &Fields,
) -> Result<(ApplicationForm, Look), Trouble> {
    let found = site.app.target_of(person, programme, edition, uscc).await.map_err(hidden)?;
    let target = found.ok_or(Trouble::NotFound)?;
    let looks = site.app.looks(person, &target).await.map_err(hidden)?;
    let look = chosen(&looks, asked)?;
    let form = site.app.application_form_as(person, &look.role, Some(&look.place), &target);
    Ok((form.await.map_err(hidden)?.ok_or(Trouble::NotFound)?, look))
}

/// The form in words, with where its pages stand.
pub(crate) async fn printed(
    site: &Site,
    frame: &Frame,
    person: &SignedInPerson,
    which: &Named,
    query: Option<String>,
) -> Result<(FormPaper, PrintedAt), Trouble> {
    let asked = Fields::read(&query.unwrap_or_default());
    let (form, look) = form_of(site, person, which, &asked).await?;
    let home = case(&which.0, &which.1, &which.2);
    let address = |of: &Evidence| {
        let file = format!("{home}/evidence/{}", encoded(&of.hash));
        with_query(&file, &[("role", &look.role), ("place", &look.place)])
    };
    let paper = form_paper(frame, &form, address);
    Ok((paper, PrintedAt { home, look: [look.role, look.place], is_own: false }))
}

/// `GET /cases/{programme}/{edition}/{uscc}/form`
pub(crate) async fn page(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(which): Path<Named>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let (paper, at) = printed(&site, &frame, &person, &which, query).await?;
    printed::form(&site, frame, paper, at)
}

/// `GET /cases/{programme}/{edition}/{uscc}/form/pdf`
pub(crate) async fn paper(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(which): Path<Named>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let (paper, _) = printed(&site, &frame, &person, &which, query).await?;
    printed::paper(&site, paper).await
}

/// `GET /cases/{programme}/{edition}/{uscc}/checklist`
pub(crate) async fn checklist(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    Path(which): Path<Named>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let (paper, at) = printed(&site, &frame, &person, &which, query).await?;
    printed::checklist(frame, paper, at)
}
