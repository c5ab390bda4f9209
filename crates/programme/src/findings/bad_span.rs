//! `bad-span`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A length of time that cannot be read.
pub static CODE: Code = Code {
    name: "bad-span",
    severity: Severity::Error,
    title: ["期限写法不对", "a length of time is not readable"],
    why: [
        "期限写作“5 workdays”“10 days”“3 months”“3 years”。",
        "A length of time is written as `5 workdays`, `10 days`, `3 months` or `3 years`.",
    ],
};

/// The finding.
#[must_use]
pub fn at(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{text}` 不是期限"), format!("`{text}` is no length of time")),
        Text::new(
            "写作 `5 workdays`、`10 days`、`3 months` 或 `3 years`",
            "write `5 workdays`, `10 days`, `3 months` or `3 years`",
        ),
    )
}
