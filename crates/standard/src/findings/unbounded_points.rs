//! `unbounded-points`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// Points without an upper or lower end.
pub static CODE: Code = Code {
    name: "unbounded-points",
    severity: Severity::Error,
    title: ["最高分算不出", "the most points cannot be computed"],
    why: [
        "每个评价项的最高分（扣分则最低分）必须能由规则算出，否则无法核对总分。",
        "The most points of every item (the least, for deductions) must follow from its rule; otherwise totals cannot be compared.",
    ],
};

/// A formula without `max`.
#[must_use]
pub fn formula(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("公式分值没有上限", "the formula's points have no end"),
        Text::new("写 `max:`", "write `max:`"),
    )
}

/// Points for each record without an end.
#[must_use]
pub fn each(span: Span, negative: bool) -> Diagnostic {
    let key = if negative { "floor" } else { "cap" };
    Diagnostic::new(
        &CODE,
        span,
        Text::new("逐条计分没有尽头", "points for each record have no end"),
        Text::new(
            format!("写 `{key}:`"),
            format!("write `{key}:`{}", if negative { "" } else { " or `top:`" }),
        ),
    )
}
