//! `record-incomplete`

use alloc::format;
use alloc::vec::Vec;

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

/// The finding at the record with the fields that it lacks.
#[must_use]
pub fn at(span: Span, record: &Text, fields: &[&str]) -> Diagnostic {
    let named = |between: &str, after: &str| {
        fields.iter().map(|field| format!("`{field}{after}`")).collect::<Vec<_>>().join(between)
    };
    let are = if fields.len() == 1 { "is" } else { "are" };
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("{}缺少 {}", record.zh, named("、", "")),
            format!("{} {are} missing in the record ({})", named(", ", ""), record.en),
        ),
        Text::new(format!("补上 {}", named("、", ":")), format!("add {}", named(", ", ":"))),
    )
}
