//! `repeated-record`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// Two records with one key in one list.
pub static CODE: Code = Code {
    name: "repeated-record",
    severity: Severity::Error,
    title: ["记录重复", "the record stands twice"],
    why: [
        "一份清单里，键字段相同的就是同一条记录，只能写一次；两条内容不同时，程序不替人选择。",
        "Within a list, records with equal key fields are one and the same and stand once; where two say different things, the program does not choose.",
    ],
};

/// The finding at the second one; `key` are the fields that tell records apart.
#[must_use]
pub fn at(span: Span, record: &Text, key: &[&str]) -> Diagnostic {
    let key = key.join(", ");
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("{}：{key} 相同的记录已经写过", record.zh),
            format!("a record with this {key} stands above already ({})", record.en),
        ),
        Text::new("合成一条，或者改正其中一条的键字段", "make one of the two, or mend what tells them apart"),
    )
}
