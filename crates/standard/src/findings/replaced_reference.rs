//! `replaced-reference`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// An item that refers to a standard which is no longer in force.
pub static CODE: Code = Code {
    name: "replaced-reference",
    severity: Severity::Warning,
    title: ["引用的标准已不是现行", "the reference is no longer in force"],
    why: [
        "评价项所依据的标准已被代替或废止时，评价要求可能要随之修改。",
        "Where a standard that an item rests on was replaced or withdrawn, the requirement may have to follow.",
    ],
};

/// The finding at the reference; `by` is what replaced it, empty for nothing.
#[must_use]
pub fn at(span: Span, reference: &str, by: &str) -> Diagnostic {
    let said = match by {
        "" => Text::new(format!("`{reference}` 已废止"), format!("`{reference}` was withdrawn")),
        by => Text::new(
            format!("`{reference}` 已被 `{by}` 代替"),
            format!("`{reference}` was replaced by `{by}`"),
        ),
    };
    Diagnostic::new(
        &CODE,
        span,
        said,
        Text::new(
            "核对本项要求是否仍然适用，再改引现行标准",
            "check whether the requirement still holds, then refer to what is in force",
        ),
    )
}
