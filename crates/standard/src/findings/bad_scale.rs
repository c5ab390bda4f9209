//! `bad-scale`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A scale or range of points that must be positive.
pub static CODE: Code = Code {
    name: "bad-scale",
    severity: Severity::Error,
    title: ["分数范围不符", "the scale does not fit"],
    why: [
        "折算的满分须大于 0，允许的分差不能小于 0。",
        "The scale of a conversion is above 0; a difference of points is not below 0.",
    ],
};

/// The finding at the number.
#[must_use]
pub fn at(span: Span, key: &str, written: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{key}` 不能是 `{written}`"), format!("`{key}` cannot be `{written}`")),
        Text::new("写大于 0 的数", "write a number above 0"),
    )
}
