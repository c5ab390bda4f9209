//! `key-of-other-kind`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A key that the mechanism of the stage does not have.
pub static CODE: Code = Code {
    name: "key-of-other-kind",
    severity: Severity::Error,
    title: ["这种机制没有这个键", "a key belongs to another mechanism"],
    why: [
        "每种机制只有它自己的键；写错地方的键不会生效。",
        "A mechanism has its own keys alone; a key of another one would do nothing.",
    ],
};

/// The finding.
#[must_use]
pub fn at(span: Span, key: &str, kind: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("机制 `{kind}` 没有键 `{key}`"),
            format!("the mechanism `{kind}` has no key `{key}`"),
        ),
        Text::new(format!("它自己的键：{}", known.join("、")), format!("its own keys: {}", known.join(", "))),
    )
}
