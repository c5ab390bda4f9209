//! The explaining evaluator: conditions and numbers over a [`View`].
//!
//! Three-valued (Kleene): `None` is unknown. Total: every well-typed form has a value or is unknown.

mod records;
mod time;

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use super::form::{Comparison, Cond, CondKind, Day, FactAt, Known, Num, Pick, Summary, Words};
use super::quantity::Quantity;
use super::view::View;
use crate::calendar::{Date, Period};
use crate::number::Rational;
use crate::vocabulary::{FactId, FactKind, Origin, Value, Vocabulary};

/// Evaluates expressions for one subject.
pub struct Evaluator<'a> {
    vocabulary: &'a Vocabulary,
    view: &'a View,
    bound: Vec<Period>,
    record: Option<&'a [Option<Value>]>,
    derived: Derived,
}

/// What is computed already of derived facts, so that each is computed once however often it is read.
#[derive(Default)]
struct Derived {
    numbers: BTreeMap<(FactId, Option<Period>), Quantity>,
    conditions: BTreeMap<(FactId, Option<Period>), Option<bool>>,
}

/// The fields of a record, and whether it belongs to the list as filtered.
pub type Member<'a> = (&'a [Option<Value>], Option<bool>);

/// And: false as soon as one is false.
pub fn all(truths: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(true);
    for truth in truths {
        match truth {
            Some(false) => return Some(false),
            None => result = None,
            Some(true) => {}
        }
    }
    result
}

/// Or: true as soon as one is true.
pub fn any(truths: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    all(truths.into_iter().map(|truth| truth.map(|truth| !truth))).map(|none| !none)
}

impl<'a> Evaluator<'a> {
    /// An evaluator over `view`, whose facts are those of `vocabulary`.
    #[must_use]
    pub fn new(vocabulary: &'a Vocabulary, view: &'a View) -> Self {
        Self { vocabulary, view, bound: Vec::new(), record: None, derived: Derived::default() }
    }

    /// The view it reads.
    #[must_use]
    pub fn view(&self) -> &'a View {
        self.view
    }

    /// The vocabulary it reads.
    #[must_use]
    pub fn vocabulary(&self) -> &'a Vocabulary {
        self.vocabulary
    }

    /// Whether a condition holds.
    pub fn cond(&mut self, cond: &Cond) -> Option<bool> {
        match &cond.kind {
            CondKind::Constant(value) => Some(*value),
            CondKind::Fact(at) => self.fact_condition(at),
            CondKind::Field(at) => match self.field(*at)? {
                Value::YesNo(value) => Some(*value),
                _ => None,
            },
            CondKind::Not(inner) => self.cond(inner).map(|truth| !truth),
            CondKind::Same(same, a, b) => Some((self.cond(a)? == self.cond(b)?) == *same),
            CondKind::All(parts) => all(parts.iter().map(|part| self.cond(part))),
            CondKind::Any(parts) => any(parts.iter().map(|part| self.cond(part))),
            CondKind::Some(records) => {
                self.count(records).compares(Comparison::AtLeast, &Quantity::Known(Rational::from_int(1)))
            }
            CondKind::None(records) => {
                self.count(records).compares(Comparison::Less, &Quantity::Known(Rational::from_int(1)))
            }
            CondKind::Every(records, condition) => self.every_record(records, condition),
            CondKind::Periods { every, window, body } => {
                let periods = self.periods(*window);
                let truths = periods.into_iter().map(|period| self.at(period, |this| this.cond(body)));
                if *every { all(truths) } else { any(truths) }
            }
            CondKind::Trend { rising, window, body } => self.trend(*rising, *window, body),
            CondKind::Growth { comparison, body, years, rate } => {
                self.growth(*comparison, body, *years, rate)
            }
            CondKind::OnList(list) => self.view.listed(*list),
            CondKind::Known(known) => match self.known(known) {
                false if self.view.open && self.may_be_stated(known) => None,
                is_known => Some(is_known),
            },
            CondKind::Valid { from, until } => self.valid(*from, *until),
            CondKind::Numbers(..)
            | CondKind::Dates(..)
            | CondKind::Texts(..)
            | CondKind::Choices(..)
            | CondKind::ChoiceAmong(..)
            | CondKind::TextAmong(..)
            | CondKind::Within(..) => self.comparison(cond),
        }
    }

    /// Whether a comparison of values holds; unknown for every other condition.
    fn comparison(&mut self, cond: &Cond) -> Option<bool> {
        match &cond.kind {
            CondKind::Numbers(comparison, a, b) => {
                let (a, b) = (self.num(a), self.num(b));
                a.compares(*comparison, &b)
            }
            CondKind::Dates(comparison, a, b) => Some(comparison.holds(self.day(a)?.cmp(&self.day(b)?))),
            CondKind::Texts(equal, a, b) => Some((self.words(a)? == self.words(b)?) == *equal),
            CondKind::Choices(comparison, a, b) => Some(comparison.holds(self.pick(a)?.cmp(&self.pick(b)?))),
            CondKind::ChoiceAmong(pick, among) => Some(among.contains(&self.pick(pick)?)),
            CondKind::TextAmong(words, among) => {
                let words = self.words(words)?;
                Some(among.iter().any(|one| one == words))
            }
            CondKind::Within(day, stretch) => Some(self.within(self.day(day)?, *stretch)),
            _ => None,
        }
    }

    /// The value of a number.
    pub fn num(&mut self, num: &Num) -> Quantity {
        match num {
            Num::Count(records) => self.count(records),
            Num::Fact(at) => self.fact_number(at),
            Num::Divide(part, whole) => match (&**part, &**whole) {
                (Num::Count(part), Num::Count(whole)) => self.share(part, whole),
                _ => self.known_num(num).into(),
            },
            other => self.known_num(other).into(),
        }
    }

    fn known_num(&mut self, num: &Num) -> Option<Rational> {
        match num {
            Num::Constant(number, _) => Some(number.clone()),
            Num::Count(records) => self.count(records).known(),
            Num::Fact(at) => self.fact_number(at).known(),
            Num::Field(at) => match self.field(*at)? {
                Value::Number(number) => Some(number.clone()),
                _ => None,
            },
            Num::Negative(inner) => self.known_num(inner).map(|number| -number),
            Num::Add(..) | Num::Subtract(..) | Num::Multiply(..) | Num::Divide(..) => self.chain(num),
            Num::Of(summary, numbers) => {
                let numbers: Option<Vec<_>> = numbers.iter().map(|number| self.known_num(number)).collect();
                summary.of(numbers?)
            }
            Num::Clamp(value, low, high) => {
                let (value, low, high) =
                    (self.known_num(value)?, self.known_num(low)?, self.known_num(high)?);
                (low <= high).then(|| value.max(low).min(high))
            }
            Num::Scaled(value, baseline, leading) => {
                let baseline = self.known_num(baseline)?;
                let reach = self.known_num(leading)? - &baseline;
                let share = (self.known_num(value)? - baseline).checked_div(&reach)?;
                Some(share.max(Rational::from_int(0)).min(Rational::from_int(1)))
            }
            Num::Round(value, digits, mode, scale) => {
                let written = self.known_num(value)?.checked_div(scale)?;
                Some(written.round(*digits, *mode) * scale)
            }
            Num::Absolute(inner) => self.known_num(inner).map(|number| number.abs()),
            Num::Over(summary, body, window) => {
                let numbers = self.over(body, *window)?;
                summary.of(numbers)
            }
            Num::Column(summary, records, field) => self.column(*summary, records, *field),
            Num::Lookup(table, key, column) => self.lookup(*table, key, *column),
            Num::CohortMean(fact) => Summary::Mean.of(self.view.cohort.get(fact)?.clone()),
            Num::CohortPercentile(fact, share) => percentile(self.view.cohort.get(fact)?, share),
        }
    }

    /// `a + b - c`, from left to right: such chains are long, and going down into each would need a deep stack.
    fn chain(&mut self, num: &Num) -> Option<Rational> {
        let (mut first, mut links) = (num, Vec::new());
        while let Num::Add(left, right)
        | Num::Subtract(left, right)
        | Num::Multiply(left, right)
        | Num::Divide(left, right) = first
        {
            links.push((first, &**right));
            first = left;
        }
        let mut result = self.known_num(first)?;
        for (link, right) in links.into_iter().rev() {
            let right = self.known_num(right)?;
            result = match link {
                Num::Add(..) => result + right,
                Num::Subtract(..) => result - right,
                Num::Multiply(..) => result * right,
                _ => result.checked_div(&right)?,
            };
        }
        Some(result)
    }

    fn field(&self, at: usize) -> Option<&'a Value> {
        self.record?.get(at)?.as_ref()
    }

    fn fact_value(&self, at: &FactAt) -> Option<&'a Value> {
        self.view.value(at.fact, self.period_of_fact(at)?)
    }

    /// Evaluates the formula of a derived fact, in which nothing but its own period is bound.
    fn formula<T>(&mut self, period: Option<Period>, inner: impl FnOnce(&mut Self) -> T) -> T {
        let bound = core::mem::replace(&mut self.bound, period.into_iter().collect());
        let record = self.record.take();
        let result = inner(self);
        self.bound = bound;
        self.record = record;
        result
    }

    /// The period of a fact: none for a state; none at all where it cannot be told.
    fn period_of_fact(&self, at: &FactAt) -> Option<Option<Period>> {
        match at.period {
            Some(period) => self.period(period).map(Some),
            None => Some(None),
        }
    }

    fn fact_condition(&mut self, at: &FactAt) -> Option<bool> {
        let FactKind::DerivedCondition(_, cond) = &at.fact.of(self.vocabulary)?.kind else {
            return match self.fact_value(at)? {
                Value::YesNo(value) => Some(*value),
                _ => None,
            };
        };
        let key = (at.fact, self.period_of_fact(at)?);
        if let Some(done) = self.derived.conditions.get(&key) {
            return *done;
        }
        let result = self.formula(key.1, |this| this.cond(cond));
        self.derived.conditions.insert(key, result);
        result
    }

    /// The value of a number fact; a derived one keeps the bounds of its formula.
    fn fact_number(&mut self, at: &FactAt) -> Quantity {
        match at.fact.of(self.vocabulary).map(|fact| &fact.kind) {
            Some(FactKind::DerivedNumber(_, _, num)) => self.derived_number(at, num),
            _ => match self.fact_value(at) {
                Some(Value::Number(number)) => Quantity::Known(number.clone()),
                _ => Quantity::Unknown,
            },
        }
    }

    fn derived_number(&mut self, at: &FactAt, formula: &Num) -> Quantity {
        let Some(period) = self.period_of_fact(at) else { return Quantity::Unknown };
        let key = (at.fact, period);
        if let Some(done) = self.derived.numbers.get(&key) {
            return done.clone();
        }
        let result = self.formula(period, |this| this.num(formula));
        self.derived.numbers.insert(key, result.clone());
        result
    }

    fn day(&self, day: &Day) -> Option<Date> {
        let value = match day {
            Day::Constant(date) => return Some(*date),
            Day::AsOf => return Some(self.view.as_of),
            Day::Fact(at) => self.fact_value(at)?,
            Day::Field(at) => self.field(*at)?,
        };
        match value {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    fn words<'w>(&'w self, words: &'w Words) -> Option<&'w str> {
        let value = match words {
            Words::Constant(text) => return Some(text),
            Words::Fact(at) => self.fact_value(at)?,
            Words::Field(at) => self.field(*at)?,
        };
        match value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    fn pick(&self, pick: &Pick) -> Option<usize> {
        let value = match pick {
            Pick::Constant(position) => return Some(*position),
            Pick::Result(result) => return self.view.grade(*result),
            Pick::Fact(at) => self.fact_value(at)?,
            Pick::Field(at) => self.field(*at)?,
        };
        match value {
            Value::Choice(position) => Some(*position),
            _ => None,
        }
    }

    fn known(&mut self, known: &Known) -> bool {
        match known {
            Known::Cond(cond) => self.cond(cond).is_some(),
            Known::Num(num) => self.num(num).known().is_some(),
            Known::Day(day) => self.day(day).is_some(),
            Known::Words(words) => self.words(words).is_some(),
            Known::Pick(pick) => self.pick(pick).is_some(),
            Known::Records(fact) => self.view.records(*fact).is_some(),
        }
    }

    /// Whether it does not depend on others alone: on what authorities give or on other programmes.
    fn may_be_stated(&self, known: &Known) -> bool {
        let fact = match known {
            Known::Cond(Cond { kind: CondKind::Fact(at), .. })
            | Known::Num(Num::Fact(at))
            | Known::Day(Day::Fact(at))
            | Known::Words(Words::Fact(at))
            | Known::Pick(Pick::Fact(at)) => at.fact,
            Known::Records(fact) => *fact,
            Known::Pick(Pick::Result(_)) => return false,
            Known::Cond(_) | Known::Num(_) | Known::Day(_) | Known::Words(_) | Known::Pick(_) => return true,
        };
        fact.of(self.vocabulary).is_some_and(|fact| fact.origin == Origin::Enterprise)
    }

    fn valid(&self, from: usize, until: usize) -> Option<bool> {
        let day = |at: usize| match self.field(at) {
            Some(Value::Date(date)) => Some(*date),
            _ => None,
        };
        let begun = day(from).map(|first| first <= self.view.as_of);
        let lasting = Some(day(until).is_none_or(|last| self.view.as_of <= last));
        all([begun, lasting])
    }
}

impl Summary {
    /// Several numbers in one; only a sum is known for none.
    #[must_use]
    pub fn of(self, numbers: Vec<Rational>) -> Option<Rational> {
        let count = numbers.len();
        match self {
            Self::Sum => Some(numbers.into_iter().fold(Rational::from_int(0), |sum, number| sum + number)),
            Self::Mean => Self::Sum.of(numbers)?.checked_div(&Rational::from(count)),
            Self::Least => numbers.into_iter().min(),
            Self::Greatest => numbers.into_iter().max(),
        }
    }
}

/// The least value that at least `share` of the values do not exceed (nearest rank); none for no values.
#[must_use]
pub fn percentile(values: &[Rational], share: &Rational) -> Option<Rational> {
    let mut sorted = values.to_vec();
    sorted.sort();
    let needed = share * &Rational::from(sorted.len());
    let rank = (1..=sorted.len()).find(|rank| Rational::from(*rank) >= needed)?;
    sorted.into_iter().nth(rank - 1)
}
