//! `unit-clash`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// Two numbers whose units do not go together.
pub static CODE: Code = Code {
    name: "unit-clash",
    severity: Severity::Error,
    title: ["单位不符", "the units do not match"],
    why: [
        "单位不同的数不能相加，也不能比较：元与比率、吨与件数各不相同。个数与带百分号的比率也不能比较。",
        "Numbers of different units are neither added nor compared: yuan is no ratio and tonnes are no pieces. A count does not compare with a percentage either.",
    ],
};

/// The finding at `span`: what stands on the left and on the right, in words.
#[must_use]
pub fn at(span: Span, left: &Text, right: &Text) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("{}不能与{}放在一起", left.zh, right.zh),
            format!("{} cannot stand beside {}", left.en, right.en),
        ),
        Text::new(
            "给数字写上单位，或者先换算成同一单位",
            "write the number with its unit, or convert one side first",
        ),
    )
}

/// A ratio beside a number without `%`.
#[must_use]
pub fn percent(span: Span, number: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("比率不能与没有百分号的 `{number}` 比较"),
            format!("a ratio does not compare with `{number}` without `%`"),
        ),
        Text::new(format!("写 `{number}%`"), format!("write `{number}%`")),
    )
}
