//! The start page of whoever is signed in: the roles that they hold, and what there is to do.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    frame: Frame,
    must_enrol: bool,
}

/// `GET /desk`
pub(crate) async fn desk(
    State(_): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
) -> Result<Response, Trouble> {
    let page = DeskPage { frame, must_enrol: person.must_enrol() };
    page.frame.show(StatusCode::OK, &page)
}
