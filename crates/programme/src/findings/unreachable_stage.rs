//! `unreachable-stage`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A stage that no entry leads to.
pub static CODE: Code = Code {
    name: "unreachable-stage",
    severity: Severity::Error,
    title: ["没有申报走得到的阶段", "a stage that no application reaches"],
    why: ["逐件的阶段须能从某种进入方式走到。", "A stage of applications must be reached from an entry."],
};

/// The finding.
#[must_use]
pub fn at(span: Span, stage: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("没有进入方式或阶段通向 `{stage}`"),
            format!("no entry and no stage leads to `{stage}`"),
        ),
        Text::new(
            "在前一阶段的 next 中写上它，或删去",
            "name it in the next of an earlier stage, or delete it",
        ),
    )
}
