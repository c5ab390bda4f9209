//! Moments in the programme's zone, deadlines and working days. No clock: `now` is an argument everywhere.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use core::fmt;

use duheng_pack::calendar::Date;
use duheng_pack::number::read_whole;
use duheng_pack::text::Text;
use serde::{Deserialize, Serialize};

/// A moment of civil time in the programme's zone, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// Seconds since midnight, 0 to 86,399.
    pub second: u32,
}

impl Moment {
    /// The first moment of a day.
    #[must_use]
    pub fn start_of(date: Date) -> Self {
        Self { date, second: 0 }
    }

    /// Reads `2026-05-31`, `2026-05-31 23:59` or `2026-05-31 23:59:59`; `24:00` is the first moment of the next day.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (day, time) = text.trim().split_once(' ').unwrap_or((text.trim(), "00:00"));
        let date = Date::read(day).ok()?;
        let mut parts = time.trim().split(':').map(|part| {
            let two_digits = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            if two_digits { part.parse::<u32>().ok() } else { None }
        });
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = parts.next().unwrap_or(Some(0))?;
        if parts.next().is_some() || minute > 59 || second > 59 {
            return None;
        }
        match (hour, minute, second) {
            (0..=23, ..) => Some(Self { date, second: hour * 3600 + minute * 60 + second }),
            (24, 0, 0) => Some(Self::start_of(date.plus_days(1)?)),
            _ => None,
        }
    }
}

impl fmt::Display for Moment {
    /// `2026-05-31 23:59:59`, without seconds where they are zero.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = (self.second / 3600, self.second / 60 % 60, self.second % 60);
        write!(f, "{} {hour:02}:{minute:02}", self.date)?;
        if second == 0 { Ok(()) } else { write!(f, ":{second:02}") }
    }
}

/// The days between which something can be done: from the start of the first to 24:00 of the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The first day.
    pub opens: Option<Date>,
    /// The last day, included.
    pub closes: Option<Date>,
}

/// How a moment lies to a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// It opens on this day.
    Early(Date),
    /// Inside.
    In,
    /// It closed at 24:00 of this day.
    Late(Date),
}

impl Window {
    /// How `now` lies to the window.
    #[must_use]
    pub fn timing(self, now: Moment) -> Timing {
        match (self.opens, self.closes) {
            (Some(opens), _) if now.date < opens => Timing::Early(opens),
            (_, Some(closes)) if now.date > closes => Timing::Late(closes),
            _ => Timing::In,
        }
    }
}

/// How long something lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Calendar days.
    Days(u16),
    /// Working days by the programme's calendar.
    Workdays(u16),
    /// Calendar months.
    Months(u16),
    /// Years.
    Years(u16),
}

impl Span {
    /// Reads `5 workdays`, `10 days`, `3 months`, `3 years`; one of them is `1 workday`, `1 day`, `1 month`, `1 year`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (number, unit) = text.trim().split_once(' ')?;
        let number = read_whole(number).and_then(|number| u16::try_from(number).ok())?;
        match (number, unit.trim()) {
            (1, "day") | (2.., "days") => Some(Self::Days(number)),
            (1, "workday") | (2.., "workdays") => Some(Self::Workdays(number)),
            (1, "month") | (2.., "months") => Some(Self::Months(number)),
            (1, "year") | (2.., "years") => Some(Self::Years(number)),
            _ => None,
        }
    }

    /// The last day of a span that begins on `day`: days are counted from the next one, months and years end on the
    /// same day. Fails with the year for which the calendar has no working days.
    pub fn from(self, day: Date, calendar: &Workdays) -> Result<Date, i16> {
        let out_of_calendar = i16::MAX;
        match self {
            Self::Days(days) => day.plus_days(days.into()).ok_or(out_of_calendar),
            Self::Workdays(days) => calendar.after(day, days),
            Self::Months(months) => day.plus_months(months.into()).ok_or(out_of_calendar),
            Self::Years(years) => day.plus_years(years.into()).ok_or(out_of_calendar),
        }
    }

    /// The span in words.
    #[must_use]
    pub fn in_words(self) -> Text {
        let (number, zh, en) = match self {
            Self::Days(days) => (days, "日", "day"),
            Self::Workdays(days) => (days, "个工作日", "working day"),
            Self::Months(months) => (months, "个月", "month"),
            Self::Years(years) => (years, "年", "year"),
        };
        let plural = if number == 1 { "" } else { "s" };
        Text::new(alloc::format!("{number} {zh}"), alloc::format!("{number} {en}{plural}"))
    }
}

/// A calendar of working days, as data: a year that is not listed is unknown, never guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workdays {
    /// Its name.
    pub id: String,
    /// For each known year: days off from Monday to Friday, and working days on a weekend.
    pub years: BTreeMap<i16, (BTreeSet<Date>, BTreeSet<Date>)>,
}

impl Workdays {
    /// Whether people work on a day; fails with the year if it is not known.
    pub fn is_workday(&self, day: Date) -> Result<bool, i16> {
        let (off, on) = self.years.get(&day.year()).ok_or(day.year())?;
        // 0001-01-01 was a Monday
        let weekend = day.days_since(Date::FIRST).rem_euclid(7) >= 5;
        Ok(if weekend { on.contains(&day) } else { !off.contains(&day) })
    }

    /// The `count`-th working day after `day`; `day` itself does not count.
    pub fn after(&self, day: Date, count: u16) -> Result<Date, i16> {
        let (mut at, mut left) = (day, count);
        while left > 0 {
            at = at.plus_days(1).ok_or(i16::MAX)?;
            if self.is_workday(at)? {
                left -= 1;
            }
        }
        Ok(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::read(text).unwrap()
    }

    #[test]
    fn a_closing_day_lasts_to_midnight() {
        let window = Window { opens: Some(date("2026-03-01")), closes: Some(date("2026-05-31")) };
        let timing = |text: &str| window.timing(Moment::read(text).unwrap());
        assert_eq!(timing("2026-05-31 23:59:59"), Timing::In);
        assert_eq!(timing("2026-05-31 24:00"), Timing::Late(date("2026-05-31")));
        assert_eq!(timing("2026-02-28 23:59:59"), Timing::Early(date("2026-03-01")));
        assert_eq!(timing("2026-03-01"), Timing::In);
    }

    #[test]
    fn times_that_do_not_exist_are_refused() {
        for text in [
            "2026-02-30 10:00",
            "2026-02-03 24:01",
            "2026-02-03 10:60",
            "2026-02-03 9:00",
            "2026-02-03 +9:00",
        ] {
            assert_eq!(Moment::read(text), None, "{text}");
        }
    }

    #[test]
    fn the_unit_of_a_span_goes_with_its_number() {
        assert_eq!(Span::read("5 workdays"), Some(Span::Workdays(5)));
        assert_eq!(Span::read("1 workday"), Some(Span::Workdays(1)));
        assert_eq!(Span::read("３ months"), Some(Span::Months(3)));
        for text in ["5 workday", "1 days", "0 days", "-1 years", "3months", "3 weeks", "70000 days"] {
            assert_eq!(Span::read(text), None, "{text}");
        }
        let help = crate::findings::bad_span::at(Default::default(), "5 workday").help;
        assert_eq!(help.en, "write `5 workdays`");
    }

    #[test]
    fn working_days_follow_the_calendar() {
        let off = ["2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07"].map(date).into();
        let calendar =
            Workdays { id: "cn".into(), years: [(2026, (off, [date("2026-10-10")].into()))].into() };
        // Wednesday; then the holiday; 8, 9 and Saturday 10 are worked
        assert_eq!(calendar.after(date("2026-09-30"), 3), Ok(date("2026-10-10")));
        assert_eq!(calendar.after(date("2026-12-31"), 1), Err(2027));
        assert_eq!(Span::Years(3).from(date("2024-02-29"), &calendar), Ok(date("2027-02-28")));
    }
}
