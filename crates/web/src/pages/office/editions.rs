//! The editions in which somebody's roles do something.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::work::{EditionRow, Editions, ToOpen};
use duheng_pack::calendar::Date;

use crate::address::{encoded, with_query};
use crate::forms::Fields;
use crate::frame::Frame;
use crate::pages::case::did::bare;
use crate::pages::case::scene::hidden;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "office/editions.html")]
struct EditionsPage {
    frame: Frame,
    editions: Editions,
    did: Option<String>,
    today: Date,
}

impl EditionsPage {
    fn address(&self, row: &EditionRow) -> String {
        format!("/editions/{}/{}", encoded(&row.programme), encoded(&row.edition))
    }

    fn to_open(&self, of: &ToOpen) -> String {
        with_query("/editions/new", &[("programme", &of.programme), ("place", &of.place)])
    }

    /// Why no stage of an edition is open: it is closed, or all of them lie ahead or behind.
    fn nothing_open(&self, row: &EditionRow) -> Option<String> {
        if row.closed {
            return Some(self.frame.t("edition-is-closed"));
        }
        if row.windows.iter().any(|window| window.is_open) {
            return None;
        }
        let ahead =
            row.windows.iter().filter_map(|window| window.opens).filter(|day| *day > self.today).min();
        Some(match ahead {
            Some(day) => self.frame.with("edition-opens", "day", self.frame.day(&day.to_string())),
            None => self.frame.t("edition-none-open"),
        })
    }

    fn roles(&self, row: &EditionRow) -> String {
        let titles: Vec<String> = row.roles.iter().map(|(_, title, _)| self.frame.head(title)).collect();
        titles.join(&self.frame.t("list-seam"))
    }
}

/// `GET /editions`
pub(crate) async fn editions(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Visitor(person): Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let asked = Fields::read(&query.unwrap_or_default());
    let editions = site.app.editions(&person).await.map_err(hidden)?;
    let did = bare(&frame, asked.get("did"));
    let page = EditionsPage { today: site.app.today()?, frame, editions, did };
    page.frame.show(StatusCode::OK, &page)
}
