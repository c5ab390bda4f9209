//! `stray-evidence`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// Evidence for a fact that its item does not read.
pub static CODE: Code = Code {
    name: "stray-evidence",
    severity: Severity::Warning,
    title: ["佐证的事实与评价项无关", "the evidence proves a fact that the item does not read"],
    why: [
        "佐证材料须证明本评价项规则所用的事实；否则材料收了也无助于评分。",
        "Evidence must prove a fact that the rule of its item reads; otherwise it is collected for nothing.",
    ],
};

/// The finding at the fact.
#[must_use]
pub fn at(span: Span, fact: &str, code: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{code}` 的规则没有用到 `{fact}`"),
            format!("the rule of `{code}` does not read `{fact}`"),
        ),
        Text::new(
            "改为规则所用的事实，或移到用到它的评价项",
            "name a fact that the rule reads, or move the evidence to the item that does",
        ),
    )
}
