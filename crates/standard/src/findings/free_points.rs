//! `free-points`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// Points that everyone gets.
pub static CODE: Code = Code {
    name: "free-points",
    severity: Severity::Warning,
    title: ["不需条件的分", "points without a condition"],
    why: [
        "固定分值没有 when，每家企业都得到，不能区分好坏。",
        "Fixed points without `when` go to every enterprise and tell none from another.",
    ],
};

/// The finding at the points.
#[must_use]
pub fn at(span: Span, points: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("每家企业都得这 {points} 分"),
            format!("every enterprise gets these {points} points"),
        ),
        Text::new("写上 `when:`", "write `when:`"),
    )
}
