//! `gapped-grades`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A printed upper bound that is not the lower bound of the next grade.
pub static CODE: Code = Code {
    name: "gapped-grades",
    severity: Severity::Warning,
    title: ["等级之间有空隙或重叠", "grades leave a gap or overlap"],
    why: [
        "来源所印上限应等于上一级的下限；不等则有的分数落空，或属于两级。",
        "A printed upper bound should equal the lower bound of the next higher grade; otherwise scores fall between grades or into two.",
    ],
};

/// The finding at the printed bound.
#[must_use]
pub fn at(span: Span, code: &str, below: &Rational, next: &str, bound: &Rational) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{code}` 印的上限是 {below}，上一级 `{next}` 的下限是 {bound}"),
            format!("`{code}` ends below {below}, the next grade `{next}` begins at {bound}"),
        ),
        Text::new(
            "核对来源；来源如此则在 errata.yaml 记录",
            "compare with the source; if it prints this, record it in errata.yaml",
        ),
    )
}

/// A printed bound with no grade above that has one.
#[must_use]
pub fn nothing(span: Span, code: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{code}` 印有上限，上一级却没有相应的下限"),
            format!("`{code}` has an upper bound and no grade above begins there"),
        ),
        Text::new("删去上限，或给上一级写下限", "remove it, or give the grade above its lower bound"),
    )
}
