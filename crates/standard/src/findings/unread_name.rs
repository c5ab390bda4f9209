//! `unread-name`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A list, table or result that nothing reads.
pub static CODE: Code = Code {
    name: "unread-name",
    severity: Severity::Warning,
    title: ["名录、对照表或结果从未用到", "a list, table or result is never read"],
    why: [
        "声明了却没有条件用到，多半是漏了一个分支。",
        "It is declared and no condition reads it: most likely a branch is missing.",
    ],
};

/// The finding at its name.
#[must_use]
pub fn at(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有条件用到 `{name}`"), format!("no condition reads `{name}`")),
        Text::new("补上遗漏的条件，或删去", "add the condition that is missing, or remove it"),
    )
}
