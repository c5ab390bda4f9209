//! The text cannot be read as a tree.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// The text cannot be read as a tree.
pub static CODE: Code = Code {
    name: "syntax",
    severity: Severity::Error,
    title: ["文本结构有误", "the text cannot be read"],
    why: [
        "文本须是受限的 YAML：两个空格一层缩进，`键: 值` 各占一行，列表项以 `- ` 开头，引号和括号成对。语法错误只影响所在的文件。",
        "the text is restricted YAML: two spaces of indent a level, `key: value` on each line, list items begin with `- `, quotes and brackets come in pairs; a syntax error ends only its own file",
    ],
};

/// What is wrong at `span`, and what to do next.
#[must_use]
pub fn syntax(span: Span, message: Text, help: Text) -> Diagnostic {
    Diagnostic::new(&CODE, span, message, help)
}
