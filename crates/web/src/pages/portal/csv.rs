//! A register as a table for spreadsheets.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use duheng_app::public::{Filter, PublicHonour, Show};
use futures_util::{StreamExt as _, stream};

use super::register::{Asked, naming};
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;

/// How many rows are read at once.
const BATCH: u64 = 500;

/// A table that is being written.
struct Writing {
    site: Arc<Site>,
    frame: Frame,
    programme: String,
    filter: Filter,
    show: Show,
    /// What is written next: the head, rows, nothing more.
    head: bool,
    over: bool,
}

/// `GET /registers/{programme}/csv`
pub(crate) async fn csv(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Path(programme): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let programme = naming(&site.app, &programme)?.id;
    let name: String =
        programme.chars().filter(|each| each.is_ascii_alphanumeric() || "-_".contains(*each)).collect();
    let disposition = format!("attachment; filename=\"{name}.csv\"");
    let show = Show { most: BATCH, after: None };
    let writing = Writing { site, frame, programme, filter: asked.filter(), show, head: true, over: false };
    // whoever compresses asks once more after the end
    let parts = stream::unfold(writing, |writing| async { part(writing).await }).fuse();
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, disposition)];
    Ok((headers, Body::from_stream(parts)).into_response())
}

/// The next part of the table. What breaks on the way ends it early; the log tells why.
async fn part(mut writing: Writing) -> Option<(Result<String, Infallible>, Writing)> {
    if writing.over {
        return None;
    }
    let frame = writing.frame.clone();
    let mut text = String::new();
    if std::mem::take(&mut writing.head) {
        // spreadsheets know by the mark that this is UTF-8
        text.push('\u{feff}');
        let heads = [
            frame.t("column-name"),
            frame.t("column-code"),
            frame.t("column-programme"),
            frame.t("column-edition"),
            frame.t("column-grade"),
            frame.t("column-number"),
            frame.t("column-from"),
            frame.t("column-until"),
            frame.t("column-state"),
        ];
        text.push_str(&line(&heads));
    }
    let found = writing.site.app.register(&writing.programme, &writing.filter, &writing.show).await;
    match found {
        Ok(found) => {
            text.extend(found.rows.iter().map(|honour| line(&cells(&frame, honour))));
            writing.over = found.next.is_none();
            writing.show.after = found.next;
        }
        Err(fault) => {
            tracing::error!(cause = %fault, "a table was not written to its end");
            writing.over = true;
        }
    }
    Some((Ok(text), writing))
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

/// A line of cells.
pub(crate) fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell in quotes; one that a spreadsheet would take for a formula begins with an apostrophe.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    #[test]
    fn formulas_stay_texts() {
        assert_eq!(super::cell("=1+\"x\""), "\"'=1+\"\"x\"\"\"");
        assert_eq!(super::cell("深圳, 甲"), "\"深圳, 甲\"");
    }
}
