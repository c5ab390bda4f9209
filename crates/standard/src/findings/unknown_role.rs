//! `unknown-role`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// A role that no layer has.
pub static CODE: Code = Code {
    name: "unknown-role",
    severity: Severity::Error,
    title: ["角色不存在", "there is no such role"],
    why: [
        "批准的角色须是某一层的 by，否则没有人能批准。",
        "A role that approves must be the `by` of a layer; otherwise nobody can.",
    ],
};

/// The finding at the role; `known` are the roles of the layers.
#[must_use]
pub fn at(span: Span, role: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有评价环节由 `{role}` 填写"), format!("no layer is written by `{role}`")),
        suggest(role, known),
    )
}
