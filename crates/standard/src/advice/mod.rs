//! Advice: the least that would lift an enterprise one grade.
//!
//! Three steps, each on its own: what each item could still reach, and when (`reach`); the least set of such
//! improvements that meets the bounds of a higher grade (`search`); and what to say of it.

mod open;
pub mod reach;
mod records;
pub mod search;

use alloc::vec::Vec;

use duheng_pack::number::Rational;
use duheng_pack::vocabulary::Vocabulary;

use crate::model::{Band, Form, Rule, Standard};
use crate::score::{GateState, Points, Score, State, by_points};
use crate::sheet::Sheet;
use reach::{Reach, reachable};
use search::{Candidate, Found, Level, Problem};

/// What would lift an enterprise one grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advice {
    /// It has the highest grade that there is.
    Highest,
    /// Points would not help: the gate fails, a veto leaves no higher grade, or too little is evaluated.
    Barred,
    /// This set of improvements lifts it.
    Improve {
        /// The grade that it reaches, by position.
        grade: usize,
        /// The improvements, in the order of the standard.
        steps: Vec<Step>,
        /// Base and total that it then has.
        base: Rational,
        /// The total that it then has.
        total: Rational,
        /// Whether it is proved that no smaller set does it.
        proved: bool,
    },
    /// No set of improvements that the enterprise can make lifts it.
    OutOfReach {
        /// The next higher grade, by position.
        grade: usize,
        /// The most base that it could have.
        base: Rational,
        /// The most total that it could have without more judged points.
        total: Rational,
        /// Whether it is proved; otherwise the search was given up.
        proved: bool,
        /// Whether that grade goes by rank and the cohort is not frozen yet: until then nobody knows what it takes.
        awaits_ranks: bool,
    },
}

/// One improvement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The item, by position.
    pub item: usize,
    /// Its points now.
    pub from: Rational,
    /// Its points then.
    pub to: Rational,
    /// The reporting year in which it can be reached at the earliest; the present one where nothing of the past is in
    /// the way.
    pub year: i16,
}

/// Advises the enterprise of `score`, which was scored from `sheet`.
#[must_use]
pub fn advise(standard: &Standard, vocabulary: &Vocabulary, sheet: &Sheet, score: &Score<'_>) -> Advice {
    if score.grade.by_points == Some(0) && score.grade.grade == Some(0) {
        return Advice::Highest;
    }
    let goal = score.grade.by_points.unwrap_or(standard.grades.len()).saturating_sub(1);
    let striking = || score.vetoes.iter().filter(|result| result.when.truth == Some(true));
    // points help where every veto leaves the grade that is wanted
    let vetoed = striking().any(|result| result.veto.at_most.is_none_or(|highest| goal < highest));
    if score.gate.state == GateState::Fail || vetoed || score.grade.too_little_evaluated {
        return Advice::Barred;
    }
    let highest = striking().filter_map(|result| result.veto.at_most).max().unwrap_or(0);
    let reach = reachable(vocabulary, sheet, score);
    let problem = problem(standard, score, sheet, goal, &reach);
    match search::least(&problem) {
        Found::Set { choice, proved } => {
            improve(standard, score, sheet, (highest, goal), &reach, &choice, proved)
        }
        Found::None { proved } => {
            let most: Vec<(usize, Rational)> = reach
                .iter()
                .filter_map(|reach| Some((reach.item, reach.levels.last()?.points.clone())))
                .collect();
            let (base, total, _) = points_with(standard, score, &most);
            let by_rank = standard.grades.get(goal).is_some_and(|band| band.percentile.is_some());
            let awaits_ranks = by_rank && !sheet.cohort.frozen;
            Advice::OutOfReach { grade: goal, base, total, proved, awaits_ranks }
        }
    }
}

fn improve(
    standard: &Standard,
    score: &Score<'_>,
    sheet: &Sheet,
    (highest, goal): (usize, usize),
    reach: &[Reach],
    choice: &[(usize, usize)],
    proved: bool,
) -> Advice {
    let mut steps = Vec::new();
    for (candidate, level) in choice {
        let Some(reach) = reach.get(*candidate) else { continue };
        let (Some(level), Some(scored)) = (reach.levels.get(*level), score.items.get(reach.item)) else {
            continue;
        };
        steps.push(Step {
            item: reach.item,
            from: scored.outcome.value.clone(),
            to: level.points.clone(),
            year: level.year,
        });
    }
    let raised: Vec<(usize, Rational)> = steps.iter().map(|step| (step.item, step.to.clone())).collect();
    let (base, total, parts) = points_with(standard, score, &raised);
    let points = Points { total: &total, base: &base, parts: &parts, totals: &sheet.cohort };
    let grade = by_points(standard, &points, &band_conditions(standard, score)).unwrap_or(goal);
    Advice::Improve { grade: grade.max(highest), steps, base, total, proved }
}

fn band_conditions(standard: &Standard, score: &Score<'_>) -> Vec<Option<bool>> {
    let mut evaluator = score.evaluator();
    standard
        .grades
        .iter()
        .map(|band| band.when.as_ref().map_or(Some(true), |when| evaluator.cond(when)))
        .collect()
}

/// Base, total and parts when some items have other points.
fn points_with(
    standard: &Standard,
    score: &Score<'_>,
    raised: &[(usize, Rational)],
) -> (Rational, Rational, Vec<crate::score::PartScore>) {
    let mut parts = score.parts.clone();
    let (mut base_gain, mut bonus) = (Rational::default(), score.bonus.clone());
    for (item, points) in raised {
        let Some(scored) = score.items.get(*item) else { continue };
        let gain = points - &scored.outcome.value;
        match standard.part_of(*item) {
            Some(part) => {
                if let Some(part) = parts.get_mut(part) {
                    part.score += &gain;
                }
                base_gain += &gain;
            }
            None => bonus += &gain,
        }
    }
    let base = &score.base + &(base_gain * factor(standard, score));
    let total = &base + &bonus;
    (base, total, parts)
}

/// How much of the base one point of an item is worth, after conversion.
fn factor(standard: &Standard, score: &Score<'_>) -> Rational {
    let partly = score.items.iter().any(|scored| scored.state == State::NotEvaluated);
    match &standard.conversion {
        Some(conversion) if partly => conversion.to.checked_div(&score.evaluated_max).unwrap_or_default(),
        _ => Rational::from_int(1),
    }
}

/// The search for the least set: which bounds are still to be met, and what each improvement brings towards them.
fn problem(standard: &Standard, score: &Score<'_>, sheet: &Sheet, goal: usize, reach: &[Reach]) -> Problem {
    let conditions = band_conditions(standard, score);
    let rank = |band: &Band| sheet.cohort.total_at(band.percentile.as_ref()?, standard.cohort_at_least);
    // bounds that no points change must hold already
    let reaches = |at: usize| {
        let Some(band) = standard.grades.get(at) else { return false };
        let condition = conditions.get(at).copied().flatten() == Some(true);
        condition && (band.percentile.is_none() || rank(band).is_some())
    };
    let wanted: Vec<usize> = if standard.ladder {
        // every step from the goal down
        let steps: Vec<usize> = (goal..standard.grades.len()).collect();
        if steps.iter().all(|at| reaches(*at)) { steps } else { Vec::new() }
    } else {
        (0..=goal).filter(|at| reaches(*at)).collect()
    };
    let factor = factor(standard, score);
    let needs = |at: &usize| {
        let band = standard.grades.get(*at);
        let mut needs = Vec::new();
        let mut need = |axis: usize, bound: Option<&Rational>, have: &Rational| {
            if let Some(bound) = bound {
                needs.push((axis, bound - have));
            }
        };
        need(search::TOTAL, band.and_then(|band| band.total.as_ref()), &score.total);
        need(search::BASE, band.and_then(|band| band.base.as_ref()), &score.base);
        need(search::TOTAL, band.and_then(rank).as_ref(), &score.total);
        for (part, bound) in band.map(|band| band.parts.as_slice()).unwrap_or_default() {
            if let Some(have) = score.parts.get(*part) {
                need(search::FIRST_PART + part, Some(bound), &have.score);
            }
        }
        needs
    };
    let goals = if standard.ladder {
        let all: Vec<(usize, Rational)> = wanted.iter().flat_map(needs).collect();
        if wanted.is_empty() { Vec::new() } else { Vec::from([all]) }
    } else {
        wanted.iter().map(needs).collect()
    };
    let candidates = reach
        .iter()
        .map(|reach| {
            let part = standard.part_of(reach.item);
            let now =
                score.items.get(reach.item).map(|scored| scored.outcome.value.clone()).unwrap_or_default();
            let level = |points: &Rational| {
                let gain = points - &now;
                let weighed = &gain * &factor;
                let brings = match part {
                    Some(part) => Vec::from([
                        (search::TOTAL, weighed.clone()),
                        (search::BASE, weighed),
                        (search::FIRST_PART + part, gain.clone()),
                    ]),
                    None => Vec::from([(search::TOTAL, gain.clone())]),
                };
                Level { gain, brings }
            };
            Candidate { levels: reach.levels.iter().map(|of| level(&of.points)).collect() }
        })
        .collect();
    Problem { candidates, goals }
}

/// Whether assessors type points for a rule or one below it.
pub(crate) fn is_judged(rule: &Rule) -> bool {
    matches!(rule.form, Form::Judge { .. }) || rule.inner().any(is_judged)
}
