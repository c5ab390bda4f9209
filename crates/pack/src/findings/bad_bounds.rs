//! `bad-bounds`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// Bounds that do not fit their fact.
pub static CODE: Code = Code {
    name: "bad-bounds",
    severity: Severity::Error,
    title: ["上下限写法不符", "the bounds do not fit"],
    why: [
        "上下限只用于数，单位与事实一致，下限不高于上限。",
        "Only numbers have bounds; they carry the fact's unit, and the lower one is not above the upper one.",
    ],
};

/// The finding at the bound.
#[must_use]
pub fn at(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{name}` 的上下限与它的类型不符"),
            format!("the bound does not fit the type of `{name}`"),
        ),
        Text::new(
            "写带同一单位的数，并让 min 不高于 max",
            "write a number in the same unit, with min not above max",
        ),
    )
}

/// `valid` that does not name two date fields.
#[must_use]
pub fn valid(span: Span, record: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{record}` 的 valid 要写两个日期字段"),
            format!("`valid` of `{record}` needs two date fields"),
        ),
        Text::new("写作 `valid: [from, until]`", "write `valid: [from, until]`"),
    )
}
