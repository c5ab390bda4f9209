//! `date-outside`

use alloc::format;

use duheng_pack::calendar::Date;
use duheng_pack::diagnostic::{Code, Diagnostic, Severity};
use duheng_pack::source::Span;
use duheng_pack::text::Text;
use duheng_pack::vocabulary::DayBound;

/// A date before the first or after the last day that is possible.
pub static CODE: Code = Code {
    name: "date-outside",
    severity: Severity::Error,
    title: ["日期超出可能的范围", "the date is outside its bounds"],
    why: [
        "记录已发生之事的日期不晚于基准日；其他日期有各自的最早或最晚一天。超出的多半是年份写错。",
        "What has happened has a date not after the day of the evaluation; other dates have a first or last day of their own. Outside them the year is usually wrong.",
    ],
};

/// A date after the last day.
#[must_use]
pub fn after(span: Span, title: &Text, date: Date, bound: DayBound, as_of: Date) -> Diagnostic {
    let day = bound.day(as_of);
    let (zh, en, help) = match bound {
        DayBound::AsOf => (
            format!("基准日 {day}"),
            format!("{day}, the day of the evaluation"),
            Text::new(
                "检查日期；基准日以后的事不填",
                "check the date, and leave out what happens after that day",
            ),
        ),
        DayBound::On(_) => (format!("{day}"), format!("{day}"), Text::new("检查日期", "check the date")),
    };
    Diagnostic::new(
        &CODE,
        span,
        Text::new(format!("{} {date} 晚于{zh}", title.zh), format!("{date} ({}) is after {en}", title.en)),
        help,
    )
}

/// A date before the first day.
#[must_use]
pub fn before(span: Span, title: &Text, date: Date, bound: DayBound, as_of: Date) -> Diagnostic {
    let day = bound.day(as_of);
    Diagnostic::new(
        &CODE,
        span,
        Text::new(
            format!("{} {date} 早于 {day}", title.zh),
            format!("{date} ({}) is before {day}", title.en),
        ),
        Text::new("检查日期", "check the date"),
    )
}
