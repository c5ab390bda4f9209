//! `unknown-target`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest_titled;
use duheng_pack::text::Text;

/// An outcome that leads to nothing.
pub static CODE: Code = Code {
    name: "unknown-target",
    severity: Severity::Error,
    title: ["去向不存在", "an outcome leads nowhere"],
    why: [
        "next 须指向本评价活动的阶段或结局。",
        "What next names must be a stage or an end of the programme.",
    ],
};

/// The finding.
#[must_use]
pub fn at(span: Span, target: &str, known: &[(&str, &Text)]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有阶段或结局 `{target}`"), format!("there is no stage or end `{target}`")),
        suggest_titled(target, known),
    )
}
