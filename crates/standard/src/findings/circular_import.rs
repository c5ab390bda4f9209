//! `circular-import`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// Packs that import each other in a circle.
pub static CODE: Code = Code {
    name: "circular-import",
    severity: Severity::Error,
    title: ["引入循环", "the imports run in a circle"],
    why: ["包不能直接或间接引入自己。", "A pack cannot import itself, directly or through others."],
};

/// The finding at the import.
#[must_use]
pub fn at(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("引入 `{name}` 又回到了起点"),
            format!("importing `{name}` leads back to where it started"),
        ),
        Text::new("把共用的内容移到第三个标准包", "move what both need to a third pack"),
    )
}
