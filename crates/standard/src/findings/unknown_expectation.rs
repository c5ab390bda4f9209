//! `unknown-expectation`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// An expectation of something that the standard does not give.
pub static CODE: Code = Code {
    name: "unknown-expectation",
    severity: Severity::Error,
    title: ["期望的结果不存在", "there is no such result"],
    why: [
        "expect 写 gate、grade、grade_by_points、demoted_from、provisional（yes 或 no）、base_raw、base、bonus、total、refused，或部分和评价项的编号；值写数、状态或等级。",
        "expect names gate, grade, grade_by_points, demoted_from, provisional (yes or no), base_raw, base, bonus, total, refused, or the code of a part or an item; its value is a number, a state or a grade.",
    ],
};

/// A name that is nothing of the standard.
#[must_use]
pub fn at(span: Span, key: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有结果 `{key}`"), format!("there is no result `{key}`")),
        Text::new(
            "写部分或评价项的编号，或 gate、grade、base、bonus、total",
            "write the code of a part or an item, or gate, grade, base, bonus, total",
        ),
    )
}

/// A value that it cannot have.
#[must_use]
pub fn value(span: Span, value: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{value}` 不是可以期望的值"), format!("`{value}` cannot be expected here")),
        Text::new(
            "写数、状态（met、partial、unmet、unknown、not_evaluated、pending）或等级",
            "write a number, a state (met, partial, unmet, unknown, not_evaluated, pending) or a grade",
        ),
    )
}
