//! `missing-outcome`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// An outcome for which `next` says nothing.
pub static CODE: Code = Code {
    name: "missing-outcome",
    severity: Severity::Error,
    title: ["有结果没有去向", "an outcome has no way on"],
    why: [
        "一个阶段的每种结果都须有去向，否则申报会停在那里。",
        "Each outcome of a stage must lead somewhere; otherwise an application stops there.",
    ],
};

/// The finding.
#[must_use]
pub fn at(span: Span, stage: &str, outcome: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("阶段 `{stage}` 的结果 `{outcome}` 没有去向"),
            format!("the outcome `{outcome}` of stage `{stage}` leads nowhere"),
        ),
        Text::new(
            format!("在 next 中写 `{outcome}: 阶段或结局`"),
            format!("write `{outcome}: STAGE` under next"),
        ),
    )
}
