//! `unreachable-tier`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A tier that is never the best.
pub static CODE: Code = Code {
    name: "unreachable-tier",
    severity: Severity::Warning,
    title: ["这一档永远不起作用", "the tier is never the best"],
    why: [
        "best 取最高的一档；若满足这一档必然满足分值不低的另一档，这一档就不起作用。",
        "The best tier counts; whoever reaches this one also reaches another that gives as much or more.",
    ],
};

/// The finding at the tier; `other` is the tier that takes it.
#[must_use]
pub fn at(span: Span, points: &Rational, other: Span, of_other: &Rational) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("得 {points} 分的这一档从不是最高档"),
            format!("the tier of {points} is never the best"),
        ),
        Text::new(
            "核对条件和分值，或删去这一档",
            "compare condition and points with the source, or remove the tier",
        ),
    )
    .also(
        other,
        Text::new(
            format!("满足它必然也得这一档的 {of_other} 分"),
            format!("whoever reaches it has these {of_other}"),
        ),
    )
}
