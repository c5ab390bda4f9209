//! `cap-never-reached`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A cap or floor that the points never reach.
pub static CODE: Code = Code {
    name: "cap-never-reached",
    severity: Severity::Warning,
    title: ["封顶或保底永远用不上", "a cap or floor is never reached"],
    why: [
        "各部分最高分之和低于封顶（或最低分之和高于保底），说明漏录了一部分，或封顶写错。",
        "The parts together stay below the cap (or above the floor): a part is missing or the cap is wrong.",
    ],
};

/// Where the most is below the cap.
#[must_use]
pub fn cap(span: Span, cap: &Rational, most: &Rational) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("封顶为 {cap}，最多只得 {most}"), format!("the cap is {cap}, the most is {most}")),
        Text::new(
            "核对来源：补上缺的部分，或改封顶",
            "compare with the source: add what is missing, or change the cap",
        ),
    )
}

/// Where the least is above the floor.
#[must_use]
pub fn floor(span: Span, floor: &Rational, least: &Rational) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("保底为 {floor}，最少也有 {least}"),
            format!("the floor is {floor}, the least is {least}"),
        ),
        Text::new("核对来源后改正或删去", "compare with the source, then mend or remove it"),
    )
}
