//! Between which two numbers an expression must lie, by the bounds of the facts it reads.

use duheng_pack::expr::form::{Num, Records, Summary};
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::{FactId, FactKind, Flavour, NumberType, RecordId, ValueType, Vocabulary};

use super::decide::{Outcome, decide};

/// How far derived facts are followed; deeper ones may have any value.
const DEPTH: u8 = 16;

/// Both ends are allowed values; none is no end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Interval {
    /// The least value.
    pub(super) low: Option<Rational>,
    /// The greatest value.
    pub(super) high: Option<Rational>,
}

impl Interval {
    fn of(number: &Rational) -> Self {
        Self { low: Some(number.clone()), high: Some(number.clone()) }
    }

    fn at_least_zero() -> Self {
        Self { low: Some(Rational::from_int(0)), high: None }
    }

    fn negated(self) -> Self {
        Self { low: self.high.map(|high| -high), high: self.low.map(|low| -low) }
    }

    fn plus(self, other: Self) -> Self {
        let add = |a: Option<Rational>, b: Option<Rational>| Some(&a? + &b?);
        Self { low: add(self.low, other.low), high: add(self.high, other.high) }
    }

    /// The least interval around both.
    fn around(self, other: Self) -> Self {
        let both = |a: Option<Rational>, b: Option<Rational>| Some((a?, b?));
        Self {
            low: both(self.low, other.low).map(|(a, b)| a.min(b)),
            high: both(self.high, other.high).map(|(a, b)| a.max(b)),
        }
    }

    fn never_negative(&self) -> bool {
        self.low.as_ref().is_some_and(|low| !low.is_negative())
    }

    fn times(self, other: Self) -> Self {
        if let (Some(a), Some(b), Some(c), Some(d)) = (&self.low, &self.high, &other.low, &other.high) {
            let corners = [a * c, a * d, b * c, b * d];
            return Self { low: corners.iter().min().cloned(), high: corners.iter().max().cloned() };
        }
        if self.never_negative() && other.never_negative() {
            let low = self.low.zip(other.low).map(|(a, b)| &a * &b);
            let high = self.high.zip(other.high).map(|(a, b)| &a * &b);
            return Self { low, high };
        }
        Self::default()
    }

    /// A quotient; where the divisor is zero there is none, so zero as its least value does no harm.
    fn over(self, divisor: Self) -> Self {
        if !divisor.never_negative() || !self.never_negative() {
            return Self::default();
        }
        let by = |number: Option<Rational>, end: Option<Rational>| number?.checked_div(&end?);
        Self {
            low: by(self.low, divisor.high).or_else(|| Some(Rational::from_int(0))),
            high: by(self.high, divisor.low),
        }
    }

    fn absolute(self) -> Self {
        if self.never_negative() {
            return self;
        }
        let flipped = self.clone().negated();
        let ends = self.high.zip(flipped.high).map(|(a, b)| a.max(b));
        Self { low: Some(Rational::from_int(0)), high: ends }
    }

    fn least(self, other: Self) -> Self {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self { low: self.low.zip(other.low).map(|(a, b)| a.min(b)), high }
    }

    fn greatest(self, other: Self) -> Self {
        self.negated().least(other.negated()).negated()
    }
}

/// What bounds depend on: the vocabulary, and the record whose fields are in reach.
#[derive(Clone, Copy)]
pub(super) struct Bounds<'v> {
    pub(super) vocabulary: &'v Vocabulary,
    pub(super) record: Option<RecordId>,
    depth: u8,
}

impl<'v> Bounds<'v> {
    pub(super) fn new(vocabulary: &'v Vocabulary) -> Self {
        Self { vocabulary, record: None, depth: 0 }
    }

    /// The same inside the filter of a list.
    pub(super) fn inside(self, list: FactId) -> Self {
        let record = match list.of(self.vocabulary).map(|fact| &fact.kind) {
            Some(FactKind::Records(record)) => Some(*record),
            _ => None,
        };
        Self { record, ..self }
    }

    /// Where the value of a number must lie.
    pub(super) fn of(self, num: &Num) -> Interval {
        match num {
            Num::Constant(number, _) => Interval::of(number),
            Num::Fact(at) => self.fact(at.fact),
            Num::Field(field) => self.field(*field),
            Num::Negative(inner) => self.of(inner).negated(),
            Num::Add(a, b) => self.of(a).plus(self.of(b)),
            Num::Subtract(a, b) => self.of(a).plus(self.of(b).negated()),
            Num::Multiply(a, b) => self.of(a).times(self.of(b)),
            Num::Divide(a, b) => self.of(a).over(self.of(b)),
            Num::Of(summary, numbers) => {
                let mut all = numbers.iter().map(|number| self.of(number));
                let Some(first) = all.next() else { return Interval::default() };
                all.fold(first, |so_far, next| match summary {
                    Summary::Sum => so_far.plus(next),
                    Summary::Mean => so_far.around(next),
                    Summary::Least => so_far.least(next),
                    Summary::Greatest => so_far.greatest(next),
                })
            }
            Num::Clamp(of, low, high) => self.of(of).greatest(self.of(low)).least(self.of(high)),
            Num::Scaled(..) => {
                Interval { low: Some(Rational::from_int(0)), high: Some(Rational::from_int(1)) }
            }
            Num::Absolute(inner) => self.of(inner).absolute(),
            Num::Over(Summary::Sum, inner, _) => summed(&self.of(inner)),
            Num::Column(Summary::Sum, records, field) => summed(&self.inside(records.fact).field(*field)),
            Num::Over(_, inner, _) => self.of(inner),
            Num::Column(_, records, field) => self.inside(records.fact).field(*field),
            Num::Count(records) => self.count(records),
            Num::CohortMean(fact) | Num::CohortPercentile(fact, _) => self.fact(*fact),
            // rounding may step over an end, and cells of a table are data
            Num::Round(..) | Num::Lookup(..) => Interval::default(),
        }
    }

    fn count(self, records: &Records) -> Interval {
        let filter = records.filter.as_deref();
        if filter.is_some_and(|filter| decide(self.inside(records.fact), filter) == Outcome::Never) {
            return Interval::of(&Rational::from_int(0));
        }
        Interval::at_least_zero()
    }

    fn fact(self, fact: FactId) -> Interval {
        let Some(fact) = fact.of(self.vocabulary) else { return Interval::default() };
        match &fact.kind {
            FactKind::DerivedNumber(_, _, num) if self.depth < DEPTH => {
                Self { depth: self.depth + 1, record: None, ..self }.of(num)
            }
            FactKind::Value(ValueType::Number(of), _) => {
                let (low, high) = fact.bounds.clone();
                Interval { low: low.or_else(|| least(of)), high }
            }
            _ => Interval::default(),
        }
    }

    fn field(self, at: usize) -> Interval {
        let record = self.record.and_then(|record| record.of(self.vocabulary));
        match record.and_then(|record| record.fields.get(at)).map(|field| &field.value) {
            Some(ValueType::Number(of)) => Interval { low: least(of), high: None },
            _ => Interval::default(),
        }
    }
}

/// A count is never below zero.
fn least(of: &NumberType) -> Option<Rational> {
    (of.flavour == Flavour::Count).then(|| Rational::from_int(0))
}

/// A sum of numbers that are never negative is not either; nothing else is said of it.
fn summed(each: &Interval) -> Interval {
    if each.never_negative() { Interval::at_least_zero() } else { Interval::default() }
}
