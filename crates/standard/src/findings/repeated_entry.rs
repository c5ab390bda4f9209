//! `repeated-entry`

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// An entry that stands in its list twice.
pub static CODE: Code = Code {
    name: "repeated-entry",
    severity: Severity::Warning,
    title: ["列表中有重复", "the entry stands in its list twice"],
    why: [
        "同一列表里两条完全相同，多半是复制后忘了修改；相加的规则会重复计分。",
        "Two entries of a list are equal: most likely a copy that was not changed; rules that add would count twice.",
    ],
};

/// The finding at the second; `first` is the first.
#[must_use]
pub fn at(span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("与前面的一条完全相同", "this is the same as an entry above"),
        Text::new("修改或删去一条", "change or remove one of them"),
    )
    .also(first, Text::new("第一条", "the first"))
}
