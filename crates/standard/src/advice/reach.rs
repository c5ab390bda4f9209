//! What each item could still reach, and in which reporting year at the earliest.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use duheng_pack::expr::form::Cond;
use duheng_pack::expr::{Evaluator, Quantity};
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::Vocabulary;

use super::is_judged;
use super::open::opened;
use super::records::of_records;
use crate::model::{Form, Rule};
use crate::read::rules::bounded;
use crate::score::{ItemScore, Score, State};
use crate::sheet::Sheet;

/// How many years ahead are looked at.
const YEARS_AHEAD: i16 = 5;
/// How many different points of one rule are told apart; of more, only the least and the most are kept.
pub(super) const MANY: usize = 64;

/// What one item could reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The item, by position.
    pub item: usize,
    /// The points it could have, above its present ones, in ascending order.
    pub levels: Vec<LevelReach>,
}

/// Points that an item could have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelReach {
    /// The points.
    pub points: Rational,
    /// The reporting year in which it could have them at the earliest.
    pub year: i16,
}

/// What every item could reach that is evaluated and not judged. Years after the one in which an item could have all
/// its points are not looked at; of a formula only the least and the most are told.
#[must_use]
pub fn reachable(vocabulary: &Vocabulary, sheet: &Sheet, score: &Score<'_>) -> Vec<Reach> {
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

pub(super) fn only(points: Rational) -> BTreeSet<Rational> {
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
        Form::Each(each) => of_records(evaluator, each, &rule.range),
        Form::Judge { .. } => only(Rational::default()),
    }
}

/// All that one of each becomes when they are joined.
pub(super) fn pairs(
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
