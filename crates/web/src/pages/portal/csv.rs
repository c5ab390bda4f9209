//! A register as a table for spreadsheets.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use duheng_app::Fault;
use duheng_app::public::{Filter, PublicHonour, Show};

use super::register::{Asked, naming};
use crate::frame::Frame;
use crate::site::Site;
use crate::table::{self, BATCH, line};
use crate::trouble::Trouble;

/// The heads of its columns.
const HEADS: [&str; 9] = [
    "column-name",
    "column-code",
    "column-programme",
    "column-edition",
    "column-grade",
    "column-number",
    "column-from",
    "column-until",
    "column-state",
];

/// `GET /registers/{programme}/csv`
pub(crate) async fn csv(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Path(programme): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    answer(site, frame, &programme, asked.filter())
}

/// The table of what a filter leaves.
pub(crate) fn answer(
    site: Arc<Site>,
    frame: Frame,
    programme: &str,
    filter: Filter,
) -> Result<Response, Trouble> {
    let programme = naming(&site.app, programme)?.id;
    let name: String =
        programme.chars().filter(|each| each.is_ascii_alphanumeric() || "-_".contains(*each)).collect();
    let head = HEADS.map(|head| frame.t(head));
    let page = move |after| {
        let (site, frame, programme, filter) =
            (Arc::clone(&site), frame.clone(), programme.clone(), filter.clone());
        async move {
            let found = site.app.register(&programme, &filter, &Show { most: BATCH, after }).await?;
            let lines = found.rows.iter().map(|honour| line(&cells(&frame, honour))).collect();
            Ok::<_, Fault>((lines, found.next))
        }
    };
    Ok(table::answer(&name, &head, page))
}

fn cells(frame: &Frame, honour: &PublicHonour) -> [String; 9] {
    [
        honour.enterprise.name.clone(),
        honour.enterprise.uscc.clone(),
        frame.pick(&honour.title).to_owned(),
        honour.edition.clone(),
        frame.pick(&honour.grade).to_owned(),
        honour.number.clone(),
        honour.from.clone(),
        honour.until.clone().unwrap_or_default(),
        frame.made("state-", honour.standing.name(), ""),
    ]
}
