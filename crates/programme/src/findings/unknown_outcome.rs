//! `unknown-outcome`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// An outcome that the mechanism does not have.
pub static CODE: Code = Code {
    name: "unknown-outcome",
    severity: Severity::Error,
    title: ["没有这种结果", "a mechanism has no such outcome"],
    why: ["每种机制的结果是固定的。", "The outcomes of a mechanism are fixed."],
};

/// The finding.
#[must_use]
pub fn at(span: Span, outcome: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("这种机制没有结果 `{outcome}`"),
            format!("this mechanism has no outcome `{outcome}`"),
        ),
        suggest(outcome, known),
    )
}
