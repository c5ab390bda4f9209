//! `reversed-dates`

use alloc::format;

use duheng_pack::calendar::Date;
use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A record that ends before it begins.
pub static CODE: Code = Code {
    name: "reversed-dates",
    severity: Severity::Error,
    title: ["起止日期颠倒", "the last day is before the first"],
    why: ["记录的截止日不早于起始日。", "A record ends on or after the day on which it begins."],
};

/// The finding at the record.
#[must_use]
pub fn at(span: Span, first: Date, last: Date) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("截止日 {last} 早于起始日 {first}"),
            format!("it ends on {last}, before it begins on {first}"),
        ),
        Text::new("检查两个日期是否写反", "look whether the two dates are exchanged"),
    )
}
