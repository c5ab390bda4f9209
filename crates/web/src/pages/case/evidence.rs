//! A file of evidence, for whoever sees the claim.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

use super::scene::{chosen, hidden};
use crate::address::encoded;
use crate::forms::Fields;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

/// `GET /cases/{programme}/{edition}/{uscc}/evidence/{hash}`
pub(crate) async fn evidence(
    State(site): State<Arc<Site>>,
    Visitor(person): Visitor,
    Path((programme, edition, uscc, hash)): Path<(String, String, String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let asked = Fields::read(&query.unwrap_or_default());
    let found = site.app.target_of(&person, &programme, &edition, &uscc).await.map_err(hidden)?;
    let target = found.ok_or(Trouble::NotFound)?;
    let looks = site.app.looks(&person, &target).await.map_err(hidden)?;
    let look = chosen(&looks, &asked)?;
    let file = site.app.evidence_of(&person, &look.role, Some(&look.place), &target, &hash);
    let (file, content) = file.await.map_err(hidden)?;
    // what it is was read from its content when it came; here it is only handed out, and never shown by a browser
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(&file.name));
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, content).into_response())
}
