//! `stray-part`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// A part or profile of a standard that is not there.
pub static CODE: Code = Code {
    name: "stray-part",
    severity: Severity::Error,
    title: ["所属标准不存在", "it belongs to no standard"],
    why: [
        "部分和分值方案写明所属标准，本包须有这个标准。",
        "A part or profile names its standard, which the pack must have.",
    ],
};

/// The finding at the standard's name; `known` are the standards.
#[must_use]
pub fn at(span: Span, name: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("本包没有标准 `{name}`"), format!("the pack has no standard `{name}`")),
        suggest(name, known),
    )
}
