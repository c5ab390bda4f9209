//! Refusals of days and years that only a slip of the pen gives.

use core::fmt::Display;

use duheng_pack::calendar::Date;

use super::{Refusal, both};

/// A day or a year before the first or after the last that there can be.
#[must_use]
pub fn out_of_bounds(found: impl Display, first: impl Display, last: impl Display) -> Refusal {
    Refusal::new(
        "day-out-of-bounds",
        both!("{0} 不在 {1} 至 {2} 之间", "{0} does not lie between {1} and {2}", found, first, last),
        both!("请在这一范围内填写", "keep within these bounds"),
    )
}

/// A stage that would close before it opens.
#[must_use]
pub fn window_reversed(opens: Date, closes: Date) -> Refusal {
    Refusal::new(
        "window-reversed",
        both!("截止日 {1} 早于起始日 {0}", "the last day {1} lies before the first day {0}", opens, closes),
        both!("请填 {0} 或以后的日期", "write {0} or a later day", opens),
    )
}

/// A last day that is over already.
#[must_use]
pub fn day_past(day: Date, today: Date) -> Refusal {
    Refusal::new(
        "day-past",
        both!("{0} 已经过去", "{0} is over already", day),
        both!("请填 {0} 或以后的日期", "write {0} or a later day", today),
    )
}
