//! `unknown-clause`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// A clause that the source does not have.
pub static CODE: Code = Code {
    name: "unknown-clause",
    severity: Severity::Error,
    title: ["条款不存在", "there is no such clause"],
    why: [
        "clause 写来源文件的条款号，须在 pack.yaml 的 sources 中列出，读者由此找到原文。",
        "A clause names an anchor of the standard's source in pack.yaml, so that readers find the text.",
    ],
};

/// The finding at the clause; `known` are the clauses of the source.
#[must_use]
pub fn at(span: Span, clause: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("来源文件没有条款 `{clause}`"), format!("the source has no clause `{clause}`")),
        suggest(clause, known),
    )
}
