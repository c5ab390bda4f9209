//! `cohort-not-frozen`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// Grades by rank in a programme that never says who is compared.
pub static CODE: Code = Code {
    name: "cohort-not-frozen",
    severity: Severity::Error,
    title: ["没有冻结比较组的阶段", "no stage freezes the cohort"],
    why: [
        "按位次评定的等级须有比较组；没有阶段冻结比较组，等级永远定不下来。",
        "A grade by rank needs a cohort; while no stage freezes one, the grade can never be given.",
    ],
};

/// The finding.
#[must_use]
pub fn at(span: Span, band: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("等级 `{band}` 按位次评定，但没有阶段冻结比较组"),
            format!("the grade `{band}` goes by rank, and no stage freezes the cohort"),
        ),
        Text::new(
            "增加一个 `kind: run` 的阶段，写 `freezes:` 和所用的评价环节，并让评定等级的阶段 `needs` 它",
            "add a stage of `kind: run` with `freezes:` and a layer, and let the stage that decides the grade have it in `needs`",
        ),
    )
}
