//! `bad-uscc`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A unified social credit code that cannot be.
pub static CODE: Code = Code {
    name: "bad-uscc",
    severity: Severity::Error,
    title: ["统一社会信用代码有误", "the unified social credit code is wrong"],
    why: [
        "统一社会信用代码 18 位，最后一位是校验码（GB 32100-2015）。",
        "A unified social credit code has 18 characters; the last one checks the others (GB 32100-2015).",
    ],
};

/// The finding at the code; `why` says what is wrong.
#[must_use]
pub fn at(span: Span, code: &str, why: Text) -> Diagnostic {
    let code: alloc::string::String = code.chars().take(40).collect();
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{code}` 不是有效的统一社会信用代码"),
            format!("`{code}` is no valid unified social credit code"),
        ),
        why,
    )
}
