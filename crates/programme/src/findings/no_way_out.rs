//! `no-way-out`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A stage from which no end is reached.
pub static CODE: Code = Code {
    name: "no-way-out",
    severity: Severity::Error,
    title: ["走不出去的阶段", "a stage that nobody can leave"],
    why: ["从每个阶段都须能走到某个结局。", "From each stage some end must be reached."],
};

/// The finding.
#[must_use]
pub fn at(span: Span, stage: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("从 `{stage}` 走不到任何结局"), format!("no end is reached from `{stage}`")),
        Text::new("让它的某个结果通向结局", "let one of its outcomes lead to an end"),
    )
}
