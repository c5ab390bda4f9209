//! `out-of-bounds`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::text::Text;
use duheng_pack::vocabulary::{NumberType, show_number};

/// A value outside the bounds of its fact.
pub static CODE: Code = Code {
    name: "out-of-bounds",
    severity: Severity::Error,
    title: ["超出上下限", "the value is outside its bounds"],
    why: [
        "事实写明了可能的最小值和最大值，超出的多半是单位或小数点写错。",
        "The fact has a least and a greatest value; outside them the unit or the decimal point is usually wrong.",
    ],
};

/// The finding at the value.
#[must_use]
pub fn at(
    span: Span,
    written: &str,
    of: &NumberType,
    (low, high): (Option<&Rational>, Option<&Rational>),
) -> Diagnostic {
    let show = |bound: Option<&Rational>| bound.map(|bound| show_number(of, bound));
    let (zh, en) = match (show(low), show(high)) {
        (Some(low), Some(high)) => {
            (format!("应在 {low} 到 {high} 之间"), format!("it lies between {low} and {high}"))
        }
        (Some(low), None) => (format!("不小于 {low}"), format!("it is at least {low}")),
        (None, Some(high)) => (format!("不大于 {high}"), format!("it is at most {high}")),
        (None, None) => Default::default(),
    };
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{written}` 超出上下限"), format!("`{written}` is outside the bounds")),
        Text::new(format!("检查单位和小数点：{zh}"), format!("check unit and decimal point: {en}")),
    )
}
