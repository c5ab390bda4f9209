//! Whether one condition is contained in another.
//!
//! Sound and incomplete: yes means that whenever the first is true, the second is; no means that this cannot be seen.
//! It sees comparisons of the same left side with constants or with the same right side, values of choices and lists
//! of them, yes/no facts, `and`, `or`, `not`, and lists of records whose filters are contained in one another.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;

use duheng_pack::expr::form::{Comparison, Cond, CondKind, Num, Pick, Records};
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::{ChoiceId, FactKind, ValueType};

use super::interval::Bounds;
use super::same;

/// Whether `b` is true whenever `a` is.
pub(super) fn implies(bounds: Bounds<'_>, a: &Cond, b: &Cond) -> bool {
    if same::cond(a) == same::cond(b) {
        return true;
    }
    match (&a.kind, &b.kind) {
        (CondKind::Constant(false), _) | (_, CondKind::Constant(true)) => return true,
        (_, CondKind::All(parts)) => return parts.iter().all(|part| implies(bounds, a, part)),
        (CondKind::Any(parts), _) => return parts.iter().all(|part| implies(bounds, part, b)),
        _ => {}
    }
    if let CondKind::Any(parts) = &b.kind
        && parts.iter().any(|part| implies(bounds, a, part))
    {
        return true;
    }
    if let CondKind::All(parts) = &a.kind
        && parts.iter().any(|part| implies(bounds, part, b))
    {
        return true;
    }
    if let (Some((of_a, least)), Some((of_b, enough))) = (at_least(a), at_least(b)) {
        return least >= enough && contained(bounds, of_a, of_b);
    }
    match (&a.kind, &b.kind) {
        (CondKind::None(of_a), CondKind::None(of_b)) => return contained(bounds, of_b, of_a),
        (
            CondKind::Periods { every, window, body },
            CondKind::Periods { every: of_b, window: other, body: inner },
        ) if every == of_b && window == other => return implies(bounds, body, inner),
        _ => {}
    }
    match (Claim::of(bounds, a), Claim::of(bounds, b)) {
        (Some(a), Some(b)) => a.subject == b.subject && a.values.within(&b.values),
        _ => false,
    }
}

/// Whether both can never be true together, as far as single comparisons show.
pub(super) fn exclude(bounds: Bounds<'_>, a: &Cond, b: &Cond) -> bool {
    match (Claim::of(bounds, a), Claim::of(bounds, b)) {
        (Some(a), Some(b)) => a.subject == b.subject && a.values.apart(&b.values),
        _ => false,
    }
}

/// `count(list) >= n`, `any(list)`: the list and the least number of records.
fn at_least(cond: &Cond) -> Option<(&Records, Rational)> {
    match &cond.kind {
        CondKind::Some(records) => Some((records, Rational::from_int(1))),
        CondKind::Numbers(comparison, Num::Count(records), Num::Constant(number, _)) => match comparison {
            Comparison::AtLeast => Some((records, number.clone())),
            Comparison::More if number.is_integer() => Some((records, number + &Rational::from_int(1))),
            _ => None,
        },
        _ => None,
    }
}

/// Whether every record of `a` is one of `b`.
fn contained(bounds: Bounds<'_>, a: &Records, b: &Records) -> bool {
    a.fact == b.fact
        && match (a.filter.as_deref(), b.filter.as_deref()) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(of_a), Some(of_b)) => implies(bounds.inside(a.fact), of_a, of_b),
        }
}

/// What a single comparison says: which values one thing may have.
struct Claim {
    subject: String,
    values: Values,
}

/// A set of values.
enum Values {
    /// Numbers between two ends; the flag says that the end itself is left out.
    Between(Option<(Rational, bool)>, Option<(Rational, bool)>),
    /// These positions: of a choice, of no and yes, or of less, equal and more.
    Among(BTreeSet<usize>),
}

impl Claim {
    fn of(bounds: Bounds<'_>, cond: &Cond) -> Option<Self> {
        match &cond.kind {
            CondKind::Numbers(comparison, num, Num::Constant(number, _)) => {
                Some(Self { subject: same::num(num), values: between(*comparison, number)? })
            }
            CondKind::Numbers(comparison, Num::Constant(number, _), num) => {
                Some(Self { subject: same::num(num), values: between(flipped(*comparison), number)? })
            }
            CondKind::Numbers(comparison, a, b) => Some(relation(same::num(a), same::num(b), *comparison)),
            CondKind::Dates(comparison, a, b) => {
                Some(relation(format!("{a:?}"), format!("{b:?}"), *comparison))
            }
            CondKind::Choices(comparison, pick, Pick::Constant(at)) => {
                let count = values_of(bounds, pick)?;
                Some(Self {
                    subject: format!("{pick:?}"),
                    values: Values::Among((0..count).filter(|value| holds(*comparison, value, at)).collect()),
                })
            }
            CondKind::ChoiceAmong(pick, among) => Some(Self {
                subject: format!("{pick:?}"),
                values: Values::Among(among.iter().copied().collect()),
            }),
            CondKind::Not(inner) => {
                let claim = Self::of(bounds, inner)?;
                let count = match &inner.kind {
                    CondKind::Choices(_, pick, _) | CondKind::ChoiceAmong(pick, _) => {
                        values_of(bounds, pick)?
                    }
                    CondKind::Numbers(..) | CondKind::Dates(..) => return None,
                    _ => 2,
                };
                let Values::Among(among) = claim.values else { return None };
                let rest = (0..count).filter(|value| !among.contains(value)).collect();
                Some(Self { subject: claim.subject, values: Values::Among(rest) })
            }
            CondKind::Fact(_) | CondKind::Field(_) | CondKind::OnList(_) | CondKind::Valid { .. } => {
                Some(Self { subject: same::cond(cond), values: Values::Among(BTreeSet::from([1])) })
            }
            _ => None,
        }
    }
}

impl Values {
    fn within(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Among(a), Self::Among(b)) => a.is_subset(b),
            (Self::Between(low, high), Self::Between(other_low, other_high)) => {
                let above = match (low, other_low) {
                    (_, None) => true,
                    (None, Some(_)) => false,
                    (Some((a, open)), Some((b, other_open))) => a > b || (a == b && (*open || !other_open)),
                };
                let below = match (high, other_high) {
                    (_, None) => true,
                    (None, Some(_)) => false,
                    (Some((a, open)), Some((b, other_open))) => a < b || (a == b && (*open || !other_open)),
                };
                above && below
            }
            _ => false,
        }
    }

    /// Whether no value is in both.
    fn apart(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Among(a), Self::Among(b)) => a.is_disjoint(b),
            (Self::Between(low, high), Self::Between(other_low, other_high)) => {
                let ends = |high: &Option<(Rational, bool)>, low: &Option<(Rational, bool)>| match (high, low)
                {
                    (Some((high, open)), Some((low, other_open))) => {
                        high < low || (high == low && (*open || *other_open))
                    }
                    _ => false,
                };
                ends(high, other_low) || ends(other_high, low)
            }
            _ => false,
        }
    }
}

fn between(comparison: Comparison, number: &Rational) -> Option<Values> {
    let end = |open: bool| Some((number.clone(), open));
    Some(match comparison {
        Comparison::Equal => Values::Between(end(false), end(false)),
        Comparison::Less => Values::Between(None, end(true)),
        Comparison::AtMost => Values::Between(None, end(false)),
        Comparison::More => Values::Between(end(true), None),
        Comparison::AtLeast => Values::Between(end(false), None),
        Comparison::NotEqual => return None,
    })
}

/// Two sides as one subject, in a fixed order; the values are less, equal and more.
fn relation(a: String, b: String, comparison: Comparison) -> Claim {
    let (first, second, comparison) = if a <= b { (a, b, comparison) } else { (b, a, flipped(comparison)) };
    let among = (0..3).filter(|value| holds(comparison, value, &1)).collect();
    Claim { subject: format!("{first} and {second}"), values: Values::Among(among) }
}

/// The comparison with its sides exchanged.
pub(super) fn flipped(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::More,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::More => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        same => same,
    }
}

/// Whether two ordered values compare so.
pub(super) fn holds<T: Ord>(comparison: Comparison, a: &T, b: &T) -> bool {
    match comparison {
        Comparison::Equal => a == b,
        Comparison::NotEqual => a != b,
        Comparison::Less => a < b,
        Comparison::AtMost => a <= b,
        Comparison::More => a > b,
        Comparison::AtLeast => a >= b,
    }
}

/// How many values a choice has.
pub(super) fn values_of(bounds: Bounds<'_>, pick: &Pick) -> Option<usize> {
    let choice: ChoiceId = match pick {
        Pick::Constant(_) => return None,
        Pick::Fact(at) => match &at.fact.of(bounds.vocabulary)?.kind {
            FactKind::Value(ValueType::Choice(choice), _) => *choice,
            _ => return None,
        },
        Pick::Field(at) => match bounds.record?.of(bounds.vocabulary)?.fields.get(*at)?.value {
            ValueType::Choice(choice) => choice,
            _ => return None,
        },
        Pick::Result(result) => result.of(bounds.vocabulary)?.grades,
    };
    Some(choice.of(bounds.vocabulary)?.values.len())
}
