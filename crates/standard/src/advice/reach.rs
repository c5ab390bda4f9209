//! What each item could still reach, and in which reporting year at the earliest.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use duheng_pack::expr::form::Cond;
use duheng_pack::expr::{Evaluator, Quantity};
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::{Value, Vocabulary};

use super::is_judged;
use super::open::opened;
use crate::model::{Each, EachPoints, Form, Rule};
use crate::read::rules::bounded;
use crate::score::{ItemScore, Score, State};
use crate::sheet::Sheet;

/// How many years ahead are looked at.
const YEARS_AHEAD: i16 = 5;
/// How many different points of one rule are told apart; of more, only the least and the most are kept.
const MANY: usize = 64;

/// What one item could reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reach {
    /// The item, by position.
    pub(crate) item: usize,
    /// The points it could have, above its present ones, in ascending order.
    pub(crate) levels: Vec<LevelReach>,
}

/// Points that an item could have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LevelReach {
    /// The points.
    pub(crate) points: Rational,
    /// The reporting year in which it could have them at the earliest.
    pub(crate) year: i16,
}

/// What every item could reach that is evaluated and not judged.
pub(crate) fn reachable(vocabulary: &Vocabulary, sheet: &Sheet, score: &Score<'_>) -> Vec<Reach> {
    let mut levels: Vec<BTreeMap<Rational, i16>> = score.items.iter().map(|_| BTreeMap::new()).collect();
    for later in 0..=YEARS_AHEAD {
        let view = opened(vocabulary, &score.settled.view, later);
        let mut evaluator = Evaluator::new(vocabulary, &view);
        for (scored, found) in score.items.iter().zip(&mut levels) {
            let done = found.contains_key(scored.max());
            if done || !can_improve(scored) {
                continue;
            }
            for points in possible(&mut evaluator, &scored.item.rule) {
                if points > scored.outcome.value {
                    found.entry(points).or_insert(sheet.year + later);
                }
            }
        }
    }
    let reach = |(item, found): (usize, BTreeMap<Rational, i16>)| Reach {
        item,
        levels: found.into_iter().map(|(points, year)| LevelReach { points, year }).collect(),
    };
    levels.into_iter().enumerate().map(reach).filter(|reach| !reach.levels.is_empty()).collect()
}

fn can_improve(scored: &ItemScore<'_>) -> bool {
    let waits = matches!(scored.state, State::NotEvaluated | State::Pending);
    !waits && scored.outcome.value < *scored.max() && !is_judged(&scored.item.rule)
}

/// All points that a rule could give over what is open.
fn possible(evaluator: &mut Evaluator<'_>, rule: &Rule) -> BTreeSet<Rational> {
    let mut found = form(evaluator, rule);
    match guard(evaluator, rule.when.as_ref()) {
        Some(true) => {}
        Some(false) => found = only(Rational::default()),
        None => {
            found.insert(Rational::default());
        }
    }
    found
}

fn guard(evaluator: &mut Evaluator<'_>, when: Option<&Cond>) -> Option<bool> {
    match when {
        Some(when) => evaluator.cond(when),
        None => Some(true),
    }
}

fn only(points: Rational) -> BTreeSet<Rational> {
    BTreeSet::from([points])
}

fn form(evaluator: &mut Evaluator<'_>, rule: &Rule) -> BTreeSet<Rational> {
    match &rule.form {
        Form::Points(points) => only(points.clone()),
        Form::Formula(num, _) => match evaluator.num(num) {
            Quantity::Known(points) => only(points.max(rule.range.0.clone()).min(rule.range.1.clone())),
            _ => BTreeSet::from([rule.range.0.clone(), rule.range.1.clone()]),
        },
        Form::Sum { parts, cap, floor } => {
            let each: Vec<_> = parts.iter().map(|part| possible(evaluator, part)).collect();
            let sums = each
                .into_iter()
                .fold(only(Rational::default()), |sums, part| pairs(&sums, &part, |a, b| a + b));
            sums.into_iter().map(|sum| bounded(sum, cap, floor)).collect()
        }
        Form::Best(tiers) => {
            let each: Vec<_> = tiers.iter().map(|tier| possible(evaluator, tier)).collect();
            let better = |a: &Rational, b: &Rational| a.clone().max(b.clone());
            each.into_iter().reduce(|best, tier| pairs(&best, &tier, better)).unwrap_or_default()
        }
        Form::Either { condition, then, otherwise } => {
            let truth = evaluator.cond(condition);
            let mut found = BTreeSet::new();
            if truth != Some(false) {
                found.extend(possible(evaluator, then));
            }
            if truth != Some(true) {
                found.extend(possible(evaluator, otherwise));
            }
            found
        }
        Form::Each(each) => of_records(evaluator, each, rule),
        Form::Judge { .. } => only(Rational::default()),
    }
}

fn pairs(
    a: &BTreeSet<Rational>,
    b: &BTreeSet<Rational>,
    join: impl Fn(&Rational, &Rational) -> Rational,
) -> BTreeSet<Rational> {
    thinned(a.iter().flat_map(|a| b.iter().map(|b| join(a, b))).collect())
}

fn thinned(found: BTreeSet<Rational>) -> BTreeSet<Rational> {
    if found.len() <= MANY {
        return found;
    }
    found.first().into_iter().chain(found.last()).cloned().collect()
}

/// The points of a list that may still grow, or whose records may still change.
fn of_records(evaluator: &mut Evaluator<'_>, each: &Each, rule: &Rule) -> BTreeSet<Rational> {
    let Some((members, more)) = evaluator.members(&each.records) else {
        return BTreeSet::from([rule.range.0.clone(), rule.range.1.clone()]);
    };
    let mut sums = only(Rational::default());
    let mut keys: Vec<Vec<Option<Value>>> = Vec::new();
    for (fields, fits) in members {
        let key: Vec<Option<Value>> =
            each.once_per.iter().map(|at| fields.get(*at).cloned().flatten()).collect();
        let repeats = !key.is_empty() && key.iter().all(Option::is_some) && keys.contains(&key);
        keys.push(key);
        if fits == Some(false) || repeats {
            continue;
        }
        let mut points = record_points(&each.points, fields);
        if fits.is_none() {
            points.insert(Rational::default());
        }
        sums = pairs(&sums, &points, |a, b| a + b);
    }
    if more {
        // one more record at a time, until the cap
        let one = record_points(&each.points, &[]);
        for _ in 0..MANY {
            let grown: BTreeSet<Rational> = sums.union(&pairs(&sums, &one, |a, b| a + b)).cloned().collect();
            let grown: BTreeSet<Rational> =
                grown.into_iter().map(|sum| sum.min(rule.range.1.clone())).collect();
            if grown == sums {
                break;
            }
            sums = thinned(grown);
        }
    }
    sums.into_iter().map(|sum| bounded(sum, &each.cap, &each.floor).min(rule.range.1.clone())).collect()
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
