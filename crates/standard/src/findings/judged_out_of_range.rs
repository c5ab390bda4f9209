//! `judged-out-of-range`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::number::{Rational, Rounding};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// Typed points that cannot be.
pub static CODE: Code = Code {
    name: "judged-out-of-range",
    severity: Severity::Error,
    title: ["打分超出范围", "the points are outside the range"],
    why: [
        "评审打分有范围和步长；只有写明 judge 的评价项可以打分。",
        "Typed points have a range and a step; only items with judge take them.",
    ],
};

/// An item that nobody types points for.
#[must_use]
pub fn not_judged(span: Span, code: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("评价项 `{code}` 不由人打分"), format!("nobody types points for `{code}`")),
        Text::new("填写它所依据的事实", "state the facts that it rests on"),
    )
}

/// Points outside the range or between the steps.
#[must_use]
pub fn at(span: Span, points: &Rational, (from, to, step): (&Rational, &Rational, &Rational)) -> Diagnostic {
    let [points, from, to, step] = [points, from, to, step].map(|number| number.display(4, Rounding::HalfUp));
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{points}` 不在可打的分数里"), format!("`{points}` cannot be given here")),
        Text::new(
            format!("可打 {from} 到 {to}，步长 {step}"),
            format!("give {from} to {to} in steps of {step}"),
        ),
    )
}
