//! `unknown-source`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// A source that pack.yaml does not declare.
pub static CODE: Code = Code {
    name: "unknown-source",
    severity: Severity::Error,
    title: ["来源文件没有登记", "the source is not declared"],
    why: [
        "标准的 source 是 pack.yaml 中 sources 的一个编号。",
        "The source of a standard is the id of one in pack.yaml.",
    ],
};

/// The finding at the source; `known` are the declared ones.
#[must_use]
pub fn at(span: Span, source: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("pack.yaml 没有来源文件 `{source}`"),
            format!("pack.yaml declares no source `{source}`"),
        ),
        suggest(source, known),
    )
}
