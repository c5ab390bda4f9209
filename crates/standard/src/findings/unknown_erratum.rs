//! `unknown-erratum`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::suggest;
use duheng_pack::text::Text;

/// An erratum that errata.yaml does not have.
pub static CODE: Code = Code {
    name: "unknown-erratum",
    severity: Severity::Error,
    title: ["勘误不存在", "there is no such erratum"],
    why: ["errata 写勘误表 errata.yaml 中的编号。", "errata names entries of errata.yaml."],
};

/// The finding at the id; `known` are the errata.
#[must_use]
pub fn at(span: Span, erratum: &str, known: &[&str]) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("勘误表没有 `{erratum}`"), format!("errata.yaml has no `{erratum}`")),
        suggest(erratum, known),
    )
}
