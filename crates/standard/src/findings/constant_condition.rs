//! `constant-condition`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A condition that always has the same outcome.
pub static CODE: Code = Code {
    name: "constant-condition",
    severity: Severity::Warning,
    title: ["条件恒真或恒假", "the condition is always true or never"],
    why: [
        "按事实的取值范围，条件的结果不取决于企业；多半是界限、选项或符号写错。",
        "By the bounds of the facts the outcome does not depend on the enterprise: a bound, a value or a sign is wrong.",
    ],
};

/// The finding at the condition.
#[must_use]
pub fn at(span: Span, text: &str, always: bool) -> Diagnostic {
    let (zh, en) = if always { ("总是成立", "always true") } else { ("永不成立", "never true") };
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{text}` {zh}"), format!("`{text}` is {en}")),
        Text::new(
            "核对界限和比较符号；确实总是如此就删去这个条件",
            "check bound and sign; if it is meant, remove the condition",
        ),
    )
}
