//! `bad-day`

use alloc::format;

use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// A day of a stage or of a calendar that cannot be read.
pub static CODE: Code = Code {
    name: "bad-day",
    severity: Severity::Error,
    title: ["月日写法不对", "a day of the year is not readable"],
    why: [
        "阶段的起止写作“月-日”，例如 11-15；日历的放假日写作“年-月-日”，须在所列的年份内。没有的日子不行。",
        "A stage opens and closes on `month-day`, such as 11-15; days of a calendar are whole dates in the year that lists them. The day must exist.",
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

/// A day off of a calendar that cannot be read.
#[must_use]
pub fn off(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{text}` 不是日期"), format!("`{text}` is neither a day nor some days")),
        Text::new(
            "写作 `2026-10-01`，连续几天写作 `2026-10-01/2026-10-07`",
            "write `2026-10-01`, or `2026-10-01/2026-10-07` for the days between, both in",
        ),
    )
}

/// A day of a calendar that stands under another year, where nobody looks for it.
#[must_use]
pub fn other_year(span: Span, text: &str, year: i16) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{text}` 不在 {year} 年内"), format!("`{text}` is not in the year {year}")),
        Text::new(
            "移到它所在的年份下；跨年的分成两段",
            "put it under its own year; split days that cross the turn of a year",
        ),
    )
}

/// A year of a calendar that cannot be read.
#[must_use]
pub fn year(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("`{text}` 不是年份"), format!("`{text}` is no year")),
        Text::new("写四位数字，例如 `2026`", "write four digits, such as `2026`"),
    )
}
