//! `no-least-cohort`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A comparison with a cohort of which nobody said how many it takes.
pub static CODE: Code = Code {
    name: "no-least-cohort",
    severity: Severity::Warning,
    title: ["没有写比较组最少家数", "nothing says how many enterprises a cohort takes"],
    why: [
        "与比较组比较的等级和评价项，须写明最少几家才比较；不写时一家也算比较组，唯一的一家总在最前。",
        "What is compared with a cohort says how many enterprises that takes; while it does not, one alone is a cohort and always ranks first.",
    ],
};

/// The finding at the grade or item that compares.
#[must_use]
pub fn at(span: Span, code: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{code}` 与比较组比较，但标准没有写比较组最少几家：只有一家时也会比较"),
            format!(
                "`{code}` compares with the cohort, and the standard does not say how many enterprises that takes: one alone would be compared with itself"
            ),
        ),
        Text::new(
            "在标准中写 `cohort: { at_least: 5 }`，家数按来源填写；不足时等级待定",
            "write `cohort: { at_least: 5 }` in the standard, with the number of the source; below it nothing is compared and the grade stays open",
        ),
    )
}
