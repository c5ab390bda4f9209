//! `undeclared-role`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest_titled;
use duheng_pack::text::Text;

/// A role that the programme does not declare.
pub static CODE: Code = Code {
    name: "undeclared-role",
    severity: Severity::Error,
    title: ["角色没有声明", "a role is not declared"],
    why: ["角色须在 roles 中声明。", "A role must be declared under roles."],
};

/// The finding.
#[must_use]
pub fn at(span: Span, role: &str, known: &[(&str, &Text)]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有角色 `{role}`"), format!("there is no role `{role}`")),
        suggest_titled(role, known),
    )
}
