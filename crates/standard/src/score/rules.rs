//! The points of a rule: what counts, and what it could be if all were known.

use alloc::vec::Vec;

use duheng_pack::expr::form::Cond;
use duheng_pack::expr::{Evaluator, Quantity};
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::Value;

use super::trace::{CondTrace, explain};
use crate::model::{Each, EachPoints, Form, Rule};
use crate::read::rules::bounded;

/// Points with what they could be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What counts: what is unknown gives nothing.
    pub value: Rational,
    /// The least it could be if all were known.
    pub low: Rational,
    /// The most it could be if all were known.
    pub high: Rational,
}

impl Outcome {
    /// No points, certainly.
    #[must_use]
    pub fn nothing() -> Self {
        Self::exactly(Rational::default())
    }

    fn exactly(points: Rational) -> Self {
        Self { low: points.clone(), high: points.clone(), value: points }
    }

    /// Nothing counts, and it could be anything in a range.
    pub(super) fn between(low: &Rational, high: &Rational) -> Self {
        let zero = Rational::default();
        Self { low: low.clone().min(zero.clone()), high: high.clone().max(zero.clone()), value: zero }
    }

    fn bounded(self, cap: &Option<Rational>, floor: &Option<Rational>) -> Self {
        Self {
            value: bounded(self.value, cap, floor),
            low: bounded(self.low, cap, floor),
            high: bounded(self.high, cap, floor),
        }
    }

    fn zip(
        outcomes: impl Iterator<Item = Self>,
        join: impl Fn(Rational, Rational) -> Rational,
    ) -> Option<Self> {
        outcomes.reduce(|a, b| Self {
            value: join(a.value, b.value),
            low: join(a.low, b.low),
            high: join(a.high, b.high),
        })
    }
}

/// How the points of a rule come about.
#[derive(Debug)]
pub struct RuleTrace<'s> {
    /// The rule.
    pub rule: &'s Rule,
    /// Its condition, where it has one.
    pub when: Option<CondTrace<'s>>,
    /// The condition that chooses a branch, where it has one.
    pub choice: Option<CondTrace<'s>>,
    /// Its points.
    pub outcome: Outcome,
    /// The rules below it, in order.
    pub parts: Vec<RuleTrace<'s>>,
    /// The records it counts, where it does.
    pub counted: Option<Counted>,
}

/// The records that a rule counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// For each record of the list in order: whether it fits, and its points.
    pub records: Vec<(Option<bool>, Rational)>,
    /// Whether the list is known.
    pub known: bool,
}

/// Scores the rules of one item.
pub(super) struct Scorer<'e, 'v> {
    pub(super) evaluator: &'e mut Evaluator<'v>,
    /// The points typed for the item.
    pub(super) judged: Option<&'e Rational>,
    /// Whether what is unknown counts as not met.
    pub(super) unknown_is_unmet: bool,
}

impl Scorer<'_, '_> {
    pub(super) fn rule<'s>(&mut self, rule: &'s Rule) -> RuleTrace<'s> {
        let when = rule.when.as_ref().map(|when| explain(self.evaluator, when));
        let mut trace = self.form(rule);
        if let Some(when) = &when {
            trace.outcome = match self.truth(when.truth) {
                Some(true) => trace.outcome,
                Some(false) => Outcome::nothing(),
                None => Outcome::between(&trace.outcome.low, &trace.outcome.high),
            };
        }
        trace.when = when;
        trace
    }

    fn truth(&self, truth: Option<bool>) -> Option<bool> {
        if self.unknown_is_unmet { Some(truth == Some(true)) } else { truth }
    }

    fn form<'s>(&mut self, rule: &'s Rule) -> RuleTrace<'s> {
        let mut trace = RuleTrace {
            rule,
            when: None,
            choice: None,
            outcome: Outcome::nothing(),
            parts: Vec::new(),
            counted: None,
        };
        match &rule.form {
            Form::Points(points) => trace.outcome = Outcome::exactly(points.clone()),
            Form::Formula(num, _) => trace.outcome = self.formula(num, &rule.range),
            Form::Sum { parts, cap, floor } => {
                trace.parts = parts.iter().map(|part| self.rule(part)).collect();
                let sum = Outcome::zip(trace.parts.iter().map(|part| part.outcome.clone()), |a, b| a + b);
                trace.outcome = sum.unwrap_or_else(Outcome::nothing).bounded(cap, floor);
            }
            Form::Best(tiers) => {
                trace.parts = tiers.iter().map(|tier| self.rule(tier)).collect();
                let best = Outcome::zip(trace.parts.iter().map(|part| part.outcome.clone()), Ord::max);
                trace.outcome = best.unwrap_or_else(Outcome::nothing);
            }
            Form::Each(each) => {
                let (outcome, counted) = self.each(each, &rule.range);
                trace.outcome = outcome;
                trace.counted = Some(counted);
            }
            Form::Judge { from, to, .. } => {
                trace.outcome = match self.judged {
                    Some(points) => Outcome::exactly(points.clone()),
                    None if self.unknown_is_unmet => Outcome::nothing(),
                    None => Outcome::between(from, to),
                };
            }
            Form::Either { condition, then, otherwise } => {
                self.either(&mut trace, condition, then, otherwise)
            }
        }
        trace
    }

    fn formula(&mut self, num: &duheng_pack::expr::form::Num, (min, max): &(Rational, Rational)) -> Outcome {
        match self.evaluator.num(num) {
            Quantity::Known(points) => Outcome::exactly(points.max(min.clone()).min(max.clone())),
            _ => {
                let value = Rational::default().max(min.clone()).min(max.clone());
                if self.unknown_is_unmet {
                    return Outcome::exactly(value);
                }
                Outcome { value, low: min.clone(), high: max.clone() }
            }
        }
    }

    fn either<'s>(
        &mut self,
        trace: &mut RuleTrace<'s>,
        condition: &'s Cond,
        then: &'s Rule,
        otherwise: &'s Rule,
    ) {
        let choice = explain(self.evaluator, condition);
        let (then, otherwise) = (self.rule(then), self.rule(otherwise));
        trace.outcome = match self.truth(choice.truth) {
            Some(true) => then.outcome.clone(),
            Some(false) => otherwise.outcome.clone(),
            None => Outcome::between(
                (&then.outcome.low).min(&otherwise.outcome.low),
                (&then.outcome.high).max(&otherwise.outcome.high),
            ),
        };
        trace.choice = Some(choice);
        trace.parts = Vec::from([then, otherwise]);
    }

    fn each(&mut self, each: &Each, range: &(Rational, Rational)) -> (Outcome, Counted) {
        let Some((members, more)) = self.evaluator.members(&each.records) else {
            let outcome =
                if self.unknown_is_unmet { Outcome::nothing() } else { Outcome::between(&range.0, &range.1) };
            return (outcome, Counted { records: Vec::new(), known: false });
        };
        let mut groups: Vec<(Vec<Option<Value>>, Outcome)> = Vec::new();
        let mut records = Vec::new();
        for (fields, fits) in members {
            let fits = self.truth(fits);
            let points = self.record_points(&each.points, fields);
            let of_record = match fits {
                Some(true) => points.clone(),
                Some(false) => Outcome::nothing(),
                None => Outcome::between(&points.low, &points.high),
            };
            records.push((fits, points.value.clone()));
            if fits == Some(false) {
                continue;
            }
            let key: Vec<Option<Value>> =
                each.once_per.iter().map(|at| fields.get(*at).cloned().flatten()).collect();
            let unique = key.is_empty() || key.iter().any(Option::is_none);
            match groups.iter_mut().find(|(of, _)| !unique && *of == key) {
                Some((_, group)) => *group = once(group.clone(), of_record, range),
                None => groups.push((key, of_record)),
            }
        }
        let outcomes: Vec<Outcome> = groups.into_iter().map(|(_, outcome)| outcome).collect();
        let total = |of: fn(&Outcome) -> &Rational| {
            let mut points: Vec<Rational> = outcomes.iter().map(|outcome| of(outcome).clone()).collect();
            points.sort_by(|a, b| b.cmp(a));
            let counted = each.top.unwrap_or(points.len());
            bounded(points.into_iter().take(counted).sum(), &each.cap, &each.floor)
        };
        let mut outcome = Outcome {
            value: total(|one| &one.value),
            low: total(|one| &one.low),
            high: total(|one| &one.high),
        };
        if more && !self.unknown_is_unmet {
            outcome.low = outcome.low.min(range.0.clone());
            outcome.high = outcome.high.max(range.1.clone());
        }
        (outcome, Counted { records, known: true })
    }

    /// The points of one record that fits.
    fn record_points(&self, points: &EachPoints, fields: &[Option<Value>]) -> Outcome {
        match points {
            EachPoints::Fixed(points) => Outcome::exactly(points.clone()),
            EachPoints::ByChoice { field, points: by_value } => match fields
                .get(*field)
                .and_then(Option::as_ref)
            {
                Some(Value::Choice(at)) => Outcome::exactly(by_value.get(*at).cloned().unwrap_or_default()),
                _ if self.unknown_is_unmet => Outcome::nothing(),
                _ => {
                    let (low, high) = points.range();
                    Outcome::between(&low, &high)
                }
            },
        }
    }
}

/// Of records that count once: the most points, or the greatest deduction.
fn once(a: Outcome, b: Outcome, range: &(Rational, Rational)) -> Outcome {
    let deducts = range.0.is_negative();
    let join = |a: Rational, b: Rational| if deducts { a.min(b) } else { a.max(b) };
    Outcome { value: join(a.value, b.value), low: join(a.low, b.low), high: join(a.high, b.high) }
}
