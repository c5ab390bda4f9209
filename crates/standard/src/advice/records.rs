//! The points of a list of which records may still change and which may still grow.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use duheng_pack::expr::{Evaluator, Rows};
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::{RecordType, Value, ValueType, Vocabulary};

use super::reach::{MANY, only, pairs};
use crate::model::{Each, EachPoints};
use crate::sheet::Fields;

/// The points of the records that count, greatest first; their sum alone where all count.
type Counted = Vec<Rational>;

/// Records that count once together, with all the points that they could give; zero where they may not count.
struct Group {
    key: Fields,
    points: BTreeSet<Rational>,
}

/// All points that the records of a rule with this range could give.
pub(super) fn of_records(
    evaluator: &mut Evaluator<'_>,
    each: &Each,
    range: &(Rational, Rational),
) -> BTreeSet<Rational> {
    let Some((members, more)) = evaluator.members(&each.records) else {
        return BTreeSet::from([range.0.clone(), range.1.clone()]);
    };
    let mut groups: Vec<Group> = Vec::new();
    for (fields, fits) in members {
        if fits == Some(false) {
            continue;
        }
        let mut points = record_points(&each.points, fields);
        let key = key(each, fields);
        if fits.is_none() || key.iter().any(Option::is_none) {
            // it may not count at all, or turn out to repeat another
            points.insert(Rational::default());
        }
        join(&mut groups, Group { key, points }, range);
    }
    let mut further = BTreeSet::new();
    for (key, points) in if more { further_records(evaluator, each) } else { BTreeSet::new() } {
        if !key.is_empty() && key.iter().all(|part| matches!(part, Some(Value::Choice(_) | Value::YesNo(_))))
        {
            // there are only so many of these, and each counts once
            let points = BTreeSet::from([Rational::default(), points]);
            join(&mut groups, Group { key, points }, range);
        } else {
            further.insert(points);
        }
    }
    let mut found = BTreeSet::from([Counted::new()]);
    for group in groups {
        let mut points = group.points;
        if !group.key.is_empty() {
            // a further record may be of this group
            points.extend(pairs(&points, &further, |a, b| once(a, b, range)));
        }
        found = all_counted(each, range, &found, &points);
    }
    let most = most_of_all_values(evaluator.vocabulary(), each).unwrap_or_else(|| range.1.clone());
    grown(each, range, found, &further)
        .iter()
        .map(|of| sum(of, range).min(most.clone().max(range.0.clone())))
        .collect()
}

/// One more record at a time, until no other points come of it.
fn grown(
    each: &Each,
    range: &(Rational, Rational),
    mut found: BTreeSet<Counted>,
    further: &BTreeSet<Rational>,
) -> BTreeSet<Counted> {
    for _ in 0..each.top.unwrap_or(0).max(MANY) {
        let mut more = further.clone();
        more.insert(Rational::default());
        let next = all_counted(each, range, &found, &more);
        if next == found {
            return found;
        }
        found = next;
    }
    if each.top.is_none() && further.last().is_some_and(|most| *most > Rational::default()) {
        found.insert(Counted::from([range.1.clone()]));
    }
    found
}

/// What further records could be, as the fields by which they count once and their points: each value of the choices
/// and of the yes-or-no fields that matter here on its own.
fn further_records(evaluator: &Evaluator<'_>, each: &Each) -> BTreeSet<(Fields, Rational)> {
    let mut found = BTreeSet::new();
    let (vocabulary, rows) = (evaluator.vocabulary(), evaluator.view().records(each.records.fact));
    let (Some(of), Some(Rows { open, .. })) = (each.record.of(vocabulary), rows) else { return found };
    for filling in fillings(vocabulary, of, &told_apart(each)) {
        let mut rows = open.iter().map(|row| filled(row, &filling));
        if let Some(fields) = rows.find(|fields| evaluator.would_fit(&each.records, fields) != Some(false)) {
            let points = record_points(&each.points, &fields);
            found.extend(points.into_iter().map(|points| (key(each, &fields), points)));
        }
    }
    found
}

/// Each way to fill in these fields, of those that have only so many values.
fn fillings(vocabulary: &Vocabulary, of: &RecordType, fields: &BTreeSet<usize>) -> Vec<Vec<(usize, Value)>> {
    let mut found = Vec::from([Vec::new()]);
    for at in fields {
        let values = values(vocabulary, of, *at);
        if !values.is_empty() {
            let with = |filling: &Vec<_>, value: &Value| {
                filling.iter().cloned().chain([(*at, value.clone())]).collect::<Vec<_>>()
            };
            found =
                found.iter().flat_map(|filling| values.iter().map(|value| with(filling, value))).collect();
        }
    }
    found
}

/// The most that records can give of which each value of a choice counts once; none where there is no such bound.
fn most_of_all_values(vocabulary: &Vocabulary, each: &Each) -> Option<Rational> {
    let of = each.record.of(vocabulary)?;
    if each.once_per.is_empty() || each.once_per.iter().any(|at| values(vocabulary, of, *at).is_empty()) {
        return None;
    }
    let nothing: Fields = of.fields.iter().map(|_| None).collect();
    let counted_once = fillings(vocabulary, of, &each.once_per.iter().copied().collect());
    let most = counted_once.iter().map(|filling| {
        record_points(&each.points, &filled(&nothing, filling)).last().cloned().unwrap_or_default()
    });
    Some(most.sum::<Rational>().max(Rational::default()))
}

fn filled(row: &[Option<Value>], filling: &[(usize, Value)]) -> Fields {
    let mut fields = row.to_vec();
    for (at, value) in filling {
        if let Some(field) = fields.get_mut(*at) {
            *field = Some(value.clone());
        }
    }
    fields
}

/// The fields on which it depends how a record counts.
fn told_apart(each: &Each) -> BTreeSet<usize> {
    let by = match &each.points {
        EachPoints::Fixed(_) => None,
        EachPoints::ByChoice { field, .. } => Some(*field),
    };
    each.once_per.iter().copied().chain(by).collect()
}

/// The values that a field can have, where there are only so many.
fn values(vocabulary: &Vocabulary, of: &RecordType, at: usize) -> Vec<Value> {
    match of.fields.get(at).map(|field| &field.value) {
        Some(ValueType::YesNo) => Vec::from([Value::YesNo(false), Value::YesNo(true)]),
        Some(ValueType::Choice(choice)) => {
            let count = choice.of(vocabulary).map_or(0, |choice| choice.values.len());
            (0..count).map(Value::Choice).collect()
        }
        _ => Vec::new(),
    }
}

fn record_points(points: &EachPoints, fields: &[Option<Value>]) -> BTreeSet<Rational> {
    match points {
        EachPoints::Fixed(points) => only(points.clone()),
        EachPoints::ByChoice { field, points } => match fields.get(*field).and_then(Option::as_ref) {
            Some(Value::Choice(at)) => only(points.get(*at).cloned().unwrap_or_default()),
            _ => points.iter().cloned().collect(),
        },
    }
}

fn key(each: &Each, fields: &[Option<Value>]) -> Fields {
    each.once_per.iter().map(|at| fields.get(*at).cloned().flatten()).collect()
}

/// Adds a record to its group, or as a group of its own.
fn join(groups: &mut Vec<Group>, one: Group, range: &(Rational, Rational)) {
    let told = !one.key.is_empty() && one.key.iter().all(Option::is_some);
    match groups.iter_mut().find(|group| told && group.key == one.key) {
        Some(group) => group.points = pairs(&group.points, &one.points, |a, b| once(a, b, range)),
        None => groups.push(one),
    }
}

/// Of records that count once: the most points, or the greatest deduction.
fn once(a: &Rational, b: &Rational, range: &(Rational, Rational)) -> Rational {
    if range.0.is_negative() { a.min(b).clone() } else { a.max(b).clone() }
}

fn all_counted(
    each: &Each,
    range: &(Rational, Rational),
    found: &BTreeSet<Counted>,
    points: &BTreeSet<Rational>,
) -> BTreeSet<Counted> {
    let with = |of: &Counted, one: &Rational| match each.top {
        _ if one.is_zero() => of.clone(),
        None => Counted::from([sum(&[sum(of, range), one.clone()], range)]),
        Some(top) => {
            let mut of = of.clone();
            of.push(one.clone());
            of.sort_by(|a, b| b.cmp(a));
            of.truncate(top);
            of
        }
    };
    let all: BTreeSet<Counted> = found.iter().flat_map(|of| points.iter().map(|one| with(of, one))).collect();
    if all.len() <= MANY {
        return all;
    }
    let (least, most) =
        (all.iter().min_by_key(|of| sum(of, range)), all.iter().max_by_key(|of| sum(of, range)));
    least.into_iter().chain(most).cloned().collect()
}

fn sum(counted: &[Rational], (least, most): &(Rational, Rational)) -> Rational {
    counted.iter().cloned().sum::<Rational>().max(least.clone()).min(most.clone())
}
