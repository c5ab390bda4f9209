//! `unknown-code`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A code that the standard does not have.
pub static CODE: Code = Code {
    name: "unknown-code",
    severity: Severity::Error,
    title: ["编号不存在", "there is no such code"],
    why: [
        "分值方案、折算和等级按编号指向标准的部分和评价项。",
        "Profiles and grades refer to parts and items of the standard by their codes.",
    ],
};

/// The finding at the code.
#[must_use]
pub fn at(span: Span, code: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("标准没有编号 `{code}`"), format!("the standard has no code `{code}`")),
        Text::new("对照各部分文件中的 code", "compare it with the codes in the part files"),
    )
}
