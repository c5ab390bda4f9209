//! What an enterprise could still change, as facts of which nothing is known.
//!
//! The past stands: figures of years that are over, days that have gone by, the records as they are told apart, and
//! what is valid is kept valid. What is open: states; figures of years to come and those of past years that were never
//! stated; lists that were never stated; further records with days still to come; fields of records that are no part
//! of their key and no day gone by. Official lists, other
//! programmes' results, the cohort, and what registers and authorities give stay as they are.

use alloc::vec::Vec;

use duheng_pack::calendar::{Date, Period};
use duheng_pack::expr::{Known, Row, Rows, View};
use duheng_pack::vocabulary::{Fact, FactKind, Origin, RecordType, Value, ValueType, Vocabulary};

/// The view `later` years on, with everything open that the enterprise could change by then.
pub(super) fn opened(vocabulary: &Vocabulary, view: &View, later: i16) -> View {
    let mut opened = view.clone();
    opened.open = true;
    opened.year = view.year.saturating_add(later);
    opened.as_of = view.as_of.plus_years(i32::from(later)).unwrap_or(view.as_of);
    let days = days_to_come(view.as_of, opened.as_of);
    for (fact, known) in vocabulary.facts.iter().zip(&mut opened.facts) {
        if fact.origin == Origin::Enterprise {
            let before = core::mem::take(known);
            *known = open(vocabulary, fact, before, view.as_of, &days);
        }
    }
    opened
}

fn open(vocabulary: &Vocabulary, fact: &Fact, known: Known, today: Date, days: &[Date]) -> Known {
    match (known, &fact.kind) {
        (Known::State(_), _) => Known::Nothing,
        (Known::Records(rows), FactKind::Records(record)) => match record.of(vocabulary) {
            Some(of) => Known::Records(open_rows(of, rows, today, days)),
            None => Known::Nothing,
        },
        // never stated: it may hold records of any day
        (Known::Nothing, FactKind::Records(record)) => match record.of(vocabulary) {
            Some(of) => Known::Records(Rows { rows: Vec::new(), open: Vec::from([unknown(of)]) }),
            None => Known::Nothing,
        },
        (known, _) => known,
    }
}

/// The present day, the ends of the quarters after it, and the day of the later evaluation: whatever window a rule
/// has, a day to come within it is among these.
fn days_to_come(today: Date, until: Date) -> Vec<Date> {
    let mut days = Vec::from([today]);
    let mut quarter = Period::Quarter { year: today.year(), quarter: today.quarter() };
    while quarter.last() < until {
        if quarter.last() > today {
            days.push(quarter.last());
        }
        quarter = quarter.next();
    }
    if until > today {
        days.push(until);
    }
    days
}

fn open_rows(of: &RecordType, rows: Rows, today: Date, days: &[Date]) -> Rows {
    let rows = rows.rows.into_iter().map(|row| Row {
        fields: row
            .fields
            .into_iter()
            .enumerate()
            .map(|(at, field)| match &field {
                _ if of.key.contains(&at) => field,
                Some(Value::Date(day)) if *day <= today => field,
                _ => None,
            })
            .collect(),
        settled: row.settled,
    });
    Rows { rows: rows.collect(), open: further(of, days) }
}

/// What further records could be: each date one of the days, all else unknown. A last day of validity stays open, and
/// so do dates after the second: every pair of days is told apart, triples would be too many.
fn further(of: &RecordType, days: &[Date]) -> Vec<Vec<Option<Value>>> {
    let last_day = of.valid.map(|(_, until)| until);
    let is_date = |at: &usize| of.fields.get(*at).is_some_and(|field| field.value == ValueType::Date);
    let dates: Vec<usize> = (0..of.fields.len()).filter(is_date).filter(|at| last_day != Some(*at)).collect();
    let mut rows = Vec::from([unknown(of)]);
    for at in dates.into_iter().take(2) {
        let on = |row: &Vec<Option<Value>>, day: &Date| {
            let mut row = row.clone();
            if let Some(field) = row.get_mut(at) {
                *field = Some(Value::Date(*day));
            }
            row
        };
        rows = rows.iter().flat_map(|row| days.iter().map(|day| on(row, day))).collect();
    }
    rows
}

fn unknown(of: &RecordType) -> Vec<Option<Value>> {
    of.fields.iter().map(|_| None).collect()
}

#[cfg(test)]
mod tests {
    use alloc::string::{String, ToString};

    use super::*;

    fn days(today: &str, until: &str) -> String {
        let read = |text: &str| Date::read(text).unwrap();
        let days: Vec<String> =
            days_to_come(read(today), read(until)).iter().map(ToString::to_string).collect();
        days.join(" ")
    }

    #[test]
    fn today_the_ends_of_the_quarters_and_the_last_day_each_once() {
        assert_eq!(days("2026-06-01", "2026-06-01"), "2026-06-01");
        assert_eq!(days("2026-06-01", "2026-11-01"), "2026-06-01 2026-06-30 2026-09-30 2026-11-01");
        assert_eq!(days("2026-06-30", "2026-09-30"), "2026-06-30 2026-09-30");
        assert_eq!(
            days("2026-12-31", "2027-12-31"),
            "2026-12-31 2027-03-31 2027-06-30 2027-09-30 2027-12-31"
        );
    }
}
