//! The search for the least set of improvements, held against trying every set.

use duheng_pack::number::Rational;
use duheng_standard::advice::search::{BASE, Candidate, FIRST_PART, Found, Level, Problem, TOTAL, least};
use duheng_testkit::random::Dice;

/// The least set by trying all: fewest items, fewest points, earliest items, lowest levels.
fn by_trying_all(problem: &Problem) -> Option<Vec<(usize, usize)>> {
    let mut best: Option<(usize, Rational, Vec<usize>, Vec<usize>)> = None;
    let sizes: Vec<usize> = problem.candidates.iter().map(|candidate| candidate.levels.len() + 1).collect();
    let all: usize = sizes.iter().product();
    for number in 0..all {
        let mut rest = number;
        let mut choice = Vec::new();
        for (at, size) in sizes.iter().enumerate() {
            if rest % size > 0 {
                choice.push((at, rest % size - 1));
            }
            rest /= size;
        }
        let level = |(item, level): &(usize, usize)| &problem.candidates[*item].levels[*level];
        let brought = |axis: usize| -> Rational {
            let of_axis =
                choice.iter().flat_map(|one| level(one).brings.iter()).filter(|(of, _)| *of == axis);
            of_axis.map(|(_, points)| points.clone()).sum()
        };
        let meets =
            |goal: &Vec<(usize, Rational)>| goal.iter().all(|(axis, missing)| brought(*axis) >= *missing);
        if !problem.goals.iter().any(meets) {
            continue;
        }
        let gain: Rational = choice.iter().map(|one| level(one).gain.clone()).sum();
        let (items, levels) = choice.iter().copied().unzip();
        let this = (choice.len(), gain, items, levels);
        if best.as_ref().is_none_or(|best| this < *best) {
            best = Some(this);
        }
    }
    best.map(|(_, _, items, levels)| items.into_iter().zip(levels).collect())
}

fn random_problem(random: &mut Dice) -> Problem {
    let parts = 1 + random.below(3);
    let factor =
        [Rational::from_int(1), Rational::from_ratio(100, 94).unwrap_or_default()][random.below(2)].clone();
    let candidate = |random: &mut Dice| {
        let part = random.below(parts + 1);
        let mut gains: Vec<i64> = (0..1 + random.below(3)).map(|_| 1 + random.below(6) as i64).collect();
        gains.sort_unstable();
        gains.dedup();
        let halves = random.below(4) == 0;
        let level = |gain: i64| {
            let gain = Rational::from_ratio(gain, if halves { 2 } else { 1 }).unwrap_or_default();
            let mut brings = vec![(TOTAL, &gain * &factor)];
            if part < parts {
                brings.push((BASE, &gain * &factor));
                brings.push((FIRST_PART + part, gain.clone()));
            }
            Level { gain, brings }
        };
        Candidate { levels: gains.into_iter().map(level).collect() }
    };
    let candidates = (0..random.below(8)).map(|_| candidate(random)).collect();
    let goal = |random: &mut Dice| {
        let mut goal = vec![(TOTAL, Rational::from_int(random.below(16) as i64))];
        if random.below(2) == 0 {
            goal.push((BASE, Rational::from_int(random.below(12) as i64)));
        }
        if random.below(3) == 0 {
            goal.push((FIRST_PART + random.below(parts), Rational::from_int(random.below(6) as i64)));
        }
        goal
    };
    Problem { candidates, goals: (0..1 + random.below(2)).map(|_| goal(random)).collect() }
}

#[test]
fn the_least_set_is_the_one_found_by_trying_all() {
    let (mut found, mut none) = (0, 0);
    for seed in 0..1_000 {
        let mut random = Dice::new(seed);
        let problem = random_problem(&mut random);
        match (least(&problem), by_trying_all(&problem)) {
            (Found::Set { choice, proved: true }, Some(expected)) => {
                assert_eq!(choice, expected, "seed {seed}: {problem:?}");
                found += 1;
            }
            (Found::None { proved: true }, None) => none += 1,
            (other, expected) => {
                panic!("seed {seed}: {other:?}, but trying all gives {expected:?}: {problem:?}")
            }
        }
    }
    assert!(
        found > 500 && none > 50,
        "the random problems are too much alike: {found} found, {none} without"
    );
}

/// Twenty-four items of which no two sets gain the same: a little more than 100,000,000 each.
fn all_different() -> Vec<Candidate> {
    let candidate = |at: u32| {
        let gain = Rational::from_int(100_000_000 + (1 << at));
        Candidate { levels: vec![Level { gain: gain.clone(), brings: vec![(TOTAL, gain)] }] }
    };
    (0..24).map(candidate).collect()
}

#[test]
fn a_search_that_is_given_up_says_so() {
    // any twelve items will do, which are too many sets to look at
    let problem = Problem {
        candidates: all_different(),
        goals: vec![vec![(TOTAL, Rational::from_int(1_150_000_000))]],
    };
    let found = least(&problem);
    assert!(matches!(found, Found::Set { proved: false, .. }), "{found:?}");
}

#[test]
fn sets_that_cannot_bring_enough_are_not_looked_at() {
    let candidates = all_different();
    let greatest: Rational = candidates.iter().skip(12).map(|of| of.levels[0].gain.clone()).sum();
    let choice = (12..24).map(|at| (at, 0)).collect();
    let problem = Problem { candidates, goals: vec![vec![(TOTAL, greatest)]] };
    assert_eq!(least(&problem), Found::Set { choice, proved: true });
}
