//! What is on public notice.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::public::{OnNotice, PublicProgramme, Show};
use serde::Deserialize;

use crate::address::{encoded, with_query};
use crate::frame::Frame;
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
}

/// `GET /notices`
pub(crate) async fn notices(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let found = site.app.notices(None, &asked.show()).await?;
    let next = found.next.map(|after| with_query("/notices", &[("after", &after)]));
    let page = NoticesPage { of: None, rows: found.rows, next, frame };
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
    let page = NoticesPage { of: Some((programme, edition)), rows: found.rows, next, frame };
    page.frame.show(StatusCode::OK, &page)
}
