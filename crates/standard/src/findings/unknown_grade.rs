//! `unknown-grade`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// A grade that the standard does not have.
pub static CODE: Code = Code {
    name: "unknown-grade",
    severity: Severity::Error,
    title: ["等级不存在", "there is no such grade"],
    why: ["at_most 写本标准的一个等级编号。", "at_most names a grade of this standard."],
};

/// The finding at the grade; `known` are the grades.
#[must_use]
pub fn at(span: Span, grade: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有等级 `{grade}`"), format!("there is no grade `{grade}`")),
        suggest(grade, known),
    )
}
