//! `bad-share`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A share outside 0 to 100 percent.
pub static CODE: Code = Code {
    name: "bad-share",
    severity: Severity::Error,
    title: ["比例不在 0 与 100% 之间", "a share lies outside 0 to 100%"],
    why: [
        "位次和参评比例都是整体的一部分，写作 0% 到 100%。",
        "A rank in the cohort and a share of points are parts of a whole, written 0% to 100%.",
    ],
};

/// The finding at the share.
#[must_use]
pub fn at(span: Span, written: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("`{written}` 不是 0% 到 100% 之间的比例"),
            format!("`{written}` is no share between 0% and 100%"),
        ),
        Text::new("写作百分数，例如 `70%`", "write it in percent, such as `70%`"),
    )
}
