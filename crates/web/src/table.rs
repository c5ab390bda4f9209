//! Tables for spreadsheets, written page after page while they are sent.

use std::convert::Infallible;

use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use futures_util::{StreamExt as _, stream};

/// How many rows are read at once.
pub(crate) const BATCH: u64 = 500;

/// A page of a table: its lines, and the cursor of the next.
pub(crate) type Page = (String, Option<String>);

/// The answer with a table of this name: its head, then what `page` reads from each cursor on. What breaks on the way ends
/// the table early; the log tells why.
pub(crate) fn answer<F, E>(
    name: &str,
    head: &[String],
    page: impl Fn(Option<String>) -> F + Send + 'static,
) -> Response
where
    F: Future<Output = Result<Page, E>> + Send + 'static,
    E: std::fmt::Debug + 'static,
{
    // spreadsheets know by the mark that this is UTF-8
    let begun = format!("\u{feff}{}", line(head));
    let parts = stream::unfold(Some((begun, None)), move |state| {
        let read = state.map(|(begun, after)| (begun, page(after)));
        async move {
            let (mut text, read) = read?;
            let next = match read.await {
                Ok((lines, next)) => {
                    text.push_str(&lines);
                    next
                }
                Err(cause) => {
                    tracing::error!(?cause, "a table was not written to its end");
                    None
                }
            };
            Some((Ok::<_, Infallible>(text), next.map(|next| (String::new(), Some(next)))))
        }
    });
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    // whoever compresses asks once more after the end
    (headers, Body::from_stream(parts.fuse())).into_response()
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
