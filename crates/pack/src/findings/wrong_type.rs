//! `wrong-type`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// Something of another type than needed.
pub static CODE: Code = Code {
    name: "wrong-type",
    severity: Severity::Error,
    title: ["类型不符", "another type is needed here"],
    why: [
        "每个位置需要一定类型的内容：条件、数、日期、文字、选项或记录清单。不同类型不能比较，也不能互相代替。",
        "Each place needs a certain type: a condition, a number, a date, a text, a choice or a list of records. Different types do not compare and do not stand in for each other.",
    ],
};

/// The finding at `span`: what is needed and what stands there, in words.
#[must_use]
pub fn at(span: Span, expected: &Text, found: &Text) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("这里需要{}，现在是{}", expected.zh, found.zh),
            format!("{} is needed here, but this is {}", expected.en, found.en),
        ),
        Text::new(format!("换成{}", expected.zh), format!("put {} here", expected.en)),
    )
}
