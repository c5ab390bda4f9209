//! `exchanged-dates`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A validity that ends with the field that stands first.
pub static CODE: Code = Code {
    name: "exchanged-dates",
    severity: Severity::Warning,
    title: ["有效期首尾写反了", "the ends of the validity are exchanged"],
    why: [
        "valid 先写起始日字段，再写截止日字段。",
        "`valid` names the field of the first day, then that of the last.",
    ],
};

/// The finding at `valid`.
#[must_use]
pub fn at(span: Span, from: &str, until: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{from}` 写作起始日，却排在截止日 `{until}` 之后"),
            format!("`{from}` is named as the first day and stands after the last, `{until}`"),
        ),
        Text::new(
            format!("写作 `valid: [{until}, {from}]`，或调整字段的先后"),
            format!("write `valid: [{until}, {from}]`, or change the order of the fields"),
        ),
    )
}
