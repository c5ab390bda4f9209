//! `duplicate-name`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A name that is defined twice.
pub static CODE: Code = Code {
    name: "duplicate-name",
    severity: Severity::Error,
    title: ["名称重复", "the name is taken"],
    why: [
        "同一包（含引入的标准包）里，一个名称只能定义一次，否则引用它的条件意思不明。",
        "Within a pack and its imports a name is defined once; otherwise what refers to it would be ambiguous.",
    ],
};

/// The finding at the second definition; `first` is the place of the first one.
#[must_use]
pub fn at(span: Span, name: &str, first: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{name}` 已经定义过"), format!("`{name}` is defined already")),
        Text::new("改用另一个名称，或者删去一处", "choose another name, or remove one of the two"),
    )
    .also(first, Text::new("第一处", "the first one"))
}
