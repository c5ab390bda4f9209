//! `ranked-in-ten`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// What a grade by rank comes to, in words.
pub static CODE: Code = Code {
    name: "ranked-in-ten",
    severity: Severity::Note,
    title: ["按位次评定的等级有多少家达到", "how many reach a grade by rank"],
    why: [
        "`percentile: 80%` 不等于“前两成”：恰在该分位的一家也算，十家无并列时有三家达到。写明达到的家数，以便与来源核对。",
        "`percentile: 80%` is not “the best fifth”: the one that is just at the percentile counts too, three of ten without ties. The number is said so that it can be compared with the source.",
    ],
};

/// The note at the percentile of a grade: how many of ten reach it, and what the best of ten would be.
#[must_use]
pub fn at(span: Span, code: &str, reach: usize) -> Diagnostic {
    let (one, is) = if reach == 1 { ("reaches", "is") } else { ("reach", "are") };
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!(
                "`{code}`：比较组有 10 家且总分各不相同时，{reach} 家达到这一分位（尚不论更高等级和其他条件）"
            ),
            format!(
                "`{code}`: in a cohort of 10 without ties, {reach} {one} this percentile (higher grades and other bounds aside)"
            ),
        ),
        Text::new(
            format!(
                "与来源核对是否应为 10 家中的 {reach} 家；要取前两成须写 `80.01%`，写 `80%` 时恰在分位的一家也算"
            ),
            format!(
                "check with the source that {reach} of 10 {is} meant; the best fifth is written `80.01%`, as with `80%` the one just at the percentile counts too"
            ),
        ),
    )
}
