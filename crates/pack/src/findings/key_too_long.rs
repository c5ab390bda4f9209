//! A key is longer than may be read.

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A key is longer than may be read.
pub static CODE: Code = Code {
    name: "key-too-long",
    severity: Severity::Error,
    title: ["键过长", "a key is too long"],
    why: [
        "键是名称或代码，长度有上限，以便每行可读。请把说明文字放在值里。",
        "a key is a name or a code and has a greatest length, so that lines stay readable; descriptions belong into the value",
    ],
};

/// A key with more than `limit` characters.
#[must_use]
pub fn key_too_long(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("此键超过 {limit} 个字符"), format!("this key has more than {limit} characters")),
        Text::new("请缩短键名，把说明文字放在值里", "shorten the key and put the description into its value"),
    )
}
