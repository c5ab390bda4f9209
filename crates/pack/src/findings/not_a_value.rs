//! `not-a-value`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A value that is not of its key's type.
pub static CODE: Code = Code {
    name: "not-a-value",
    severity: Severity::Error,
    title: ["值读不出来", "the value cannot be read"],
    why: [
        "值要符合键的类型：数、日期、固定的词等。",
        "A value must be of its key's type: a number, a date, one of a few words.",
    ],
};

/// The finding at the value; `expected` is what it should be, in words.
#[must_use]
pub fn at(span: Span, value: &str, expected: &Text, help: Text) -> Diagnostic {
    let value: alloc::string::String = value.chars().take(60).collect();
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{value}` 不是{}", expected.zh), format!("`{value}` is not {}", expected.en)),
        help,
    )
}
