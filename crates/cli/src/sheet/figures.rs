//! Figures in words: facts with their periods, records with what tells them apart.

use duheng_pack::calendar::Period;
use duheng_pack::expr::Quantity;
use duheng_pack::number::Rational;
use duheng_pack::provenance::Mark;
use duheng_pack::vocabulary::{
    Fact, FactId, FactKind, FieldType, Origin, RecordType, Value, ValueType, show_number_in, show_value,
};
use duheng_standard::score::{Figure, Lack, RecordFigure, RecordsFigure};
use duheng_standard::sheet::Entry;
use duheng_standard::words::grouped;

use super::reasons::Detail;
use super::{Scored, words};

/// How many records are named before the rest is only counted.
const NAMED: usize = 8;

/// Figures as sentences, one for each fact or list; marks of formulas are added to `marks`.
pub fn sentences<'a>(scored: Scored<'a>, figures: &[Figure], marks: &mut Vec<&'a Mark>) -> Vec<Detail> {
    let mut found = Vec::new();
    facts(scored, figures, marks, &mut found);
    for figure in figures {
        let sentence = match figure {
            Figure::Fact { .. } => continue,
            Figure::Records(records) => self::records(scored, records),
            Figure::List(list, listed) => {
                let title = list.of(&scored.pack.vocabulary).map_or("", |list| scored.text(&list.title));
                let how = match listed {
                    Some(true) => words::listed(scored.language),
                    Some(false) => words::not_listed(scored.language),
                    None => words::unknown(scored.language),
                };
                format!("{title}{}{how}", words::colon(scored.language))
            }
            Figure::Result(result, grade) => {
                let of = result.of(&scored.pack.vocabulary);
                let title = of.map_or("", |of| scored.text(&of.title));
                let grade = grade.and_then(|at| {
                    let choice = of?.grades.of(&scored.pack.vocabulary)?;
                    choice.values.get(at).map(|(_, title)| scored.text(title))
                });
                let grade = grade.unwrap_or(words::unknown(scored.language));
                format!("{title}{}{grade}", words::colon(scored.language))
            }
            Figure::Cell(table, column, value) => {
                let of = table.of(&scored.pack.vocabulary);
                let title = of.map_or("", |of| scored.text(&of.title));
                let (name, value) = match of.and_then(|of| of.columns.get(*column)) {
                    Some((name, of)) => {
                        (name.as_str(), value.as_ref().map(|value| show_number_in(of, value, scored.zh())))
                    }
                    None => ("", None),
                };
                let value = value.unwrap_or_else(|| words::unknown(scored.language).into());
                format!("{title} {name}{}{value}", words::colon(scored.language))
            }
            Figure::Cohort(fact, count, value) => {
                let title = title(scored, *fact);
                let value = value.as_ref().map(|value| number_of(scored, *fact, value));
                let value = value.unwrap_or_else(|| words::unknown(scored.language).into());
                words::cohort(scored.language, title, &count.to_string(), &value)
            }
        };
        let sentence = Detail::Said(sentence);
        if !found.contains(&sentence) {
            found.push(sentence);
        }
    }
    found
}

/// What people read for a fact; its name where it has no title.
pub fn title(scored: Scored<'_>, fact: FactId) -> &str {
    fact.of(&scored.pack.vocabulary).map_or("", |fact| match scored.text(&fact.title) {
        "" => fact.name.as_str(),
        title => title,
    })
}

/// Facts, each with all its periods on one line, and what stands behind the derived ones after them.
fn facts<'a>(scored: Scored<'a>, figures: &[Figure], marks: &mut Vec<&'a Mark>, found: &mut Vec<Detail>) {
    let mut order: Vec<FactId> = Vec::new();
    for figure in figures {
        if let Figure::Fact { fact, .. } = figure
            && !order.contains(fact)
        {
            order.push(*fact);
        }
    }
    for id in order {
        let mut values = Vec::new();
        let mut behind = Vec::new();
        for figure in figures {
            let Figure::Fact { fact, period, value, from } = figure else { continue };
            if *fact != id {
                continue;
            }
            let value = match value {
                Some(value) => value_of(scored, id, value),
                None => unknown(scored, id, *period).to_string(),
            };
            values.push((*period, value));
            for figure in from {
                if !behind.contains(figure) {
                    behind.push(figure.clone());
                }
            }
        }
        values.sort_by_key(|(period, _)| *period);
        let values = by_period(values);
        let language = scored.language;
        let said =
            format!("{}{}{}", title(scored, id), words::colon(language), values.join(words::comma(language)));
        found.push(said.into());
        let formula = id.of(&scored.pack.vocabulary).and_then(|fact| scored.formulas.fact(&fact.name));
        if let Some(formula) = formula {
            let in_words = self::said(scored, id).unwrap_or_default();
            found.push(format!("{} = {in_words}", title(scored, id)).into());
            found.push(Detail::Code(formula.text.clone()));
            marks.extend(&formula.marks);
        }
        if !behind.is_empty() {
            let more = sentences(scored, &behind, marks);
            found.extend(more);
        }
    }
}

/// Why a value is not known: nobody answered, assessors differ or did not accept it, nobody has given it yet.
fn unknown(scored: Scored<'_>, id: FactId, period: Option<Period>) -> &'static str {
    let (settled, language) = (&scored.score.settled, scored.language);
    let Some(fact) = id.of(&scored.pack.vocabulary) else { return words::unknown(language) };
    if matches!(fact.kind, FactKind::DerivedNumber(..) | FactKind::DerivedCondition(..)) {
        return words::unknown(language);
    }
    if fact.origin != Origin::Enterprise {
        return words::not_given(language);
    }
    let is_claimed = match (scored.entered.claims.get(&id), period) {
        (Some(Entry::Periods(values)), Some(period)) => values.contains_key(&period),
        (claimed, _) => claimed.is_some(),
    };
    if settled.disputed.contains(&id) {
        words::disputed(language)
    } else if !is_claimed {
        words::not_stated(language)
    } else if settled.layer > 0 && settled.unconfirmed.contains(&id) {
        words::not_accepted(language)
    } else {
        words::unknown(language)
    }
}

/// The formula of a derived fact in words.
fn said(scored: Scored<'_>, fact: FactId) -> Option<String> {
    let vocabulary = &scored.pack.vocabulary;
    match &fact.of(vocabulary)?.kind {
        FactKind::DerivedNumber(of, _, num) => {
            Some(duheng_standard::words::number(num, Some(of), vocabulary, scored.language))
        }
        FactKind::DerivedCondition(_, cond) => {
            Some(duheng_standard::words::condition(cond, vocabulary, scored.language))
        }
        _ => None,
    }
}

/// Values with their periods; equal ones in a row as one, such as `2023–2025: unknown`.
fn by_period(values: Vec<(Option<Period>, String)>) -> Vec<String> {
    let mut runs: Vec<(Option<Period>, Option<Period>, String)> = Vec::new();
    for (period, value) in values {
        match runs.last_mut() {
            Some((Some(_), Some(last), of)) if *of == value && Some(last.next()) == period => {
                *last = last.next();
            }
            _ => runs.push((period, period, value)),
        }
    }
    let show = |(first, last, value): (Option<Period>, Option<Period>, String)| match (first, last) {
        (Some(first), Some(last)) if first == last => format!("{first}: {value}"),
        (Some(first), Some(last)) => format!("{first}–{last}: {value}"),
        _ => value,
    };
    runs.into_iter().map(show).collect()
}

/// A value of a fact as people read it.
pub fn value_of(scored: Scored<'_>, fact: FactId, value: &Value) -> String {
    let Some(of) = fact.of(&scored.pack.vocabulary) else { return String::new() };
    match (&of.kind, value) {
        (
            FactKind::Value(ValueType::Number(of), _) | FactKind::DerivedNumber(of, ..),
            Value::Number(number),
        ) => grouped(&show_number_in(of, number, scored.zh())),
        (FactKind::Value(of, _), value) => show_value(&scored.pack.vocabulary, of, value, scored.zh()),
        (_, value) => show_value(&scored.pack.vocabulary, &ValueType::YesNo, value, scored.zh()),
    }
}

fn number_of(scored: Scored<'_>, fact: FactId, number: &Rational) -> String {
    value_of(scored, fact, &Value::Number(number.clone()))
}

/// A quantity that is compared, in the type it is shown in.
pub fn quantity(
    scored: Scored<'_>,
    quantity: &Quantity,
    of: Option<&duheng_pack::vocabulary::NumberType>,
) -> String {
    let show = |number: &Rational| match of {
        Some(of) => grouped(&show_number_in(of, number, scored.zh())),
        None => super::shown(number),
    };
    match quantity {
        Quantity::Known(number) => show(number),
        Quantity::Between(low, Some(high)) => format!("{}–{}", show(low), show(high)),
        Quantity::Between(low, None) if low.is_zero() => words::unknown(scored.language).into(),
        Quantity::Between(low, None) => format!("≥ {}", show(low)),
        Quantity::Unknown => words::unknown(scored.language).into(),
    }
}

/// The type of the records in a list.
pub fn record_type(scored: Scored<'_>, list: FactId) -> Option<&RecordType> {
    let Fact { kind: FactKind::Records(record), .. } = list.of(&scored.pack.vocabulary)? else { return None };
    record.of(&scored.pack.vocabulary)
}

/// How many records count, and which.
pub fn records(scored: Scored<'_>, records: &RecordsFigure) -> String {
    let language = scored.language;
    let title = title(scored, records.list);
    let given = records.list.of(&scored.pack.vocabulary).is_some_and(|of| of.origin != Origin::Enterprise);
    let (Some(rows), Some(of)) = (&records.rows, record_type(scored, records.list)) else {
        let how = if given { words::not_given(language) } else { words::not_stated(language) };
        return format!("{title}{}{how}", words::colon(language));
    };
    if rows.is_empty() {
        let how = if given { words::given_none(language) } else { words::stated_none(language) };
        return format!("{title}{}{how}", words::colon(language));
    }
    let names = |fits: Option<bool>| -> Vec<String> {
        let rows = rows.iter().filter(|row| row.fits == fits);
        rows.map(|row| record(scored, of, row, &records.fields)).collect()
    };
    let (fitting, open) = (names(Some(true)), names(None));
    let mut sentence = words::records(language, title, &rows.len().to_string(), &fitting.len().to_string());
    if !fitting.is_empty() {
        sentence.push_str(words::colon(language));
        sentence.push_str(&some_of(scored, fitting));
    }
    if !open.is_empty() {
        sentence.push_str(words::separator(language));
        let count = open.len().to_string();
        sentence.push_str(&words::undecided(language, &count, &some_of(scored, open)));
    }
    let near: Vec<String> = rows.iter().filter_map(|row| nearly(scored, of, row, &records.fields)).collect();
    if !near.is_empty() {
        sentence.push_str(words::separator(language));
        let count = near.len().to_string();
        sentence.push_str(&words::nearly(language, &count, &some_of(scored, near)));
    }
    sentence
}

/// The records of a list that do not count, where there are any; those that nearly count are named already.
pub fn not_counted(scored: Scored<'_>, records: &RecordsFigure) -> Option<String> {
    let of = record_type(scored, records.list)?;
    let rows = records.rows.iter().flatten().filter(|row| row.fits == Some(false) && row.lacks.is_none());
    let names: Vec<String> = rows.map(|row| record(scored, of, row, &records.fields)).collect();
    let count = names.len().to_string();
    (!names.is_empty()).then(|| {
        let title = title(scored, records.list);
        words::not_counted(scored.language, title, &count, &some_of(scored, names))
    })
}

/// Forgets which records nearly count.
pub fn without_near(figure: &mut Figure) {
    if let Figure::Records(RecordsFigure { rows: Some(rows), .. }) = figure {
        rows.iter_mut().for_each(|row| row.lacks = None);
    }
}

/// A record that lacks one thing, with what that is.
fn nearly(scored: Scored<'_>, of: &RecordType, row: &RecordFigure, fields: &[usize]) -> Option<String> {
    let language = scored.language;
    let until = of.valid.and_then(|(_, until)| row.fields.get(until)?.as_ref());
    let over = matches!(until, Some(Value::Date(until)) if *until < scored.entered.as_of);
    let lack = match row.lacks? {
        Lack::Valid if over => words::expired(language),
        Lack::Valid => words::not_yet_valid(language),
        Lack::Time => words::other_time(language),
        Lack::Figure => words::other_figure(language),
    };
    Some(words::nearly_one(language, &record(scored, of, row, fields), lack))
}

fn some_of(scored: Scored<'_>, mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    if more > 0 {
        names.push(words::further(scored.language, &more.to_string()));
    }
    names.join(words::separator(scored.language))
}

/// What tells one record from another.
pub fn record(scored: Scored<'_>, of: &RecordType, row: &RecordFigure, fields: &[usize]) -> String {
    let language = scored.language;
    let mut shown = Vec::new();
    for at in fields {
        let Some(field) = of.fields.get(*at) else { continue };
        let value = row.fields.get(*at).and_then(Option::as_ref);
        match of.valid {
            Some((from, until)) if *at == until && fields.contains(&from) => {}
            Some((from, until)) if *at == from && fields.contains(&until) => {
                let end = row.fields.get(until).and_then(Option::as_ref);
                shown.push(validity(scored, value, end));
            }
            // that a record counts says already that what its filter asks for is so
            _ if row.fits == Some(true) && value == Some(&Value::YesNo(true)) => {}
            _ => shown.push(field_of(scored, field, value)),
        }
    }
    shown.retain(|part| !part.is_empty());
    shown.join(words::comma(language))
}

fn validity(scored: Scored<'_>, from: Option<&Value>, until: Option<&Value>) -> String {
    let day = |value: &Value| show_value(&scored.pack.vocabulary, &ValueType::Date, value, scored.zh());
    match (from.map(day), until.map(day)) {
        (Some(from), Some(until)) => words::until(scored.language, &from, &until),
        (Some(from), None) => words::from(scored.language, &from),
        (None, Some(until)) => words::only_until(scored.language, &until),
        (None, None) => String::new(),
    }
}

fn field_of(scored: Scored<'_>, field: &FieldType, value: Option<&Value>) -> String {
    let (title, colon) = (scored.text(&field.title), words::colon(scored.language));
    match value {
        None => format!("{title}{colon}{}", words::unknown(scored.language)),
        Some(value) => {
            let shown = show_value(&scored.pack.vocabulary, &field.value, value, scored.zh());
            match field.value {
                ValueType::YesNo | ValueType::Number(_) => format!("{title}{colon}{shown}"),
                _ => shown,
            }
        }
    }
}
