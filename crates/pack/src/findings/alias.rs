//! A value is a reference to an anchor (`*name`).

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A value is a reference to an anchor (`*name`).
pub static CODE: Code = Code {
    name: "alias",
    severity: Severity::Error,
    title: ["不允许引用", "aliases are refused"],
    why: [
        "标准包文本须逐处可读，不跟随引用：请在此处直接写出内容。若文字本身以 `*` 开头，请加引号。",
        "a pack is read where it stands, without following references: write the content out here; a text that begins with `*` needs quotes",
    ],
};

/// The alias of `name` at `span`.
#[must_use]
pub fn alias(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("不允许使用引用 `*{name}`"), format!("the alias `*{name}` is not allowed")),
        Text::new(
            "请在此处直接写出内容；若它是文字，请加引号",
            "write the content out here; if it is a text, quote it",
        ),
    )
}
