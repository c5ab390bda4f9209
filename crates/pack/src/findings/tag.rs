//! A node carries a tag (`!name`).

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A node carries a tag (`!name`).
pub static CODE: Code = Code {
    name: "tag",
    severity: Severity::Error,
    title: ["不允许类型标签", "tags are refused"],
    why: [
        "值的类型由它的键决定，不由文本中的标签决定。请删除标签；若文字本身以 `!` 开头，请加引号。",
        "the type of a value comes from its key, never from a tag in the text; remove the tag; a text that begins with `!` needs quotes",
    ],
};

/// The `tag`, as written, at `span`.
#[must_use]
pub fn tag(span: Span, tag: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("不允许使用类型标签 `{tag}`"), format!("the tag `{tag}` is not allowed")),
        Text::new(
            "请删除标签；若它属于文字，请给整段文字加引号",
            "remove the tag; if it is part of a text, quote the whole text",
        ),
    )
}
