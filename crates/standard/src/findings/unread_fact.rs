//! `unread-fact`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A fact that nothing reads.
pub static CODE: Code = Code {
    name: "unread-fact",
    severity: Severity::Warning,
    title: ["事实从未用到", "the fact is never read"],
    why: [
        "企业要填报的每个事实都应有规则、基本要求或派生事实用到它，否则白填。",
        "Every fact that enterprises are asked for should be read by a rule, the gate or a derived fact.",
    ],
};

/// The finding at its name.
#[must_use]
pub fn at(span: Span, fact: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有规则用到 `{fact}`"), format!("no rule reads `{fact}`")),
        Text::new("补上遗漏的条件，或删去这个事实", "add the condition that is missing, or remove the fact"),
    )
}
