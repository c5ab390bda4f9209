//! `unknown-document`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// A kind of evidence that nothing defines.
pub static CODE: Code = Code {
    name: "unknown-document",
    severity: Severity::Error,
    title: ["佐证材料没有定义", "the document is not defined"],
    why: [
        "佐证材料的种类在 facts 文件的 documents 中定义，各评价项共用。",
        "Kinds of evidence are defined under documents in a facts file, so that items share them.",
    ],
};

/// The finding at the name; `known` are the kinds there are.
#[must_use]
pub fn at(span: Span, document: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("没有佐证材料 `{document}`"), format!("there is no document `{document}`")),
        suggest(document, known),
    )
}
