//! `unknown-reference`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// A reference that the list of the pack does not have.
pub static CODE: Code = Code {
    name: "unknown-reference",
    severity: Severity::Error,
    title: ["引用的标准不在表中", "there is no such reference"],
    why: [
        "pack.yaml 列有 references 时，评价项只引用表中的标准，其版本和时效才有处可查。",
        "Where pack.yaml lists references, items name those alone, so that version and status are known of each.",
    ],
};

/// The finding at the reference; `known` are those of the list.
#[must_use]
pub fn at(span: Span, reference: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("pack.yaml 的 references 没有 `{reference}`"),
            format!("the references of pack.yaml have no `{reference}`"),
        ),
        suggest(reference, known),
    )
}
