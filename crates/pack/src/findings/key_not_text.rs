//! A key is no text.

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A key is no text.
pub static CODE: Code = Code {
    name: "key-not-text",
    severity: Severity::Error,
    title: ["键不是文字", "a key is not a text"],
    why: [
        "键必须是一段文字，不能是列表、映射或空。请写出键名；若含有方括号或花括号，请加引号。",
        "a key is a text, never a list, a map or nothing; write its name; a key with brackets or braces needs quotes",
    ],
};

/// The key at `span` is of this `kind`.
#[must_use]
pub fn key_not_text(span: Span, kind: &Text) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("键必须是文字，此处是{}", kind.zh),
            format!("a key must be a text, not {}", kind.en),
        ),
        Text::new(
            "请写出键名；若含有括号，请加引号",
            "write the name of the key, in quotes if it has brackets",
        ),
    )
}
