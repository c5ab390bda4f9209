//! A key stands twice in one map.

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A key stands twice in one map.
pub static CODE: Code = Code {
    name: "duplicate-key",
    severity: Severity::Error,
    title: ["键重复", "a key stands twice"],
    why: [
        "同一映射中同一个键只能出现一次：两个值中哪一个有效，读者和程序都无从判断。请合并两处内容，或改正其中一个键名。",
        "a key stands only once in a map: of two values neither a reader nor a program can say which one counts; merge the two, or correct one of the names",
    ],
};

/// The `key` at `span`, which stood at `first` before.
#[must_use]
pub fn duplicate_key(span: Span, key: &str, first: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("键 `{key}` 在此映射中重复出现"),
            format!("the key `{key}` stands twice in this map"),
        ),
        Text::new("请删除或改名其中一处，或把两处内容合并", "remove or rename one of them, or merge the two"),
    )
    .also(first, Text::new("首次出现在此处", "it stands here first"))
}
