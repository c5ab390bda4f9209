//! `record-incomplete`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A record without a required field.
pub static CODE: Code = Code {
    name: "record-incomplete",
    severity: Severity::Error,
    title: ["记录缺少字段", "the record lacks a field"],
    why: [
        "记录的必填字段要写全；标明 optional 的可以不写，不写即未知。",
        "A record needs all its fields; those marked optional may be left out and are unknown then.",
    ],
};

/// The finding at the record.
#[must_use]
pub fn at(span: Span, record: &Text, field: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("{}缺少 `{field}`", record.zh),
            format!("`{field}` is missing in the record ({})", record.en),
        ),
        Text::new(format!("补上 `{field}:`"), format!("add `{field}:`")),
    )
}
