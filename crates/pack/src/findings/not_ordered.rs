//! `not-ordered`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A comparison of more or less between values without order.
pub static CODE: Code = Code {
    name: "not-ordered",
    severity: Severity::Error,
    title: ["没有先后顺序", "the values have no order"],
    why: [
        "只有写明先后顺序的选项、数和日期可以比较大小；文字、是否和没有顺序的选项只能判断相等。",
        "Only numbers, dates and choices with a declared order can be more or less; texts, yes/no and unordered choices can only be equal.",
    ],
};

/// The finding at `span`: what has no order, in words.
#[must_use]
pub fn at(span: Span, what: &Text) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("{}没有先后顺序，不能比较大小", what.zh), format!("{} has no order", what.en)),
        Text::new(
            "用 `=`、`!=` 或 `in [a, b]`；需要顺序时在选项里写 `order: a < b`",
            "use `=`, `!=` or `in [a, b]`; where an order is meant, declare it in the choice as `order: a < b`",
        ),
    )
}
