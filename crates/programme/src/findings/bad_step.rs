//! `bad-step`

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A step that cannot be played.
pub static CODE: Code = Code {
    name: "bad-step",
    severity: Severity::Error,
    title: ["步骤写得不完整", "a step cannot be played"],
    why: [
        "步骤须有可读的时刻、已声明的人和企业，且时刻不早于前一步。",
        "A step needs a readable moment not before the last, and people and enterprises that the walk declares.",
    ],
};

/// The finding.
#[must_use]
pub fn at(span: Span, message: Text, help: Text) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, help)
}
