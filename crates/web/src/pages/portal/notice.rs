//! What is on public notice.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use duheng_app::public::{OnNotice, PublicProgramme, Show};
use serde::Deserialize;

use crate::address::{encoded, with_query};
use crate::frame::Frame;
use crate::papers::NoticePaper;
use crate::site::Site;
use crate::trouble::Trouble;

/// What may stand behind `?`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    after: String,
}

impl Asked {
    fn show(self) -> Show {
        Show { after: Some(self.after).filter(|after| !after.is_empty()), ..Show::default() }
    }
}

#[derive(Template)]
#[template(path = "portal/notices.html")]
struct NoticesPage {
    frame: Frame,
    /// The programme and the edition, where the page is about one.
    of: Option<(PublicProgramme, String)>,
    rows: Vec<OnNotice>,
    next: Option<String>,
    /// The address of the notice as PDF, where that is made.
    paper: Option<String>,
}

/// `GET /notices`
pub(crate) async fn notices(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let found = site.app.notices(None, &asked.show()).await?;
    let next = found.next.map(|after| with_query("/notices", &[("after", &after)]));
    let page = NoticesPage { of: None, rows: found.rows, next, paper: None, frame };
    page.frame.show(StatusCode::OK, &page)
}

/// `GET /notices/{programme}/{edition}`
pub(crate) async fn edition(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Path((programme, edition)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let programme = site.app.public_programme(&programme).ok_or(Trouble::NotFound)?;
    let found = site.app.notices(Some((&programme.id, &edition)), &asked.show()).await?;
    let path = format!("/notices/{}/{}", encoded(&programme.id), encoded(&edition));
    let next = found.next.map(|after| with_query(&path, &[("after", &after)]));
    let made = site.papers.are_made() && !found.rows.is_empty();
    let paper = made.then(|| format!("{path}/pdf"));
    let page = NoticesPage { of: Some((programme, edition)), rows: found.rows, next, paper, frame };
    page.frame.show(StatusCode::OK, &page)
}

/// The most enterprises that one document of a notice names.
const MOST: u64 = 2_000;

/// `GET /notices/{programme}/{edition}/pdf`: what is on notice now, as a document.
pub(crate) async fn paper(
    State(site): State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
    Path((programme, edition)): Path<(String, String)>,
) -> Result<Response, Trouble> {
    let programme = site.app.public_programme(&programme).ok_or(Trouble::NotFound)?;
    let show = Show { most: MOST, after: None };
    let rows = site.app.notices(Some((&programme.id, &edition)), &show).await?.rows;
    let from = rows.iter().map(|row| row.from.clone()).min().ok_or(Trouble::NotFound)?;
    let until = rows.iter().map(|row| row.until.clone()).max().unwrap_or_default();
    let row = |row: &OnNotice| {
        let grade = row.grade.as_ref().map(|grade| frame.pick(grade).to_owned()).unwrap_or_default();
        [row.enterprise.name.clone(), row.enterprise.uscc.clone(), grade]
    };
    let path = format!("/notices/{}/{}", encoded(&programme.id), encoded(&edition));
    let paper = NoticePaper {
        language: frame.language,
        title: frame.with2("notice-of", "programme", frame.pick(&programme.title), "edition", &edition),
        issuer: frame.pick(&programme.issuer).to_owned(),
        fictional: rows.iter().any(|row| row.enterprise.fictional),
        rows: rows.iter().map(row).collect(),
        from,
        until,
        place: site.outside(&headers, &path),
    };
    site.papers.answer("notice", move |press| press.notice(&paper)).await
}
