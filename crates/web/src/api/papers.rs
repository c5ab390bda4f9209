//! What is taken away as a file: tables for spreadsheets, and documents of what is public.

use std::sync::Arc;

use axum::extract::{Path, Query as Fielded, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;

use super::body::{Caller, Query};
use super::operation::{Answered, Operation};
use super::portal::filter;
use super::problem::{Part, Problem};
use crate::frame::Frame;
use crate::pages::office::applications;
use crate::pages::portal::notice::Period;
use crate::pages::portal::{csv, notice, verify};
use crate::site::Site;

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::open(
            "/registers/{programme}/csv",
            "exportHonours",
            ["公开名录（CSV）", "Exports a public register as a table."],
            &["register"],
        )
        .with(&["q", "grade", "state"])
        .gives(Answered::Table, || get(honours)),
        Operation::open(
            "/certificate-documents/{*number}",
            "getCertificateDocument",
            ["证书（PDF），限现行有效", "Prints a certificate, while it holds."],
            &["certificates", "issued"],
        )
        .gives(Answered::Paper, || get(certificate)),
        Operation::open(
            "/notices/{programme}/{edition}/document",
            "getNoticeDocument",
            ["公示（PDF）", "Prints what is on notice now in one period, as `getNotice` names it."],
            &["notices", "publisher"],
        )
        .with(&["from", "until"])
        .gives(Answered::Paper, || get(of_notice)),
        Operation::own(
            "/editions/{programme}/{edition}/applications/csv",
            "exportApplications",
            ["某角色所及的申报（CSV）", "Exports the applications that a role reaches as a table."],
            &["looks", "edition_sheet", "applications"],
        )
        .with(&["role", "place", "stage", "ended", "grade", "q"])
        .gives(Answered::Table, || get(of_applications)),
    ]
}

async fn honours(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Path(programme): Path<String>,
    asked: Query,
) -> Result<Response, Problem> {
    Ok(csv::answer(site, frame, &programme, filter(&asked)?)?)
}

async fn certificate(
    site: State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
    number: Path<String>,
) -> Result<Response, Problem> {
    Ok(verify::certificate(site, frame, headers, number).await?)
}

async fn of_notice(
    site: State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
    which: Path<(String, String)>,
    asked: Query,
) -> Result<Response, Problem> {
    let day = |name: &str| {
        let missing = || {
            Problem::parameter(
                Part::Query,
                name,
                "须写明，如 2026-06-30",
                "this is needed, such as 2026-06-30",
            )
        };
        asked.given(name).ok_or_else(missing)
    };
    let period = Period { from: day("from")?, until: day("until")? };
    Ok(notice::paper(site, frame, headers, which, Fielded(period)).await?)
}

async fn of_applications(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Caller(person): Caller,
    Path(which): Path<(String, String)>,
    asked: Query,
) -> Result<Response, Problem> {
    Ok(applications::table_of(site, frame, person, &which, &asked.0).await?)
}
