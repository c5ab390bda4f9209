//! `gate-form`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A requirement with neither or both forms.
pub static CODE: Code = Code {
    name: "gate-form",
    severity: Severity::Error,
    title: ["基本要求写法不符", "the requirement has no single form"],
    why: [
        "基本要求或者写 none（不得有的记录），或者写 require（须成立的条件）。",
        "A requirement has either none (records that must not be) or require (a condition that must hold).",
    ],
};

/// The finding at the requirement.
#[must_use]
pub fn at(span: Span, id: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("基本要求 `{id}` 要写 none 或 require 之一"),
            format!("the requirement `{id}` needs one of none and require"),
        ),
        Text::new(
            "写 `none: 清单 where 条件` 或 `require: 条件`",
            "write `none: list where condition` or `require: condition`",
        ),
    )
}
