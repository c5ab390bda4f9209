//! `no-judging-layer`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// Typed points and nobody to type them.
pub static CODE: Code = Code {
    name: "no-judging-layer",
    severity: Severity::Warning,
    title: ["没有可以打分的评价环节", "no layer can type points"],
    why: [
        "judge 由申报之后的评价环节打分；只有一个评价环节时这个评价项永远为 0 分。",
        "Points are typed by the layers after the first; with one layer the item stays at 0.",
    ],
};

/// The finding at the item.
#[must_use]
pub fn at(span: Span, code: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{code}` 要打分，但申报之后没有评价环节"),
            format!("`{code}` is judged and no layer follows the claim"),
        ),
        Text::new("在 layers 中增加一个评价环节", "add a layer of assessors under `layers`"),
    )
}
