//! `idle-role`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A role that does nothing.
pub static CODE: Code = Code {
    name: "idle-role",
    severity: Severity::Warning,
    title: ["没有事做的角色", "a role that does nothing"],
    why: ["声明了却没有阶段、进入方式或登记簿用到的角色。", "A role that no stage, entry or register uses."],
};

/// The finding.
#[must_use]
pub fn at(span: Span, role: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("角色 `{role}` 没有事做"), format!("the role `{role}` does nothing")),
        Text::new("在阶段的 by 中写上它，或删去", "name it in the by of a stage, or delete it"),
    )
}
