//! `unreachable-grade`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A grade that nobody can have.
pub static CODE: Code = Code {
    name: "unreachable-grade",
    severity: Severity::Warning,
    title: ["等级永远达不到", "the grade cannot be reached"],
    why: [
        "下限高于满分，或更高一级的条件同样满足，这一级就没有企业能得到。",
        "A bound lies above the most points, or whoever reaches it also reaches a higher grade.",
    ],
};

/// A bound above the most.
#[must_use]
pub fn above(span: Span, code: &str, bound: &Rational, most: &Rational) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{code}` 的下限 {bound} 高于满分 {most}"),
            format!("the bound {bound} of `{code}` is above the most, {most}"),
        ),
        Text::new("核对下限和各评价项分值", "compare the bound and the points of the items with the source"),
    )
}

/// A higher grade takes all that reach it.
#[must_use]
pub fn taken(span: Span, code: &str, higher: &str, place: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("达到 `{code}` 的企业总能得到更高的 `{higher}`"),
            format!("whoever reaches `{code}` has the higher `{higher}`"),
        ),
        Text::new(
            "等级从高到低排列；核对两级的下限",
            "list grades from the highest; compare the bounds of both",
        ),
    )
    .also(place, Text::new("排在前面的等级", "the grade above it"))
}
