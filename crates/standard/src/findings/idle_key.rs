//! `idle-key`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A key that has no effect where it stands.
pub static CODE: Code = Code {
    name: "idle-key",
    severity: Severity::Warning,
    title: ["写了却不起作用", "the key has no effect"],
    why: [
        "这个键在这里不改变任何结果，读者却会以为它有用。",
        "The key changes nothing here, and readers will believe that it does.",
    ],
};

/// The finding at the key; `why` says why.
#[must_use]
pub fn at(span: Span, key: &str, why: &Text) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{key}` 在这里不起作用：{}", why.zh),
            format!("`{key}` has no effect here: {}", why.en),
        ),
        Text::new("删去，或写到起作用的地方", "remove it, or write it where it has one"),
    )
}
