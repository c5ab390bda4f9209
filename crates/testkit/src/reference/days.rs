//! Days, periods and windows by plain counting.

use duheng_pack::calendar::{Date, DateRange, Period, Step};
use duheng_pack::expr::Window;

/// A day as year, month and day of the month; they compare as days do.
pub type Day = (i32, i32, i32);

/// The day of a date.
pub fn day(date: Date) -> Day {
    (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()))
}

/// How many days a month has.
fn month_length(year: i32, month: i32) -> i32 {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day before.
fn day_before((year, month, day): Day) -> Day {
    match (month, day) {
        (1, 1) => (year - 1, 12, 31),
        (_, 1) => (year, month - 1, month_length(year, month - 1)),
        _ => (year, month, day - 1),
    }
}

/// The same day of an earlier month, or its last day where it is too short.
fn months_before((year, month, day): Day, months: i32) -> Day {
    let (mut year, mut month) = (year, month);
    for _ in 0..months {
        if month == 1 {
            (year, month) = (year - 1, 12);
        } else {
            month -= 1;
        }
    }
    (year, month, day.min(month_length(year, month)))
}

/// The first day of `trailing n …`, counted back from `as_of`.
fn trailing_start(as_of: Day, n: u16, step: Step) -> Day {
    match step {
        Step::Years => months_before(as_of, i32::from(n) * 12),
        Step::Months => months_before(as_of, i32::from(n)),
        Step::Days => (0..n).fold(as_of, |at, _| day_before(at)),
    }
}

/// Whether a day lies in a window; `year` is the reporting year.
pub fn in_window(at: Day, window: Window, as_of: Day, year: i16) -> bool {
    match window {
        Window::Trailing(n, step) => trailing_start(as_of, n, step) <= at && at <= as_of,
        Window::Years(_) | Window::Quarters(_) => {
            periods(window, year).into_iter().any(|period| in_period(at, period))
        }
    }
}

/// Whether a day lies in a period.
pub fn in_period((year, month, _): Day, period: Period) -> bool {
    match period {
        Period::Year(of) => year == i32::from(of),
        Period::Quarter { year: of, quarter } => {
            year == i32::from(of) && (month - 1) / 3 + 1 == i32::from(quarter)
        }
    }
}

/// Whether a day lies between two days, both in; an end that is absent is open.
pub fn in_range(at: Day, range: &DateRange) -> bool {
    let begun = match range.from {
        Some(from) => day(from) <= at,
        None => true,
    };
    let lasting = match range.until {
        Some(until) => at <= day(until),
        None => true,
    };
    begun && lasting
}

/// The period of the same kind `n` earlier; later, if negative. It stays in the years 1 to 9999.
pub fn earlier(period: Period, n: i16) -> Period {
    match period {
        Period::Year(year) => {
            let target = (i32::from(year) - i32::from(n)).clamp(1, 9999);
            Period::Year(i16::try_from(target).unwrap_or(year))
        }
        Period::Quarter { year, quarter } => {
            let mut at = (year, quarter);
            for _ in 0..n.unsigned_abs() {
                at = match (n > 0, at) {
                    (true, (1, 1)) => (1, 1),
                    (true, (year, 1)) => (year - 1, 4),
                    (true, (year, quarter)) => (year, quarter - 1),
                    (false, (9999, 4)) => (9999, 4),
                    (false, (year, 4)) => (year + 1, 1),
                    (false, (year, quarter)) => (year, quarter + 1),
                };
            }
            Period::Quarter { year: at.0, quarter: at.1 }
        }
    }
}

/// The periods of a window, in order of time; none for a trailing one.
pub fn periods(window: Window, year: i16) -> Vec<Period> {
    let (mut period, count) = match window {
        Window::Years(count) => (Period::Year(year), count),
        Window::Quarters(count) => (Period::Quarter { year, quarter: 4 }, count),
        Window::Trailing(..) => return Vec::new(),
    };
    let mut found = Vec::new();
    for _ in 0..count {
        found.insert(0, period);
        period = earlier(period, 1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailing_windows_begin_on_the_same_day() {
        assert_eq!(trailing_start((2026, 6, 1), 3, Step::Years), (2023, 6, 1));
        assert_eq!(trailing_start((2024, 2, 29), 1, Step::Years), (2023, 2, 28));
        assert_eq!(trailing_start((2026, 5, 31), 3, Step::Months), (2026, 2, 28));
        assert_eq!(trailing_start((2024, 3, 1), 1, Step::Days), (2024, 2, 29));
        assert_eq!(trailing_start((2026, 1, 1), 366, Step::Days), (2024, 12, 31));
    }

    #[test]
    fn quarters_of_a_window_are_in_order_of_time() {
        let quarter = |year, quarter| Period::Quarter { year, quarter };
        assert_eq!(
            periods(Window::Quarters(5), 2025),
            [quarter(2024, 4), quarter(2025, 1), quarter(2025, 2), quarter(2025, 3), quarter(2025, 4)]
        );
        assert_eq!(earlier(quarter(2025, 4), -1), quarter(2026, 1));
        assert!(in_period((2025, 6, 30), quarter(2025, 2)));
        assert!(!in_period((2025, 7, 1), quarter(2025, 2)));
    }
}
