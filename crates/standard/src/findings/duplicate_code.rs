//! `duplicate-code`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A code that stands twice.
pub static CODE: Code = Code {
    name: "duplicate-code",
    severity: Severity::Error,
    title: ["编号重复", "the code is taken"],
    why: [
        "部分、指标、评价项、等级、评价环节的编号各自唯一，评分表和评审记录都按编号引用。",
        "Codes of parts, indicators, items, grades and layers are unique: score sheets and reviews refer to them.",
    ],
};

/// The finding at the second one; `first` is the place of the first.
#[must_use]
pub fn at(span: Span, code: &str, first: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("编号 `{code}` 已经用过"), format!("the code `{code}` is taken")),
        Text::new("改用另一个编号", "give it another code"),
    )
    .also(first, Text::new("第一处", "the first one"))
}

/// A target that an item names twice.
#[must_use]
pub fn target(span: Span, target: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("目标 `{target}` 写了两次"), format!("the target `{target}` stands twice")),
        Text::new("删去一处", "remove one of the two"),
    )
}
