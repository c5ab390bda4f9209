//! Why a condition holds or not: its parts, the two sides of a comparison, the facts it reads.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Period;
use duheng_pack::expr::form::{Cond, CondKind, FactAt, Num, PeriodAt};
use duheng_pack::expr::{Evaluator, Quantity};
use duheng_pack::vocabulary::{FactId, FactKind, Flavour, NumberType, Vocabulary};

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

/// One fact that an expression reads, with its value where it has a single one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactUse {
    /// The fact.
    pub fact: FactId,
    /// The period, for facts that have periods.
    pub period: Option<Period>,
}

/// The facts that a traced condition reads, each with its period; for aggregates over a window, each period.
#[must_use]
pub fn facts_used(evaluator: &mut Evaluator<'_>, trace: &CondTrace<'_>) -> Vec<FactUse> {
    let mut found = Vec::new();
    match trace.period {
        Some(period) => evaluator.at(period, |evaluator| in_cond(evaluator, trace.cond, &mut found)),
        None => in_cond(evaluator, trace.cond, &mut found),
    }
    found.dedup();
    found
}

fn in_cond(evaluator: &mut Evaluator<'_>, cond: &Cond, found: &mut Vec<FactUse>) {
    match &cond.kind {
        CondKind::Fact(at) => fact(evaluator, at, found),
        CondKind::Not(inner) => in_cond(evaluator, inner, found),
        CondKind::All(parts) | CondKind::Any(parts) => {
            parts.iter().for_each(|part| in_cond(evaluator, part, found))
        }
        CondKind::Numbers(_, a, b) => {
            in_num(evaluator, a, found);
            in_num(evaluator, b, found);
        }
        CondKind::Trend { window, body, .. } => {
            for period in evaluator.periods(*window) {
                evaluator.at(period, |evaluator| in_num(evaluator, body, found));
            }
        }
        CondKind::Growth { body, years, .. } => {
            let last = Period::Year(evaluator.view().year);
            for period in [last.minus((*years).into()), last] {
                evaluator.at(period, |evaluator| in_num(evaluator, body, found));
            }
        }
        CondKind::Periods { window, body, .. } => {
            for period in evaluator.periods(*window) {
                evaluator.at(period, |evaluator| in_cond(evaluator, body, found));
            }
        }
        _ => {
            let mut facts = alloc::collections::BTreeSet::new();
            crate::facts_of::in_cond(cond, &mut facts);
            found.extend(facts.into_iter().map(|fact| FactUse { fact, period: None }));
        }
    }
}

fn in_num(evaluator: &mut Evaluator<'_>, num: &Num, found: &mut Vec<FactUse>) {
    match num {
        Num::Fact(at) => fact(evaluator, at, found),
        Num::Negative(inner) | Num::Absolute(inner) | Num::Round(inner, ..) => {
            in_num(evaluator, inner, found)
        }
        Num::Add(a, b) | Num::Subtract(a, b) | Num::Multiply(a, b) | Num::Divide(a, b) => {
            in_num(evaluator, a, found);
            in_num(evaluator, b, found);
        }
        Num::Of(_, numbers) => numbers.iter().for_each(|number| in_num(evaluator, number, found)),
        Num::Clamp(a, b, c) | Num::Scaled(a, b, c) => {
            for part in [a, b, c] {
                in_num(evaluator, part, found);
            }
        }
        Num::Over(_, body, window) => {
            for period in evaluator.periods(*window) {
                evaluator.at(period, |evaluator| in_num(evaluator, body, found));
            }
        }
        other => {
            let mut facts = alloc::collections::BTreeSet::new();
            crate::facts_of::in_num(other, &mut facts);
            found.extend(facts.into_iter().map(|fact| FactUse { fact, period: None }));
        }
    }
}

/// A fact at its period, and for a derived one what stands behind it.
fn fact(evaluator: &mut Evaluator<'_>, at: &FactAt, found: &mut Vec<FactUse>) {
    let period = at.period.and_then(|period: PeriodAt| evaluator.period_of(period));
    found.push(FactUse { fact: at.fact, period });
    let vocabulary = evaluator.vocabulary();
    if let Some(FactKind::DerivedNumber(_, _, num)) = at.fact.of(vocabulary).map(|fact| &fact.kind) {
        let mut inner = Evaluator::new(vocabulary, evaluator.view());
        match period {
            Some(period) => inner.at(period, |inner| in_num(inner, num, found)),
            None => in_num(&mut inner, num, found),
        }
    }
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
