//! `sdg-outside-goals`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A target of a goal that its indicator does not name.
pub static CODE: Code = Code {
    name: "sdg-outside-goals",
    severity: Severity::Note,
    title: ["具体目标不属于指标所列目标", "the target belongs to a goal that the indicator does not name"],
    why: [
        "来源为二级指标印出目标，各评价项的具体目标通常属于其中；不属于的请核对。",
        "A source prints goals for each indicator; targets of its items usually belong to them, others deserve a look.",
    ],
};

/// The finding at the target.
#[must_use]
pub fn at(span: Span, target: &str, goals: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{target}` 不在指标所列目标 {goals} 之内"),
            format!("`{target}` is not among the goals {goals} of its indicator"),
        ),
        Text::new("核对来源，或在 errata.yaml 记录", "compare with the source, or record it in errata.yaml"),
    )
}
