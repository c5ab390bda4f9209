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

/// The finding at the record with the fields that it lacks: their titles, for people, and their names, for files.
#[must_use]
pub fn at(span: Span, record: &Text, fields: &[(&str, &Text)]) -> Diagnostic {
    let titled = |between: &str, pick: fn(&Text) -> &str| {
        let titles = fields.iter().map(|(name, title)| match pick(title) {
            "" => format!("`{name}`"),
            title => title.into(),
        });
        titles.collect::<Vec<_>>().join(between)
    };
    let named =
        |between: &str| fields.iter().map(|(name, _)| format!("`{name}:`")).collect::<Vec<_>>().join(between);
    let are = if fields.len() == 1 { "is" } else { "are" };
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("{}缺少{}", record.zh, titled("、", |title| &title.zh)),
            format!("{} {are} missing in the record ({})", titled(", ", |title| &title.en), record.en),
        ),
        Text::new(format!("补上 {}", named("、")), format!("add {}", named(", "))),
    )
}
