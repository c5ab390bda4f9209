//! `swapped-bounds`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// Bounds of grades in the wrong order.
pub static CODE: Code = Code {
    name: "swapped-bounds",
    severity: Severity::Error,
    title: ["等级界限颠倒", "bounds of grades are swapped"],
    why: [
        "等级越高，下限越高；同一等级的上限高于下限。颠倒的界限会把企业定到错误的等级。",
        "A higher grade has the higher lower bounds, and an upper bound lies above the lower one; swapped bounds give wrong grades.",
    ],
};

/// A higher grade asks for less than a lower one; `place` is the bound of the lower.
#[must_use]
pub fn between(
    (span, code, bound): (Span, &str, &str),
    (place, lower, of_lower): (Span, &str, &str),
) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("较高的 `{code}` 下限为 {bound}，低于较低的 `{lower}` 的 {of_lower}"),
            format!("the higher `{code}` begins at {bound}, below the {of_lower} of the lower `{lower}`"),
        ),
        Text::new(
            "等级从高到低排列；与来源核对，对调两级的下限或顺序",
            "grades stand from the highest down; compare with the source and swap the bounds or the grades",
        ),
    )
    .also(place, Text::new("较低等级的下限", "the bound of the lower grade"))
}

/// The upper bound of a grade does not lie above its lower bound.
#[must_use]
pub fn within(span: Span, code: &str, below: &str, bound: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{code}` 的上限 {below} 不高于它的下限 {bound}"),
            format!("`{code}` ends below {below}, which is not above where it begins, {bound}"),
        ),
        Text::new("与来源核对，对调上限和下限", "compare with the source and swap upper and lower bound"),
    )
}
