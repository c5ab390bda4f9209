//! A file gives directives to the parser (`%…`).

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A file gives directives to the parser (`%…`).
pub static CODE: Code = Code {
    name: "directive",
    severity: Severity::Error,
    title: ["不允许解析指令", "directives are refused"],
    why: [
        "标准包文本没有解析指令。请删除以 `%` 开头的行；若它是文字，请加引号。",
        "the text of a pack has no directives; remove the line that begins with `%`; a text that begins with `%` needs quotes",
    ],
};

/// The directive at `span`.
#[must_use]
pub fn directive(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("不允许使用以 `%` 开头的解析指令", "a directive that begins with `%` is not allowed"),
        Text::new("请删除这一行；若它是文字，请加引号", "remove this line; if it is a text, quote it"),
    )
}
