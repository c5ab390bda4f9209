//! `future-period`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A figure of a period after the reporting year.
pub static CODE: Code = Code {
    name: "future-period",
    severity: Severity::Warning,
    title: ["晚于报告年度", "later than the reporting year"],
    why: [
        "评价只看报告年度及以前的数，之后的不会用到。",
        "The evaluation looks at the reporting year and earlier ones; later figures are not used.",
    ],
};

/// The finding at the period.
#[must_use]
pub fn at(span: Span, period: &str, year: i16) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{period}` 晚于报告年度 {year}，不会用到"),
            format!("`{period}` is later than the reporting year {year} and is not used"),
        ),
        Text::new("检查期间，或检查 year", "check the period, or `year`"),
    )
}
