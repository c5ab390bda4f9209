//! `too-many-highlights`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// More highlights than the standard allows.
pub static CODE: Code = Code {
    name: "too-many-highlights",
    severity: Severity::Error,
    title: ["申报的亮点过多", "too many highlights"],
    why: [
        "每个企业可申报的亮点个数有限，多报的不受理。",
        "An enterprise may file only so many highlights; more are refused.",
    ],
};

/// The finding at the list.
#[must_use]
pub fn at(span: Span, given: usize, at_most: usize) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("申报了 {given} 个亮点，最多 {at_most} 个"),
            format!("{given} highlights are filed, at most {at_most} may be"),
        ),
        Text::new(format!("留下 {at_most} 个"), format!("keep {at_most}")),
    )
}
