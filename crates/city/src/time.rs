//! Days and moments of the city.

use duheng_pack::calendar::Date;
use jiff::civil;
use jiff::tz::TimeZone;

use crate::plot::Plot;
use crate::trouble::Trouble;

/// The zone of the packs' days.
const ZONE: &str = "Asia/Shanghai";
/// The hour at which the city is looked at first.
const OPENING: i64 = 9 * 3600;
/// How many days before the first edition people come to the platform.
const EARLIER: i32 = 20;

/// Microseconds since 1970-01-01 UTC of a second of a day.
#[must_use]
pub fn microseconds(date: Date, second: i64) -> i64 {
    let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
    let midnight = civil::date(date.year(), date.month(), date.day()).at(0, 0, 0, 0);
    let start = zone.to_ambiguous_zoned(midnight).compatible().map(|time| time.timestamp().as_microsecond());
    start.unwrap_or_default().saturating_add(second.saturating_mul(1_000_000))
}

/// When the city is looked at first: in the morning of its day.
#[must_use]
pub fn opening(as_of: Date) -> i64 {
    microseconds(as_of, OPENING)
}

/// When people come: before the first edition of all plots.
pub(crate) fn beginning(as_of: Date, plots: &[Plot]) -> Result<i64, Trouble> {
    let first = plots.iter().flat_map(|plot| plot.editions.values()).map(|edition| edition.begins).min();
    Ok(microseconds(later(as_of, first.unwrap_or_default() - EARLIER)?, OPENING))
}

/// A day so many days after another.
pub(crate) fn later(day: Date, days: i32) -> Result<Date, Trouble> {
    day.plus_days(days).ok_or_else(|| Trouble::Data(format!("there is no day {days} days after {day}")))
}
