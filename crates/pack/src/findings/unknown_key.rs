//! `unknown-key`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::nearest::suggest;
use crate::schema::in_english;
use crate::source::Span;
use crate::text::Text;

/// A key that its node does not have.
pub static CODE: Code = Code {
    name: "unknown-key",
    severity: Severity::Error,
    title: ["键名不存在", "there is no such key"],
    why: [
        "每种节点有固定的键名，见语言参考。多出来的键不会起作用，所以不接受。",
        "Each kind of node has its keys, listed in the language reference. A key that nothing reads would have no effect, so it is refused.",
    ],
};

/// The finding at the key; `kind` is the node's heading and name, `known` are its keys.
#[must_use]
pub fn at(span: Span, key: &str, title: [&str; 2], kind: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("{}没有键 `{key}`", title[0]), format!("{} has no key `{key}`", in_english(kind))),
        suggest(key, known),
    )
}

/// A piece of a text that a comma in braces ended: `piece` stands behind the comma, `text` of the key `key` before it.
#[must_use]
pub fn comma(span: Span, piece: &str, key: &str, text: &str) -> Diagnostic {
    let quote = if text.contains('\'') || piece.contains('\'') { '"' } else { '\'' };
    let whole = format!("{key}: {quote}{text}, {piece} …{quote}");
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("花括号中的逗号在 `{text}` 处结束了 `{key}` 的文字，`{piece}` 成了一个键"),
            format!("in braces the comma ends the text of `{key}` at `{text}`, so `{piece}` became a key"),
        ),
        Text::new(
            format!("给整段文字加引号，例如 `{whole}`"),
            format!("quote the whole text, as in `{whole}`"),
        ),
    )
}
