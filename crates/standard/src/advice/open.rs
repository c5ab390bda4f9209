//! What an enterprise could still change, as facts of which nothing is known.
//!
//! The past stands: figures of years that are over, days that have gone by, the records as they are told apart. What is
//! open: states; figures of years to come and those of past years that were never stated; further records with days
//! still to come; fields of records that are no part of their key and no day gone by. Official lists, other
//! programmes' results, the cohort, and what registers and authorities give stay as they are.

use alloc::vec::Vec;

use duheng_pack::calendar::{Date, Period};
use duheng_pack::expr::{Known, Row, Rows, View};
use duheng_pack::vocabulary::{Fact, FactKind, Origin, RecordType, Value, ValueType, Vocabulary};

/// The view `later` years on, with everything open that the enterprise could change by then.
pub(super) fn opened(vocabulary: &Vocabulary, view: &View, later: i16) -> View {
    let mut opened = view.clone();
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
    let last_day = of.valid.map(|(_, until)| until);
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
    let further = days.iter().map(|day| {
        let field = |(at, field): (usize, &duheng_pack::vocabulary::FieldType)| match field.value {
            ValueType::Date if last_day != Some(at) => Some(Value::Date(*day)),
            _ => None,
        };
        of.fields.iter().enumerate().map(field).collect()
    });
    Rows { rows: rows.collect(), open: further.collect() }
}
