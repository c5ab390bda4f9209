//! `unused-erratum`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// An erratum that the items it is about do not show.
pub static CODE: Code = Code {
    name: "unused-erratum",
    severity: Severity::Warning,
    title: ["勘误未被引用", "the erratum is not referred to"],
    why: [
        "勘误的 at 写了评价项，那些评价项的 errata 也应写上它，读者才看得到。",
        "Where `at` names an item, that item names the erratum too, so that its readers see it.",
    ],
};

/// The finding at the code in `at`.
#[must_use]
pub fn at(span: Span, erratum: &str, code: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{code}` 没有引用勘误 `{erratum}`"),
            format!("`{code}` does not name the erratum `{erratum}`"),
        ),
        Text::new(
            format!("在 `{code}` 写 `errata: [{erratum}]`，或从 at 中删去"),
            format!("write `errata: [{erratum}]` at `{code}`, or remove it from `at`"),
        ),
    )
}
