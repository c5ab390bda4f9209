//! The first page: what is on notice, where to look up a company, where to verify a certificate.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::public::{OnNotice, Show};

use crate::frame::Frame;
use crate::pages::portal::register::{Listed, listed};
use crate::site::Site;
use crate::trouble::Trouble;

/// How many notices the first page shows.
const FEW: u64 = 5;

#[derive(Template)]
#[template(path = "portal/home.html")]
struct HomePage {
    frame: Frame,
    notices: Vec<OnNotice>,
    more: bool,
    registers: Vec<Listed>,
}

/// `GET /`
pub(crate) async fn home(State(site): State<Arc<Site>>, frame: Frame) -> Result<Response, Trouble> {
    let found = site.app.notices(None, &Show { most: FEW, after: None }).await?;
    let registers = listed(&site.app).await?;
    let page = HomePage { more: found.next.is_some(), notices: found.rows, registers, frame };
    page.frame.show(StatusCode::OK, &page)
}
