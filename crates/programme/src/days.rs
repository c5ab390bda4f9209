//! Which days an edition, its stages and an entry of a register can have. No source prints these bounds: they are so wide
//! that no office meets them on purpose, and keep out what is typed by a slip.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;

use crate::model::Programme;
use crate::refusal::{self, Refusal};
use crate::time::Window;

/// The year before which nothing lies that a platform like this one evaluates.
const FIRST_YEAR: i16 = 2000;
/// How many years ahead an evaluation may lie.
const YEARS_AHEAD: i32 = 20;
/// How many years before its evaluation a year is reported on at most.
const YEARS_REPORTED: i16 = 10;
/// How many years a stage may lie from the evaluation, or from today where that is later.
const YEARS_OF_A_STAGE: i32 = 5;
/// How many years ahead an entry of a register may begin.
const YEARS_OF_AN_ENTRY: i32 = 1;

/// The first of all days.
fn first() -> Date {
    Date::new(FIRST_YEAR, 1, 1).unwrap_or(Date::FIRST)
}

fn ahead(day: Date, years: i32) -> Date {
    day.plus_years(years).unwrap_or(Date::LAST)
}

fn within(day: Date, first: Date, last: Date) -> Result<(), Refusal> {
    if (first..=last).contains(&day) { Ok(()) } else { Err(refusal::out_of_bounds(day, first, last)) }
}

/// All that is impossible in the days with which an edition would open, each at its argument.
#[must_use]
pub fn wrong_days(
    programme: &Programme,
    year: i16,
    as_of: Date,
    windows: &BTreeMap<String, Window>,
    today: Date,
) -> Vec<Refusal> {
    if let Err(wrong) = within(as_of, first(), ahead(today, YEARS_AHEAD)) {
        // by a day that is wrong no other is judged
        return Vec::from([wrong.at("as_of")]);
    }
    let mut found = Vec::new();
    let last = as_of.year();
    let earliest = last.saturating_sub(YEARS_REPORTED);
    if !(earliest..=last).contains(&year) {
        found.push(refusal::out_of_bounds(year, earliest, last).at("year"));
    }
    let (from, until) = (ahead(as_of, -YEARS_OF_A_STAGE), ahead(as_of, YEARS_OF_A_STAGE));
    for stage in &programme.stages {
        let window = stage.window(windows.get(&stage.id), as_of.year());
        let place = |key: &str| alloc::format!("windows.{}.{key}", stage.id);
        let before = found.len();
        for (key, day) in [("opens", window.opens), ("closes", window.closes)] {
            let wrong = day.and_then(|day| within(day, from, until).err());
            found.extend(wrong.map(|wrong| wrong.at(place(key))));
        }
        if let (Some(opens), Some(closes)) = (window.opens, window.closes)
            && closes < opens
            && found.len() == before
        {
            found.push(refusal::window_reversed(opens, closes).at(place("closes")));
        }
    }
    found
}

/// Refuses a new last day of a stage, given as this argument, that is over already, before the stage opens, or years away.
pub(crate) fn last_day(
    field: &str,
    window: Window,
    as_of: Option<Date>,
    day: Date,
    today: Date,
) -> Result<(), Refusal> {
    let from = as_of.map_or(today, |as_of| as_of.max(today));
    let wrong = match window.opens.filter(|opens| day < *opens) {
        Some(opens) => Err(refusal::window_reversed(opens, day)),
        None if day < today => Err(refusal::day_past(day, today)),
        None => within(day, today, ahead(from, YEARS_OF_A_STAGE)),
    };
    wrong.map_err(|wrong| wrong.at(field))
}

/// Refuses what is said to have happened, in this argument, and lies ahead, or before all days.
pub(crate) fn happened(field: &str, day: Date, today: Date) -> Result<(), Refusal> {
    within(day, first(), today).map_err(|wrong| wrong.at(field))
}

/// Refuses an entry that begins before all days or years ahead.
pub(crate) fn begins(day: Date, today: Date) -> Result<(), Refusal> {
    within(day, first(), ahead(today, YEARS_OF_AN_ENTRY)).map_err(|wrong| wrong.at("from"))
}
