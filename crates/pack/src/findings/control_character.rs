//! A text holds a character that cannot be seen or printed.

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A text holds a character that cannot be seen or printed.
pub static CODE: Code = Code {
    name: "control-character",
    severity: Severity::Error,
    title: ["含有不可见的控制字符", "a control character stands in the text"],
    why: [
        "控制字符、文中的字节顺序标记和改变书写方向的字符看不见，却会使显示的内容与实际内容不同。请删除该字符；换行请用 `\\n` 或 `\\r\\n`。",
        "control characters, a byte order mark inside the text and characters that turn the direction of writing cannot be seen, yet what is shown then differs from what is meant; remove the character; lines end with `\\n` or `\\r\\n`",
    ],
};

/// The `character` at `span`.
#[must_use]
pub fn control_character(span: Span, character: char) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("文中含有不可见的控制字符 `U+{:04X}`", u32::from(character)),
            format!("the control character `U+{:04X}` stands in the text", u32::from(character)),
        ),
        Text::new("请删除该字符", "remove the character"),
    )
}
