//! `points-above-cap`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// Points of one part or record that exceed the cap of all.
pub static CODE: Code = Code {
    name: "points-above-cap",
    severity: Severity::Warning,
    title: ["单项分值超过封顶", "the points of one exceed the cap of all"],
    why: [
        "一条记录或一个部分的分值高于整条规则的封顶，超出的分永远得不到。",
        "One record or part carries more points than the whole rule gives, so the rest is never had.",
    ],
};

/// The finding at the rule.
#[must_use]
pub fn at(span: Span, points: &Rational, cap: &Rational) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("其中一项为 {points} 分，封顶只有 {cap} 分"),
            format!("one of them carries {points}, the cap is {cap}"),
        ),
        Text::new("核对来源：改分值或封顶", "compare with the source: change the points or the cap"),
    )
}
