//! `pointless-item`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// An item without points.
pub static CODE: Code = Code {
    name: "pointless-item",
    severity: Severity::Warning,
    title: ["评价项没有分值", "the item gives no points"],
    why: [
        "评价项的最高分和最低分都是 0，对结果没有影响。",
        "Most and least are 0, so the item has no effect on any result.",
    ],
};

/// The finding at its code.
#[must_use]
pub fn at(span: Span, code: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{code}` 最多得 0 分"), format!("`{code}` gives 0 at most")),
        Text::new("写上分值，或删去评价项", "give it points, or remove it"),
    )
}
