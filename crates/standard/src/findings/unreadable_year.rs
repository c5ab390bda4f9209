//! `unreadable-year`

use alloc::format;

use duheng_pack::calendar::Date;
use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A reporting year that cannot be.
pub static CODE: Code = Code {
    name: "unreadable-year",
    severity: Severity::Error,
    title: ["年度不合理", "the year cannot be"],
    why: ["报告年度写四位数字。", "The reporting year has four digits."],
};

/// The finding at the year.
#[must_use]
pub fn at(span: Span, written: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{written}` 不是合理的年度"),
            format!("`{written}` is no year that can be evaluated"),
        ),
        Text::new("写 1900 到 2200 之间的年度", "write a year between 1900 and 2200"),
    )
}

/// A reporting year after the day of the evaluation.
#[must_use]
pub fn later(span: Span, written: &str, as_of: Date) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("报告年度 `{written}` 晚于基准日 {as_of}"),
            format!("the reporting year `{written}` is later than the day of the evaluation, {as_of}"),
        ),
        Text::new("检查 year 和 as_of", "check `year` and `as_of`"),
    )
}
