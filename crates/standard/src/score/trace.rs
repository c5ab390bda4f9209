//! Why a condition holds or not: its parts and the two sides of a comparison.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Period;
use duheng_pack::expr::form::{Cond, CondKind, Num};
use duheng_pack::expr::{Evaluator, Quantity};
use duheng_pack::vocabulary::{FactKind, Flavour, NumberType, Vocabulary};

/// How a condition came out.
#[derive(Debug)]
pub struct CondTrace<'s> {
    /// The condition.
    pub cond: &'s Cond,
    /// Whether it holds; none for unknown.
    pub truth: Option<bool>,
    /// Its parts, for `and`, `or`, `not`, and one for each period of `every` and `any`.
    pub parts: Vec<CondTrace<'s>>,
    /// The period it is about, below `every` and `any`.
    pub period: Option<Period>,
    /// What is compared, for numbers.
    pub sides: Option<Sides>,
}

/// The two sides of a comparison of numbers, in base units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sides {
    /// The left side.
    pub left: Quantity,
    /// The right side.
    pub right: Quantity,
}

/// Evaluates a condition and keeps how it came out.
pub(super) fn explain<'s>(evaluator: &mut Evaluator<'_>, cond: &'s Cond) -> CondTrace<'s> {
    let mut trace = CondTrace { cond, truth: None, parts: Vec::new(), period: None, sides: None };
    match &cond.kind {
        CondKind::All(parts) => {
            trace.parts = parts.iter().map(|part| explain(evaluator, part)).collect();
            trace.truth = duheng_pack::expr::all(trace.parts.iter().map(|part| part.truth));
        }
        CondKind::Any(parts) => {
            trace.parts = parts.iter().map(|part| explain(evaluator, part)).collect();
            trace.truth = duheng_pack::expr::any(trace.parts.iter().map(|part| part.truth));
        }
        CondKind::Same(same, a, b) => {
            trace.parts = Vec::from([explain(evaluator, a), explain(evaluator, b)]);
            trace.truth = match trace.parts.as_slice() {
                [CondTrace { truth: Some(a), .. }, CondTrace { truth: Some(b), .. }] => {
                    Some((a == b) == *same)
                }
                _ => None,
            };
        }
        CondKind::Not(inner) => {
            let inner = explain(evaluator, inner);
            trace.truth = inner.truth.map(|truth| !truth);
            trace.parts.push(inner);
        }
        CondKind::Numbers(comparison, left, right) => {
            let (left, right) = (evaluator.num(left), evaluator.num(right));
            trace.truth = left.compares(*comparison, &right);
            trace.sides = Some(Sides { left, right });
        }
        CondKind::Periods { every, window, body } => {
            for period in evaluator.periods(*window) {
                let mut part = evaluator.at(period, |evaluator| explain(evaluator, body));
                part.period = Some(period);
                trace.parts.push(part);
            }
            let truths = trace.parts.iter().map(|part| part.truth);
            trace.truth =
                if *every { duheng_pack::expr::all(truths) } else { duheng_pack::expr::any(truths) };
        }
        _ => trace.truth = evaluator.cond(cond),
    }
    trace
}

/// The type that both sides of a comparison of numbers are shown in.
#[must_use]
pub fn side_type(num: &Num, vocabulary: &Vocabulary) -> Option<NumberType> {
    match num {
        Num::Fact(at) => match &at.fact.of(vocabulary)?.kind {
            FactKind::Value(duheng_pack::vocabulary::ValueType::Number(of), _)
            | FactKind::DerivedNumber(of, ..) => Some(of.clone()),
            _ => None,
        },
        Num::Divide(a, b) => {
            let (a, b) = (side_type(a, vocabulary)?, side_type(b, vocabulary)?);
            a.unit.same_dimension(&b.unit).then(NumberType::ratio)
        }
        Num::Count(_) => Some(NumberType { flavour: Flavour::Count, ..NumberType::plain() }),
        Num::Negative(inner) | Num::Absolute(inner) | Num::Round(inner, ..) | Num::Over(_, inner, _) => {
            side_type(inner, vocabulary)
        }
        Num::Of(_, numbers) => numbers.first().and_then(|first| side_type(first, vocabulary)),
        _ => None,
    }
}

/// The text of a condition, on one line.
#[must_use]
pub fn one_line(cond: &Cond) -> String {
    cond.text.split_whitespace().collect::<Vec<_>>().join(" ")
}
