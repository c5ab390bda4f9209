//! `repeated-record`

use alloc::format;
use alloc::vec::Vec;

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
pub fn at(span: Span, record: &Text, key: &[&Text]) -> Diagnostic {
    let zh: Vec<&str> = key.iter().map(|field| field.zh.as_str()).collect();
    let en: Vec<&str> = key.iter().map(|field| field.en.as_str()).collect();
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("{}：{}都相同的记录已经写过一条", record.zh, zh.join("、")),
            format!("{}: one with the same {} stands above already", record.en, en.join(", ")),
        ),
        Text::new("两条合成一条，或者改正写错的一条", "make one of the two, or mend the one that is wrong"),
    )
}
