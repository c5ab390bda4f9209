//! `reserved-name`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A name that expressions could not read.
pub static CODE: Code = Code {
    name: "reserved-name",
    severity: Severity::Error,
    title: ["名称是保留字", "the name is reserved"],
    why: [
        "表达式里的保留字和内置名称不能用作事实或字段的名称；名称以字母开头，由字母、数字和下划线组成。",
        "Words of the expression language cannot name a fact or field; a name starts with a letter and has letters, digits and underscores.",
    ],
};

/// The finding at the definition.
#[must_use]
pub fn at(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{name}` 不能用作名称"), format!("`{name}` cannot be a name")),
        Text::new(
            "换一个以字母开头、只含字母、数字、下划线的名称",
            "choose a name that starts with a letter and has letters, digits and underscores only",
        ),
    )
}
