//! Civil dates, periods and windows. No clock: what day it is comes from outside. Of time zones
//! only the names.

mod period;
mod read;
#[cfg(test)]
mod tests;
mod zone;

use core::fmt;

use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use period::{DateRange, Period, PeriodError, Step, quarters_ending, trailing, years_ending};
pub use read::DateError;
pub use zone::{is_zone, zones};

/// The first and the last year of the calendar.
const YEARS: core::ops::RangeInclusive<i16> = 1..=9999;

/// A day of the Gregorian calendar, from 0001-01-01 to 9999-12-31.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// The first day of the calendar.
    pub const FIRST: Self = Self(civil::Date::constant(1, 1, 1));
    /// The last day of the calendar.
    pub const LAST: Self = Self(civil::Date::constant(9999, 12, 31));

    /// The day of a year (1 to 9999), month (1 to 12) and day; `None` if there is no such day.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        if !YEARS.contains(&year) {
            return None;
        }
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The quarter, 1 to 4.
    #[must_use]
    pub fn quarter(self) -> u8 {
        match self.month() {
            ..=3 => 1,
            4..=6 => 2,
            7..=9 => 3,
            _ => 4,
        }
    }

    /// The same day some years later (earlier, if negative); 29 February becomes 28 February in a common year.
    ///
    /// `None` outside the calendar.
    #[must_use]
    pub fn plus_years(self, years: i32) -> Option<Self> {
        self.in_month(i32::from(self.year()).checked_add(years)?, self.month())
    }

    /// The same day some months later (earlier, if negative), or the last day of a month that is too short.
    ///
    /// `None` outside the calendar.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Option<Self> {
        let since_zero = i32::from(self.year()).checked_mul(12)?.checked_add(i32::from(self.month()))?;
        let target = since_zero.checked_sub(1)?.checked_add(months)?;
        let month = i8::try_from(target.rem_euclid(12)).ok()?.checked_add(1)?;
        self.in_month(target.div_euclid(12), month)
    }

    /// The day some days later (earlier, if negative); `None` outside the calendar.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Option<Self> {
        let span = jiff::Span::new().try_days(days).ok()?;
        let date = self.0.checked_add(span).ok()?;
        YEARS.contains(&date.year()).then_some(Self(date))
    }

    /// The number of days from `earlier` to it; negative if `earlier` is later.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i32 {
        // Both days are in the calendar, so the span is at most 3,652,058 days.
        self.0.since(earlier.0).map_or(0, |span| span.get_days())
    }

    /// The same day of another month, or its last day.
    fn in_month(self, year: i32, month: i8) -> Option<Self> {
        let first = Self::new(i16::try_from(year).ok()?, month, 1)?;
        Self::new(first.year(), month, self.day().min(first.0.days_in_month()))
    }
}

impl fmt::Display for Date {
    /// `2025-06-01`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = alloc::string::String::deserialize(deserializer)?;
        Self::read(&text).map_err(|_| de::Error::custom("there is no such day"))
    }
}
