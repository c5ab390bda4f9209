//! Companies: found by name or code, each with all that the public may know.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use duheng_app::public::{Company, Enterprise, Page, Show};
use duheng_pack::uscc::Uscc;
use serde::Deserialize;

use crate::address::with_query;
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;

/// What may stand behind `?`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    q: Option<String>,
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "portal/companies.html")]
struct CompaniesPage {
    frame: Frame,
    q: String,
    /// Whether the form was sent without anything to look for.
    is_missing: bool,
    rows: Vec<Enterprise>,
    next: Option<String>,
}

/// `GET /companies`
pub(crate) async fn companies(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let is_missing = asked.q.as_ref().is_some_and(|q| q.trim().is_empty());
    let q = asked.q.unwrap_or_default().trim().to_owned();
    if let Ok(code) = Uscc::read(&q)
        && site.app.company(code.as_str()).await?.is_some()
    {
        return Ok(Redirect::to(&format!("/companies/{}", code.as_str())).into_response());
    }
    let show = Show { after: Some(asked.after).filter(|after| !after.is_empty()), ..Show::default() };
    let found = match q.is_empty() {
        true => Page { rows: Vec::new(), next: None },
        false => site.app.companies(&q, &show).await?,
    };
    let next = found.next.map(|after| with_query("/companies", &[("q", &q), ("after", &after)]));
    let page = CompaniesPage { rows: found.rows, next, q, is_missing, frame };
    page.frame.show(StatusCode::OK, &page)
}

#[derive(Template)]
#[template(path = "portal/company.html")]
struct CompanyPage {
    frame: Frame,
    company: Company,
    now: i64,
}

/// `GET /companies/{uscc}`
pub(crate) async fn company(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Path(uscc): Path<String>,
) -> Result<Response, Trouble> {
    let company = site.app.company(&uscc).await?.ok_or(Trouble::NotFound)?;
    let page = CompanyPage { company, now: site.app.now(), frame };
    page.frame.show(StatusCode::OK, &page)
}
