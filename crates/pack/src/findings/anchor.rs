//! A node carries an anchor (`&name`).

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A node carries an anchor (`&name`).
pub static CODE: Code = Code {
    name: "anchor",
    severity: Severity::Error,
    title: ["不允许锚点", "anchors are refused"],
    why: [
        "标准包文本须逐处可读，不跟随引用：同一内容请直接写出，或放入事实、代码表等有名称的位置。若文字本身以 `&` 开头，请加引号。",
        "a pack is read where it stands, without following references: write the content out, or give it a place with a name of its own; a text that begins with `&` needs quotes",
    ],
};

/// The anchor `name` at `span`.
#[must_use]
pub fn anchor(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("不允许使用锚点 `&{name}`"), format!("the anchor `&{name}` is not allowed")),
        Text::new(
            "请删除锚点；若它属于文字，请给整段文字加引号",
            "remove the anchor; if it is part of a text, quote the whole text",
        ),
    )
}
