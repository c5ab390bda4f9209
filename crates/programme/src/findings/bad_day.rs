//! `bad-day`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A day of the year that cannot be read.
pub static CODE: Code = Code {
    name: "bad-day",
    severity: Severity::Error,
    title: ["月日写法不对", "a day of the year is not readable"],
    why: [
        "阶段的起止写作“月-日”，例如 11-15；一年中没有的日子不行。",
        "A stage opens and closes on `month-day`, such as 11-15; the day must exist.",
    ],
};

/// The finding.
#[must_use]
pub fn at(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{text}` 不是一年中的一天"), format!("`{text}` is no day of the year")),
        Text::new("写作“月-日”，例如 `11-15`", "write `month-day`, for example `11-15`"),
    )
}
