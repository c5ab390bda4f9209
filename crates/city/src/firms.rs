//! The enterprises of the city: names that no enterprise has, codes that no authority gives, and which course each takes.

use duheng_pack::uscc::check_character;
use duheng_specimen::Dice;

use crate::Plan;
use crate::data::{City, Names};
use crate::plot::{Course, Plot};

/// How good enterprises are, each with how many of a hundred are so.
const LEVELS: &[(u8, usize)] = &[(99, 20), (95, 35), (88, 30), (70, 15)];

/// An enterprise before it is known to the deployment.
pub(crate) struct Firm {
    pub(crate) name: String,
    pub(crate) uscc: String,
    /// The office that it hangs below.
    pub(crate) home: String,
    /// The place of its plot among all.
    pub(crate) plot: usize,
    /// The place of its course in the plot.
    pub(crate) course: usize,
    /// By how many days it is later than the plot says.
    pub(crate) delay: i32,
    /// How many of a hundred things that are asked for it does.
    pub(crate) quality: u8,
    /// From which its facts follow.
    pub(crate) seed: u64,
    /// It is the first of its plot or of a course that says so, and can sign in.
    pub(crate) first: bool,
}

/// The enterprises of all plots.
pub(crate) fn settle(data: &City, plots: &[Plot], plan: &Plan) -> Vec<Firm> {
    let mut dice = Dice::new(plan.seed);
    let shares: Vec<usize> = plots.iter().map(|plot| plot.share).collect();
    let mut firms = Vec::new();
    for (plot, (of, count)) in plots.iter().zip(shared(plan.companies, &shares)).enumerate() {
        let weights: Vec<usize> = of.courses.iter().map(|course| course.weight).collect();
        let mut first = true;
        for (course, (which, count)) in of.courses.iter().zip(shared(count, &weights)).enumerate() {
            for at in 0..count {
                let number = firms.len();
                firms.push(Firm {
                    name: name(&data.names, number),
                    uscc: code(number),
                    home: turn(&data.homes, number),
                    plot,
                    course,
                    delay: delay(which, at, count),
                    quality: which.quality.unwrap_or_else(|| level(&mut dice)),
                    seed: plan.seed.wrapping_mul(1_000_003).wrapping_add(u64::try_from(number).unwrap_or(0)),
                    first: std::mem::take(&mut first) || (at == 0 && which.signs_in),
                });
            }
        }
    }
    firms
}

/// A number divided by weights: each gets its whole part, and what is left goes to the largest remainders, the first of
/// equal ones.
fn shared(number: usize, weights: &[usize]) -> Vec<usize> {
    let all = weights.iter().sum::<usize>().max(1);
    let mut parts: Vec<usize> = weights.iter().map(|weight| number * weight / all).collect();
    let mut rests: Vec<(usize, usize)> =
        weights.iter().map(|weight| number * weight % all).enumerate().collect();
    rests.sort_by_key(|(at, rest)| (std::cmp::Reverse(*rest), *at));
    let left = number - parts.iter().sum::<usize>();
    for (at, _) in rests.into_iter().take(left) {
        if let Some(part) = parts.get_mut(at) {
            *part += 1;
        }
    }
    parts
}

/// Delays lie evenly between those of the course.
fn delay(course: &Course, at: usize, count: usize) -> i32 {
    let (from, to) = course.delay;
    let whole = |number: usize| i32::try_from(number).unwrap_or(0);
    if count < 2 { (from + to) / 2 } else { from + (to - from) * whole(at) / whole(count - 1) }
}

fn level(dice: &mut Dice) -> u8 {
    let mut left = dice.below(LEVELS.iter().map(|(_, share)| share).sum());
    for (quality, share) in LEVELS {
        if left < *share {
            return *quality;
        }
        left -= share;
    }
    0
}

/// One of several in turn.
pub(crate) fn turn(several: &[String], number: usize) -> String {
    several.get(number % several.len().max(1)).cloned().unwrap_or_default()
}

fn name(names: &Names, number: usize) -> String {
    let first = turn(&names.first, number);
    let second = turn(&names.second, number / names.first.len().max(1));
    let trade = turn(&names.trade, number);
    format!("{}{first}{second}{trade}{}", names.prefix, names.suffix)
}

/// A code whose check character is right. No authority registers under `X`, and no region is `000000`.
fn code(number: usize) -> String {
    let first = format!("X1000000{number:09}");
    let check = check_character(&first).unwrap_or('0');
    format!("{first}{check}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use duheng_pack::calendar::Date;
    use duheng_pack::uscc::Uscc;

    use super::*;
    use crate::MOST;

    #[test]
    fn numbers_are_divided_without_rest() {
        assert_eq!(shared(12, &[36, 30, 34]), [4, 4, 4]);
        assert_eq!(shared(300, &[36, 30, 34]), [108, 90, 102]);
        assert_eq!(shared(1, &[36, 30, 34]), [1, 0, 0]);
        assert_eq!(shared(0, &[1]), [0]);
    }

    #[test]
    fn no_two_enterprises_share_a_name_or_a_code_and_codes_are_right() {
        let (data, plots) = (City::read().unwrap(), Plot::all().unwrap());
        let plan = Plan {
            seed: 7,
            as_of: Date::read("2026-11-20").unwrap(),
            companies: MOST,
            packs: std::path::PathBuf::new(),
        };
        let firms = settle(&data, &plots, &plan);
        assert_eq!(firms.len(), MOST);
        let names: BTreeSet<&str> = firms.iter().map(|firm| firm.name.as_str()).collect();
        let codes: BTreeSet<&str> = firms.iter().map(|firm| firm.uscc.as_str()).collect();
        assert_eq!((names.len(), codes.len()), (MOST, MOST));
        assert!(firms.iter().all(|firm| Uscc::read(&firm.uscc).is_ok() && firm.name.starts_with("示例")));
        let own = plots.iter().flat_map(|plot| plot.courses.iter().skip(1)).filter(|course| course.signs_in);
        assert_eq!(firms.iter().filter(|firm| firm.first).count(), plots.len() + own.count());
    }
}
