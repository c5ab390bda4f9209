//! `unknown-command`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// A command that does not exist.
pub static CODE: Code = Code {
    name: "unknown-command",
    severity: Severity::Error,
    title: ["没有这个命令", "there is no such command"],
    why: ["走程中的 do 须是引擎的命令。", "What a walk does must be a command of the engine."],
};

/// The finding.
#[must_use]
pub fn at(span: Span, command: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有命令 `{command}`"), format!("there is no command `{command}`")),
        suggest(command, known),
    )
}
