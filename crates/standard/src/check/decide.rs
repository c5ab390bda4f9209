//! Conditions whose outcome does not depend on the enterprise.

use duheng_pack::expr::form::{Comparison, Cond, CondKind, Num, Pick};
use duheng_pack::number::Rational;

use super::implies::{exclude, flipped, holds, values_of};
use super::interval::{Bounds, Interval};

/// What a condition gives whenever it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is true.
    Always,
    /// It is false.
    Never,
    /// Both may be, as far as can be seen.
    Open,
}

impl Outcome {
    fn of(always: bool, never: bool) -> Self {
        match (always, never) {
            (true, _) => Self::Always,
            (_, true) => Self::Never,
            _ => Self::Open,
        }
    }

    fn not(self) -> Self {
        match self {
            Self::Always => Self::Never,
            Self::Never => Self::Always,
            Self::Open => Self::Open,
        }
    }
}

/// What a condition gives whenever it is known.
pub(super) fn decide(bounds: Bounds<'_>, cond: &Cond) -> Outcome {
    match &cond.kind {
        CondKind::Constant(value) => Outcome::of(*value, !value),
        CondKind::Not(inner) => decide(bounds, inner).not(),
        CondKind::All(parts) => {
            let clash = pairs(parts).any(|(a, b)| exclude(bounds, a, b));
            let outcome = |wanted| move |part: &Cond| decide(bounds, part) == wanted;
            Outcome::of(
                !clash && parts.iter().all(outcome(Outcome::Always)),
                clash || parts.iter().any(outcome(Outcome::Never)),
            )
        }
        CondKind::Any(parts) => {
            let outcome = |wanted| move |part: &Cond| decide(bounds, part) == wanted;
            Outcome::of(parts.iter().any(outcome(Outcome::Always)), parts.iter().all(outcome(Outcome::Never)))
        }
        CondKind::Numbers(comparison, a, b) => numbers(bounds, *comparison, a, b),
        CondKind::Choices(comparison, pick, Pick::Constant(at)) => choices(bounds, *comparison, pick, *at),
        CondKind::Choices(comparison, Pick::Constant(at), pick) => {
            choices(bounds, flipped(*comparison), pick, *at)
        }
        CondKind::ChoiceAmong(pick, among) => match values_of(bounds, pick) {
            Some(count) => {
                Outcome::of(count > 0 && (0..count).all(|value| among.contains(&value)), among.is_empty())
            }
            None => Outcome::Open,
        },
        CondKind::Some(records) | CondKind::None(records) => {
            let filter = records.filter.as_deref();
            let never =
                filter.is_some_and(|filter| decide(bounds.inside(records.fact), filter) == Outcome::Never);
            let some = if never { Outcome::Never } else { Outcome::Open };
            if matches!(cond.kind, CondKind::None(_)) { some.not() } else { some }
        }
        CondKind::Every(records, condition) => match decide(bounds.inside(records.fact), condition) {
            Outcome::Always => Outcome::Always,
            _ => Outcome::Open,
        },
        CondKind::Periods { body, .. } => decide(bounds, body),
        _ => Outcome::Open,
    }
}

fn pairs(parts: &[Cond]) -> impl Iterator<Item = (&Cond, &Cond)> {
    parts
        .iter()
        .enumerate()
        .flat_map(|(at, a)| parts.get(at + 1..).unwrap_or_default().iter().map(move |b| (a, b)))
}

fn numbers(bounds: Bounds<'_>, comparison: Comparison, a: &Num, b: &Num) -> Outcome {
    let (a, b) = (bounds.of(a), bounds.of(b));
    let less = below(&a, &b, |high, low| high < low);
    let at_most = below(&a, &b, |high, low| high <= low);
    let more = below(&b, &a, |high, low| high < low);
    let at_least = below(&b, &a, |high, low| high <= low);
    match comparison {
        Comparison::Less => Outcome::of(less, at_least),
        Comparison::AtMost => Outcome::of(at_most, more),
        Comparison::More => Outcome::of(more, at_most),
        Comparison::AtLeast => Outcome::of(at_least, less),
        Comparison::Equal => Outcome::of(at_most && at_least, less || more),
        Comparison::NotEqual => Outcome::of(less || more, at_most && at_least),
    }
}

/// Whether all of `a` lies so below all of `b`.
fn below(a: &Interval, b: &Interval, compare: impl Fn(&Rational, &Rational) -> bool) -> bool {
    matches!((&a.high, &b.low), (Some(high), Some(low)) if compare(high, low))
}

fn choices(bounds: Bounds<'_>, comparison: Comparison, pick: &Pick, at: usize) -> Outcome {
    let Some(count) = values_of(bounds, pick) else { return Outcome::Open };
    // the lowest tier of several is written like the others, and asks that the value is known
    if (comparison, at) == (Comparison::AtLeast, 0) || (comparison, at + 1) == (Comparison::AtMost, count) {
        return Outcome::Open;
    }
    let mut outcomes = (0..count).map(|value| holds(comparison, &value, &at));
    let all = count > 0 && outcomes.clone().all(|holds| holds);
    Outcome::of(all, !outcomes.any(|holds| holds))
}
