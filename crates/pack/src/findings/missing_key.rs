//! `missing-key`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::schema::in_english;
use crate::source::Span;
use crate::text::Text;

/// A required key that is not there.
pub static CODE: Code = Code {
    name: "missing-key",
    severity: Severity::Error,
    title: ["缺少必填的键", "a required key is missing"],
    why: ["没有这个键，节点的意思不完整。", "Without this key the node does not say enough."],
};

/// The finding at the node; `kind` is its heading and name.
#[must_use]
pub fn at(span: Span, key: &str, title: [&str; 2], kind: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("{}缺少键 `{key}`", title[0]),
            format!("{} needs the key `{key}`", in_english(kind)),
        ),
        Text::new(format!("补上 `{key}:`"), format!("add `{key}:`")),
    )
}
