//! A map merges another one (`<<`).

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A map merges another one (`<<`).
pub static CODE: Code = Code {
    name: "merge-key",
    severity: Severity::Error,
    title: ["不允许合并键", "merge keys are refused"],
    why: [
        "合并键 `<<` 会把别处的内容带入此映射，读者看不到实际生效的值。请直接写出各键。",
        "the merge key `<<` brings in content from elsewhere, so that a reader does not see the values that count; write the keys out",
    ],
};

/// The merge key at `span`.
#[must_use]
pub fn merge_key(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("不允许使用合并键 `<<`", "the merge key `<<` is not allowed"),
        Text::new("请在此映射中直接写出各键", "write the keys out in this map"),
    )
}
