//! `reversed-window`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

use crate::model::DayOfYear;

/// A stage that closes before it opens.
pub static CODE: Code = Code {
    name: "reversed-window",
    severity: Severity::Error,
    title: ["先截止后开始", "a stage closes before it opens"],
    why: [
        "opens 和 closes 都落在本届的同一年；先截止后开始的阶段一天也不开放。",
        "Both `opens` and `closes` fall into the year of the edition; a stage that closes first is open on no day.",
    ],
};

/// The finding at `closes`.
#[must_use]
pub fn at(span: Span, stage: &str, opens: (DayOfYear, Span), closes: DayOfYear) -> Diagnostic {
    let (opens, place) = opens;
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{stage}` {closes} 截止，{opens} 才开始"),
            format!("`{stage}` closes on {closes}, before it opens on {opens}"),
        ),
        Text::new(
            "对调两个日期；跨年的窗口由每届通知确定，这里都不写",
            "swap the days; where the window crosses the new year, leave both to the call of each edition",
        ),
    )
    .also(place, Text::new("开始日", "it opens here"))
}
