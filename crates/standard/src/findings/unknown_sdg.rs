//! `unknown-sdg`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// A goal or target that the United Nations' list does not have.
pub static CODE: Code = Code {
    name: "unknown-sdg",
    severity: Severity::Error,
    title: ["可持续发展目标不存在", "there is no such sustainable development goal"],
    why: [
        "联合国可持续发展目标有 17 项，具体目标 169 个。来源误印时写正确的目标，并在勘误表里记下原文。",
        "There are 17 goals and 169 targets. Where the source misprints one, write the right one and record the print in the errata.",
    ],
};

/// A target that does not exist.
#[must_use]
pub fn target(span: Span, target: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有具体目标 `{target}`"), format!("there is no target `{target}`")),
        suggest(target, known),
    )
}

/// A goal that does not exist.
#[must_use]
pub fn goal(span: Span, goal: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有可持续发展目标 `{goal}`"), format!("there is no goal `{goal}`")),
        Text::new("目标是 1 到 17", "goals are 1 to 17"),
    )
}
