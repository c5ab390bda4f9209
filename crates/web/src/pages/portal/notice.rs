//! What is on public notice.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use duheng_app::public::{OnNotice, PublicProgramme, Show};
use duheng_pack::text::Text;
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
    /// The programme, the edition and the office that published its notices, where the page is about one.
    of: Option<(PublicProgramme, String, Text)>,
    rows: Vec<OnNotice>,
    next: Option<String>,
    /// The notices as PDF, where that is made: one for each period, with its first and last day.
    papers: Vec<(String, String, String)>,
}

/// `GET /notices`
pub(crate) async fn notices(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let found = site.app.notices(None, &asked.show()).await?;
    let next = found.next.map(|after| with_query("/notices", &[("after", &after)]));
    let page = NoticesPage { of: None, rows: found.rows, next, papers: Vec::new(), frame };
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
    let made = found.rows.iter().filter(|_| site.papers.are_made());
    let periods: BTreeSet<(&str, &str)> = made.map(period).collect();
    let paper = |(from, until): (&str, &str)| {
        let address = with_query(&format!("{path}/pdf"), &[("from", from), ("until", until)]);
        (address, from.to_owned(), until.to_owned())
    };
    let papers = periods.into_iter().map(paper).collect();
    let publisher = match found.rows.first() {
        Some(first) => site.app.publisher(first).await?,
        None => programme.issuer.clone(),
    };
    let page =
        NoticesPage { of: Some((programme, edition, publisher)), rows: found.rows, next, papers, frame };
    page.frame.show(StatusCode::OK, &page)
}

/// The most enterprises that one document of a notice names.
const MOST: u64 = 2_000;

/// The first and the last day of a notice.
fn period(row: &OnNotice) -> (&str, &str) {
    (&row.from, &row.until)
}

/// The period that a document is asked for.
#[derive(Debug, Deserialize)]
pub(crate) struct Period {
    pub(crate) from: String,
    pub(crate) until: String,
}

/// `GET /notices/{programme}/{edition}/pdf`: what is on notice now in one period, as a document.
pub(crate) async fn paper(
    State(site): State<Arc<Site>>,
    frame: Frame,
    headers: HeaderMap,
    Path((programme, edition)): Path<(String, String)>,
    Query(Period { from, until }): Query<Period>,
) -> Result<Response, Trouble> {
    let programme = site.app.public_programme(&programme).ok_or(Trouble::NotFound)?;
    let show = Show { most: MOST, after: None };
    let mut rows = site.app.notices(Some((&programme.id, &edition)), &show).await?.rows;
    rows.retain(|row| period(row) == (from.as_str(), until.as_str()));
    if rows.is_empty() {
        return Err(Trouble::NotFound);
    }
    let publisher = match rows.first() {
        Some(first) => site.app.publisher(first).await?,
        None => programme.issuer.clone(),
    };
    let row = |row: &OnNotice| {
        let grade = row.grade.as_ref().map(|grade| frame.pick(grade).to_owned()).unwrap_or_default();
        [row.enterprise.name.clone(), row.enterprise.uscc.clone(), grade]
    };
    let path = format!("/notices/{}/{}", encoded(&programme.id), encoded(&edition));
    let paper = NoticePaper {
        language: frame.language,
        title: frame.with2("notice-of", "programme", frame.pick(&programme.title), "edition", &edition),
        issuer: frame.pick(&publisher).to_owned(),
        fictional: rows.iter().any(|row| row.enterprise.fictional),
        is_open: rows.iter().all(|row| row.is_open),
        rows: rows.iter().map(row).collect(),
        from,
        until,
        place: site.outside(&headers, &path),
    };
    site.papers.answer("notice", move |press| press.notice(&paper)).await
}
