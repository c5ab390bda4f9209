//! Dates from text.

use alloc::format;
use alloc::string::String;

use super::Date;
use crate::number::half_width;
use crate::text::Text;

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// It does not have the form of a date.
    NotADate,
    /// It is neither a day nor a month nor a year.
    NotAPartialDate,
    /// It has the form of a month, but the calendar has no such month.
    NoSuchMonth {
        /// The year that is written.
        year: i16,
        /// The month that is written.
        month: i8,
    },
    /// It has the form of a date, but the calendar has no such day.
    NoSuchDay {
        /// The year that is written.
        year: i16,
        /// The month that is written.
        month: i8,
        /// The day that is written.
        day: i8,
    },
}

impl DateError {
    /// What is wrong, as a sentence.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NotADate => Text::new(
                "不是日期，应写成 `2025-06-01` 或 `2025年6月1日`",
                "this is no date; write it as `2025-06-01` or `2025年6月1日`",
            ),
            Self::NotAPartialDate => Text::new(
                "写到日、月或年，例如 `2022-08-31`、`2022-08` 或 `2022`",
                "write a day, a month or a year, such as `2022-08-31`, `2022-08` or `2022`",
            ),
            Self::NoSuchMonth { year, month } => Text::new(
                format!("没有 {year} 年 {month} 月这个月"),
                format!("there is no month {year:04}-{month:02}"),
            ),
            Self::NoSuchDay { year, month, day } => Text::new(
                format!("没有 {year} 年 {month} 月 {day} 日这一天"),
                format!("there is no day {year:04}-{month:02}-{day:02}"),
            ),
        }
    }
}

impl Date {
    /// An ISO 8601 date such as `2025-06-01`; `None` for any other form and for a day that does not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = fixed(parts.next()?, 4..=4)?;
        let (month, day) = (fixed(parts.next()?, 2..=2)?, fixed(parts.next()?, 2..=2)?);
        Self::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
    }

    /// Reads a date as people write it: `2025-06-01`, `2025/6/1`, `2025.6.1`, `2025年6月1日`, also in full-width
    /// characters and with spaces.
    ///
    /// # Errors
    ///
    /// Says whether the text has no form of a date or names a day that does not exist.
    pub fn read(text: &str) -> Result<Self, DateError> {
        let plain = plain(text);
        let (year, month, day) = parts(&plain).ok_or(DateError::NotADate)?;
        Self::new(year, month, day).ok_or(DateError::NoSuchDay { year, month, day })
    }

    /// Reads a date of which the day, or month and day, may be left out: `2022`, `2022-08`, `2022年8月` or any form that
    /// [`read`](Self::read) takes. What is left out is the first.
    ///
    /// # Errors
    ///
    /// Says whether the text has none of these forms or names a day or month that does not exist.
    pub fn read_partial(text: &str) -> Result<Self, DateError> {
        let plain = plain(text);
        let (year, month) = match plain.split_once(['-', '/', '.', '年']) {
            None => (plain.as_str(), "1"),
            Some((year, "")) if plain.ends_with('年') => (year, "1"),
            Some((year, month)) => (year, month.strip_suffix('月').unwrap_or(month)),
        };
        match (fixed(year, 4..=4), fixed(month, 1..=2).and_then(|month| i8::try_from(month).ok())) {
            (Some(year), Some(month)) => {
                Self::new(year, month, 1).ok_or(DateError::NoSuchMonth { year, month })
            }
            _ => Self::read(text).map_err(|why| match why {
                DateError::NotADate => DateError::NotAPartialDate,
                other => other,
            }),
        }
    }
}

/// The text in half-width characters, without spaces.
fn plain(text: &str) -> String {
    text.chars().map(half_width).filter(|character| !character.is_whitespace()).collect()
}

/// Year, month and day of any accepted form.
fn parts(plain: &str) -> Option<(i16, i8, i8)> {
    let (year, month, day) = if let Some((year, rest)) = plain.split_once('年') {
        let (month, rest) = rest.split_once('月')?;
        (year, month, rest.strip_suffix('日')?)
    } else {
        let separator = plain.chars().find(|character| matches!(character, '-' | '/' | '.'))?;
        let (year, rest) = plain.split_once(separator)?;
        let (month, day) = rest.split_once(separator)?;
        (year, month, day)
    };
    let (month, day) = (fixed(month, 1..=2)?, fixed(day, 1..=2)?);
    Some((fixed(year, 4..=4)?, i8::try_from(month).ok()?, i8::try_from(day).ok()?))
}

/// A number of so many ASCII digits (four at most).
pub(super) fn fixed(text: &str, lengths: core::ops::RangeInclusive<usize>) -> Option<i16> {
    let digits = lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}
