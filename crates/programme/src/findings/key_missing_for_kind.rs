//! `key-missing-for-kind`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A stage without a key that its mechanism needs.
pub static CODE: Code = Code {
    name: "key-missing-for-kind",
    severity: Severity::Error,
    title: ["这种机制缺少必需的键", "a mechanism lacks a key"],
    why: ["有些键是机制运转所必需的。", "Some keys a mechanism cannot do without."],
};

/// The finding.
#[must_use]
pub fn at(span: Span, key: &str, kind: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("机制 `{kind}` 须有键 `{key}`"),
            format!("the mechanism `{kind}` needs the key `{key}`"),
        ),
        Text::new(format!("补写 `{key}`"), format!("add `{key}`")),
    )
}
