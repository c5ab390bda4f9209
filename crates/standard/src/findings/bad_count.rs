//! `bad-count`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A count that must be at least one.
pub static CODE: Code = Code {
    name: "bad-count",
    severity: Severity::Error,
    title: ["个数不符", "the count does not fit"],
    why: [
        "人数、年数、条数须为不小于 1 的整数，且不大于 65535。",
        "Numbers of people, years and entries are whole numbers from 1 to 65535.",
    ],
};

/// The finding at the number.
#[must_use]
pub fn at(span: Span, key: &str, written: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{key}` 不能是 `{written}`"), format!("`{key}` cannot be `{written}`")),
        Text::new("写不小于 1 的整数", "write a whole number of at least 1"),
    )
}
