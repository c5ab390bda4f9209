//! `unknown-layer`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// A layer that the standard does not have.
pub static CODE: Code = Code {
    name: "unknown-layer",
    severity: Severity::Error,
    title: ["评价环节不存在", "there is no such layer"],
    why: [
        "评价环节由标准的 layers 规定；第一个评价环节的记载写在 facts 下。",
        "Layers are declared in the standard; entries of the first one stand under facts.",
    ],
};

/// The finding at the layer; `known` are the layers there are.
#[must_use]
pub fn at(span: Span, layer: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("标准没有评价环节 `{layer}`"), format!("the standard has no layer `{layer}`")),
        suggest(layer, known),
    )
}

/// Entries of the first layer among those of assessors.
#[must_use]
pub fn first(span: Span, layer: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{layer}` 是第一层"), format!("`{layer}` is the first layer")),
        Text::new("把它的记载写在 `facts:` 下", "write its entries under `facts:`"),
    )
}
