//! The least set of improvements that meets one of several goals: fewest items, then fewest points, then the earliest
//! items in the order of the standard.
//!
//! For each number of items, from one up, a memoised walk over the items in order finds the set with the fewest points.
//! The walk is exact; it is given up after sixty thousand states, and then says so.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use duheng_pack::number::Rational;

/// The total.
pub const TOTAL: usize = 0;
/// The base.
pub const BASE: usize = 1;
/// The first part; the others follow.
pub const FIRST_PART: usize = 2;

/// How many states are looked at before the search is given up.
const LIMIT: usize = 60_000;

/// What can be improved and what is to be met.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The items that can be improved, in the order of the standard.
    pub candidates: Vec<Candidate>,
    /// Each goal: what is still missing on each axis (zero or less where nothing is). One goal must be met whole.
    pub goals: Vec<Vec<(usize, Rational)>>,
}

/// An item that can be improved.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What it can reach, in ascending order of points.
    pub levels: Vec<Level>,
}

/// One level that an item can reach.
#[derive(Clone, Debug)]
pub struct Level {
    /// The points it gains; above zero.
    pub gain: Rational,
    /// What that brings on each axis.
    pub brings: Vec<(usize, Rational)>,
}

/// What the search comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The least set: candidates in order, each with its level.
    Set {
        /// Candidate and level, by position.
        choice: Vec<(usize, usize)>,
        /// Whether it is proved to be the least.
        proved: bool,
    },
    /// No set meets a goal.
    None {
        /// Whether that is proved.
        proved: bool,
    },
}

/// Finds the least set.
#[must_use]
pub fn least(problem: &Problem) -> Found {
    let mut proved = true;
    let goals: Vec<Goal<'_>> = problem.goals.iter().map(|goal| Goal::new(problem, goal)).collect();
    for count in 0..=problem.candidates.len() {
        let mut best: Option<Plan> = None;
        for goal in &goals {
            let mut walk = Walk { goal, memo: BTreeMap::new(), exhausted: false };
            let plan = walk.best(0, count, &goal.missing);
            proved &= !walk.exhausted;
            if let Some(plan) = plan {
                best = Some(match best {
                    Some(other) if other.is_less(&plan) => other,
                    _ => plan,
                });
            }
        }
        if let Some(plan) = best {
            return Found::Set { choice: plan.choice, proved };
        }
    }
    Found::None { proved }
}

/// A set with its points.
#[derive(Clone, Debug)]
struct Plan {
    gain: Rational,
    choice: Vec<(usize, usize)>,
}

impl Plan {
    /// Fewer points; then earlier items; then lower levels of the first that differ.
    fn is_less(&self, other: &Self) -> bool {
        let items = |plan: &Self| plan.choice.iter().map(|(item, _)| *item).collect::<Vec<_>>();
        let levels = |plan: &Self| plan.choice.iter().map(|(_, level)| *level).collect::<Vec<_>>();
        (&self.gain, items(self), levels(self)) <= (&other.gain, items(other), levels(other))
    }
}

/// One goal, with what the candidates from each position on could bring at most.
struct Goal<'p> {
    problem: &'p Problem,
    axes: Vec<usize>,
    missing: Vec<Rational>,
    /// By position and axis: the most that each candidate from there on brings, greatest first, summed up.
    most: Vec<Vec<Vec<Rational>>>,
}

impl<'p> Goal<'p> {
    fn new(problem: &'p Problem, goal: &[(usize, Rational)]) -> Self {
        let mut needs: BTreeMap<usize, Rational> = BTreeMap::new();
        for (axis, missing) in goal {
            let need = needs.entry(*axis).or_insert_with(|| missing.clone());
            *need = (*need).clone().max(missing.clone());
        }
        let axes: Vec<usize> = needs.keys().copied().collect();
        let missing = needs.into_values().map(|need| need.max(Rational::default())).collect();
        let most = (0..=problem.candidates.len())
            .map(|from| axes.iter().map(|axis| sums_of_greatest(problem, from, *axis)).collect())
            .collect();
        Self { problem, axes, missing, most }
    }

    /// Whether `count` candidates from `from` on could bring what is missing.
    fn possible(&self, from: usize, count: usize, missing: &[Rational]) -> bool {
        let Some(most) = self.most.get(from) else { return missing.iter().all(Rational::is_zero) };
        missing.iter().zip(most).all(|(missing, sums)| {
            let reach = sums.get(count.min(sums.len().saturating_sub(1)));
            missing.is_zero() || reach.is_some_and(|reach| reach >= missing)
        })
    }
}

/// The greatest sums on an axis of zero, one, two, … candidates from a position on.
fn sums_of_greatest(problem: &Problem, from: usize, axis: usize) -> Vec<Rational> {
    let greatest = |candidate: &Candidate| candidate.levels.iter().map(|level| brought(level, axis)).max();
    let mut each: Vec<Rational> = problem.candidates.iter().skip(from).filter_map(greatest).collect();
    each.sort_by(|a, b| b.cmp(a));
    let mut sums = Vec::from([Rational::default()]);
    for one in each {
        let sum = sums.last().cloned().unwrap_or_default() + one;
        sums.push(sum);
    }
    sums
}

fn brought(level: &Level, axis: usize) -> Rational {
    level.brings.iter().filter(|(of, _)| *of == axis).map(|(_, brought)| brought.clone()).sum()
}

struct Walk<'g, 'p> {
    goal: &'g Goal<'p>,
    memo: BTreeMap<(usize, usize, Vec<Rational>), Option<Plan>>,
    exhausted: bool,
}

impl Walk<'_, '_> {
    /// The best plan with exactly `count` candidates from `from` on that brings what is missing.
    fn best(&mut self, from: usize, count: usize, missing: &[Rational]) -> Option<Plan> {
        if count == 0 {
            let met = missing.iter().all(Rational::is_zero);
            return met.then(|| Plan { gain: Rational::default(), choice: Vec::new() });
        }
        let left = self.goal.problem.candidates.len().saturating_sub(from);
        if left < count || !self.goal.possible(from, count, missing) {
            return None;
        }
        let state = (from, count, missing.to_vec());
        if let Some(known) = self.memo.get(&state) {
            return known.clone();
        }
        if self.memo.len() >= LIMIT {
            self.exhausted = true;
            return None;
        }
        let mut best: Option<Plan> = None;
        let candidate = self.goal.problem.candidates.get(from);
        for (at, level) in
            candidate.map(|candidate| candidate.levels.as_slice()).unwrap_or_default().iter().enumerate()
        {
            let after: Vec<Rational> = missing
                .iter()
                .zip(&self.goal.axes)
                .map(|(missing, axis)| (missing - &brought(level, *axis)).max(Rational::default()))
                .collect();
            if let Some(mut plan) = self.best(from + 1, count - 1, &after) {
                plan.gain += &level.gain;
                plan.choice.insert(0, (from, at));
                best = less(best, plan);
            }
        }
        if let Some(plan) = self.best(from + 1, count, missing) {
            best = less(best, plan);
        }
        self.memo.insert(state, best.clone());
        best
    }
}

fn less(best: Option<Plan>, plan: Plan) -> Option<Plan> {
    match best {
        Some(best) if best.is_less(&plan) => Some(best),
        _ => Some(plan),
    }
}
