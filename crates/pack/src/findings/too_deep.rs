//! Maps and lists are nested deeper than may be read.

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// Maps and lists are nested deeper than may be read.
pub static CODE: Code = Code {
    name: "too-deep",
    severity: Severity::Error,
    title: ["嵌套过深", "nesting is too deep"],
    why: [
        "嵌套层数有上限，以便任何人提交的标准包都能安全检查；正常的标准包远达不到。请检查缩进和括号是否闭合。",
        "nesting has a greatest depth, so that a pack by anyone can be checked safely; sound packs stay far below it; check the indent and that brackets are closed",
    ],
};

/// The node at `span` stands deeper than `limit` levels.
#[must_use]
pub fn too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("映射和列表的嵌套超过 {limit} 层"),
            format!("maps and lists are nested more than {limit} levels deep"),
        ),
        Text::new(
            "请减少嵌套层数，并检查括号是否闭合",
            "nest less deeply, and check that brackets are closed",
        ),
    )
}
