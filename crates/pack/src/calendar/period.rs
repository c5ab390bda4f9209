//! Years, quarters, and the windows made of them.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::{Serialize, Serializer};

use super::read::fixed;
use super::{Date, YEARS};
use crate::number::half_width;
use crate::text::Text;

/// A calendar year or a quarter of one.
///
/// Years are 1 to 9999, quarters 1 to 4; functions take a value outside as the nearest inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// 1 January to 31 December.
    Year(i16),
    /// Three months.
    Quarter {
        /// The year.
        year: i16,
        /// 1 to 4.
        quarter: u8,
    },
}

/// A text that is neither a year nor a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeriodError;

impl PeriodError {
    /// What is wrong, as a sentence.
    #[must_use]
    pub fn text(&self) -> Text {
        Text::new(
            "不是年度或季度，应写成 `2025` 或 `2025Q1`",
            "this is neither a year nor a quarter; write it as `2025` or `2025Q1`",
        )
    }
}

impl Period {
    /// Reads `2025`, `2025年`, `2025年度`, `2025Q1`, `2025-Q1`, `2025年第1季度` or `2025年第一季度`, also in full-width
    /// characters and with spaces.
    ///
    /// # Errors
    ///
    /// Any other text, year 0 and quarters other than 1 to 4.
    pub fn read(text: &str) -> Result<Self, PeriodError> {
        let plain: String =
            text.chars().map(half_width).filter(|character| !character.is_whitespace()).collect();
        Self::from_plain(&plain).ok_or(PeriodError)
    }

    fn from_plain(plain: &str) -> Option<Self> {
        let (year, rest) = plain.split_at_checked(4)?;
        let year = fixed(year, 4..=4).filter(|year| YEARS.contains(year))?;
        let quarter = match rest {
            "" | "年" | "年度" => return Some(Self::Year(year)),
            "Q1" | "q1" | "-Q1" | "年第1季度" | "年第一季度" | "年1季度" | "年一季度" => 1,
            "Q2" | "q2" | "-Q2" | "年第2季度" | "年第二季度" | "年2季度" | "年二季度" => 2,
            "Q3" | "q3" | "-Q3" | "年第3季度" | "年第三季度" | "年3季度" | "年三季度" => 3,
            "Q4" | "q4" | "-Q4" | "年第4季度" | "年第四季度" | "年4季度" | "年四季度" => 4,
            _ => return None,
        };
        Some(Self::Quarter { year, quarter })
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> i16 {
        match self {
            Self::Year(year) | Self::Quarter { year, .. } => year,
        }
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Date {
        let (year, month) = self.first_month();
        Date::new(year, month, 1).unwrap_or(Date::FIRST)
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Date {
        let months = match self {
            Self::Year(_) => 12,
            Self::Quarter { .. } => 3,
        };
        let next = self.first().plus_months(months).and_then(|next| next.plus_days(-1));
        next.unwrap_or(Date::LAST)
    }

    /// Whether the day lies in it.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        self.first() <= date && date <= self.last()
    }

    /// The period of the same kind `n` earlier (later, if negative); it stays in the calendar.
    #[must_use]
    pub fn minus(self, n: i32) -> Self {
        match self {
            Self::Year(year) => Self::Year(in_calendar(i32::from(year).saturating_sub(n))),
            Self::Quarter { year, quarter } => {
                let quarters = i32::from(in_calendar(i32::from(year)))
                    .saturating_mul(4)
                    .saturating_add(i32::from(quarter.clamp(1, 4)))
                    .saturating_sub(1)
                    .clamp(4, 39_999)
                    .saturating_sub(n)
                    .clamp(4, 39_999);
                let quarter = u8::try_from(quarters.rem_euclid(4)).unwrap_or(0).saturating_add(1);
                Self::Quarter { year: in_calendar(quarters.div_euclid(4)), quarter }
            }
        }
    }

    /// The period of the same kind that follows; the last one of the calendar follows itself.
    #[must_use]
    pub fn next(self) -> Self {
        self.minus(-1)
    }

    /// Year and month in which it begins.
    fn first_month(self) -> (i16, i8) {
        match self {
            Self::Year(year) => (in_calendar(i32::from(year)), 1),
            Self::Quarter { year, quarter } => {
                let month = match quarter {
                    ..=1 => 1,
                    2 => 4,
                    3 => 7,
                    _ => 10,
                };
                (in_calendar(i32::from(year)), month)
            }
        }
    }
}

/// The nearest year of the calendar.
fn in_calendar(year: i32) -> i16 {
    i16::try_from(year.clamp(i32::from(*YEARS.start()), i32::from(*YEARS.end()))).unwrap_or(*YEARS.end())
}

impl fmt::Display for Period {
    /// `2025` or `2025Q1`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Quarter { year, quarter } => write!(f, "{year:04}Q{quarter}"),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Some days in a row, both ends included; an end that is absent is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DateRange {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

impl DateRange {
    /// Whether the day lies in it.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}

/// The `n` calendar years that end with `year`, ascending. Years that no `i16` holds are left out.
#[must_use]
pub fn years_ending(year: i16, n: u16) -> Vec<Period> {
    let first = i32::from(year).saturating_sub(i32::from(n)).saturating_add(1);
    (first..=i32::from(year)).filter_map(|year| i16::try_from(year).ok()).map(Period::Year).collect()
}

/// The `n` quarters that end with the fourth of `year`, ascending. Quarters of years that no `i16` holds are left out.
#[must_use]
pub fn quarters_ending(year: i16, n: u16) -> Vec<Period> {
    let end = i32::from(year).saturating_add(1).saturating_mul(4);
    (end.saturating_sub(i32::from(n))..end)
        .filter_map(|index| {
            let quarter = u8::try_from(index.rem_euclid(4)).ok()?.checked_add(1)?;
            Some(Period::Quarter { year: i16::try_from(index.div_euclid(4)).ok()?, quarter })
        })
        .collect()
}

/// What a trailing window is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Years to the same day.
    Years,
    /// Months to the same day.
    Months,
    /// Days.
    Days,
}

/// The days from `n` steps before `as_of` to `as_of`, both included; open at the start if that is before the calendar.
#[must_use]
pub fn trailing(as_of: Date, n: u16, step: Step) -> DateRange {
    let back = i32::from(n).saturating_neg();
    let from = match step {
        Step::Years => as_of.plus_years(back),
        Step::Months => as_of.plus_months(back),
        Step::Days => as_of.plus_days(back),
    };
    DateRange { from, until: Some(as_of) }
}
