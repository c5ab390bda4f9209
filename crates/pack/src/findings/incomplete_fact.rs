//! `incomplete-fact`

use alloc::format;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::Text;

/// A fact with neither type nor formula, or with both.
pub static CODE: Code = Code {
    name: "incomplete-fact",
    severity: Severity::Error,
    title: ["事实没有写完整", "the fact does not say what it holds"],
    why: [
        "一个事实或者写 type（填报），或者写 formula（派生），两者选一；派生事实不写 per、min、max、by、from。",
        "A fact has either a type (stated) or a formula (derived); a derived one has no per, min, max, by or from.",
    ],
};

/// The finding at the fact.
#[must_use]
pub fn at(span: Span, name: &str, both: bool) -> Diagnostic {
    let message = if both {
        Text::new(
            format!("`{name}` 同时写了 type 和 formula"),
            format!("`{name}` has both a type and a formula"),
        )
    } else {
        Text::new(
            format!("`{name}` 没有 type，也没有 formula"),
            format!("`{name}` has neither a type nor a formula"),
        )
    };
    Diagnostic::new(&CODE, span, message, Text::new("两者选写一个", "write one of the two"))
}

/// A key that a fact of this form does not have.
#[must_use]
pub fn key(span: Span, name: &str, key: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{name}` 不能有键 `{key}`"), format!("`{name}` cannot have the key `{key}`")),
        Text::new("删去这个键", "remove the key"),
    )
}

/// `shown: number` on a fact that is no share.
#[must_use]
pub fn shown(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new("公式的结果不是比率，不必写 shown", "the formula gives no ratio, so `shown` says nothing"),
        Text::new("删去这个键", "remove the key"),
    )
}
