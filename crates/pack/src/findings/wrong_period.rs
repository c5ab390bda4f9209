//! `wrong-period`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;
use crate::vocabulary::Per;

/// A fact read at a period that it does not have.
pub static CODE: Code = Code {
    name: "wrong-period",
    severity: Severity::Error,
    title: ["期间不符", "the period does not fit"],
    why: [
        "按年、按季度填报的事实要说明取哪一期，例如 `revenue[y - 1]`；状态类事实没有期间。不加期间的年度事实取报告年度的值。",
        "A fact with values for years or quarters needs its period, such as `revenue[y - 1]`; a state has none. A yearly fact without one means the reporting year.",
    ],
};

/// A state that is read at a period.
#[must_use]
pub fn state(span: Span, fact: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{fact}` 是状态，没有期间"), format!("`{fact}` is a state and has no periods")),
        Text::new("去掉方括号", "leave the brackets out"),
    )
}

/// A yearly fact read at a quarter, or the other way round.
#[must_use]
pub fn step(span: Span, fact: &str, per: Per) -> Diagnostic {
    let (zh, en) = words(per);
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{fact}` 按{zh}填报"), format!("`{fact}` has one value per {en}")),
        Text::new(format!("改用{zh}的期间"), format!("use a {en} as its period")),
    )
}

/// A fact with periods where none is said and none stands in.
#[must_use]
pub fn missing(span: Span, fact: &str, per: Per) -> Diagnostic {
    let (zh, en) = words(per);
    let variable = if per == Per::Quarter { "q" } else { "y" };
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("没有说明取 `{fact}` 哪个{zh}的值"),
            format!("which {en} of `{fact}` is meant is not said"),
        ),
        Text::new(
            format!("写作例如 `{fact}[{variable}]`"),
            format!("write for example `{fact}[{variable}]`"),
        ),
    )
}

/// Brackets behind something that is no fact.
#[must_use]
pub fn not_a_fact(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("方括号只能跟在事实名称后面", "only a fact's name can have a period in brackets"),
        Text::new("先给公式起名，写成派生事实", "give the formula a name as a derived fact"),
    )
}

/// Something in the brackets that is no period.
#[must_use]
pub fn not_a_period(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("这里需要一个期间", "a period is needed here"),
        Text::new("可写 `y`、`y - 1`、`year`、`2024`", "write `y`, `y - 1`, `year` or `2024`"),
    )
}

fn words(per: Per) -> (&'static str, &'static str) {
    match per {
        Per::Quarter => ("季度", "quarter"),
        Per::State | Per::Year | Per::YearEnd => ("年度", "year"),
    }
}
