//! Numbers, known or between two bounds.

use duheng_pack::expr::form::{Comparison, Num, Operand, Summary};
use duheng_pack::vocabulary::{FactId, Value};

use super::days::{Day, day, in_range, periods};
use super::fraction::{Fraction, sum};
use super::truth::{Place, World, field, not};

/// A number that lies between two others, both in; without the second there is no upper bound.
pub struct Interval {
    low: Fraction,
    high: Option<Fraction>,
}

impl Interval {
    fn single(number: Fraction) -> Self {
        Self { low: number.clone(), high: Some(number) }
    }

    fn exact(self) -> Option<Fraction> {
        if self.high.as_ref() == Some(&self.low) { self.high } else { None }
    }
}

/// Whether a comparison holds for all numbers of two intervals, for none, or it depends.
pub fn compare(comparison: Comparison, a: &Interval, b: &Interval) -> Option<bool> {
    let below = |a: &Interval, b: &Interval| a.high.as_ref().is_some_and(|high| *high < b.low);
    let not_above = |a: &Interval, b: &Interval| a.high.as_ref().is_some_and(|high| *high <= b.low);
    let decide = |yes: bool, no: bool| match (yes, no) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    match comparison {
        Comparison::Less => decide(below(a, b), not_above(b, a)),
        Comparison::AtLeast => not(decide(below(a, b), not_above(b, a))),
        Comparison::More => decide(below(b, a), not_above(a, b)),
        Comparison::AtMost => not(decide(below(b, a), not_above(a, b))),
        Comparison::Equal => {
            let one_and_the_same = not_above(a, b) && not_above(b, a);
            decide(one_and_the_same, below(a, b) || below(b, a))
        }
        Comparison::NotEqual => not(compare(Comparison::Equal, a, b)),
    }
}

impl World<'_> {
    /// A number or, for an undecided count, what it lies between.
    pub fn interval(&self, num: &Num, place: &Place<'_>) -> Option<Interval> {
        if let Num::Divide(part, whole) = num
            && let (Num::Count(of_part), Num::Count(of_whole)) = (&**part, &**whole)
        {
            let of_one_list = of_part.fact == of_whole.fact && of_whole.filter.is_none();
            return self.share(self.interval(part, place)?, self.interval(whole, place)?, of_one_list);
        }
        let Num::Count(records) = num else {
            return self.number(num, place).map(Interval::single);
        };
        Some(match self.fitting(records, place) {
            None => Interval { low: Fraction::whole(0), high: None },
            Some(fitting) => {
                let surely = fitting.iter().filter(|fits| **fits == Some(true)).count();
                let possibly = fitting.iter().filter(|fits| **fits != Some(false)).count();
                Interval { low: Fraction::count(surely), high: Some(Fraction::count(possibly)) }
            }
        })
    }

    /// What a share of counts lies between; unknown where there may be nothing to share.
    fn share(&self, part: Interval, whole: Interval, of_one_list: bool) -> Option<Interval> {
        let smallest = match &whole.high {
            Some(most) => part.low.over(most)?,
            None => Fraction::whole(0),
        };
        if whole.low == Fraction::whole(0) {
            return None;
        }
        let greatest = match part.high {
            Some(most) => Some(most.over(&whole.low)?),
            None => None,
        };
        let all = Fraction::whole(1);
        let greatest =
            if of_one_list { Some(greatest.map_or(all.clone(), |share| share.min(all))) } else { greatest };
        Some(Interval { low: smallest, high: greatest })
    }

    /// A number where it is exactly known.
    pub fn number(&self, num: &Num, place: &Place<'_>) -> Option<Fraction> {
        let number = |num: &Num| self.number(num, place);
        match num {
            Num::Constant(constant, _) => Some(Fraction::of(constant)),
            Num::Fact(at) => self.fact_number(at, place),
            Num::Field(at) => match field(place, *at)? {
                Value::Number(value) => Some(Fraction::of(&value)),
                _ => None,
            },
            Num::Negative(inner) => Some(-number(inner)?),
            Num::Add(a, b) => Some(number(a)? + number(b)?),
            Num::Subtract(a, b) => Some(number(a)? - number(b)?),
            Num::Multiply(a, b) => Some(number(a)? * number(b)?),
            Num::Divide(a, b) => number(a)?.over(&number(b)?),
            Num::Of(summary, numbers) => {
                let mut known = Vec::new();
                for one in numbers {
                    known.push(number(one)?);
                }
                summarise(*summary, known)
            }
            Num::Clamp(value, low, high) => {
                let (value, low, high) = (number(value)?, number(low)?, number(high)?);
                if low > high { None } else { Some(value.max(low).min(high)) }
            }
            Num::Scaled(value, baseline, leading) => {
                let (value, baseline, leading) = (number(value)?, number(baseline)?, number(leading)?);
                let come = value - baseline.clone();
                let share = come.over(&(leading - baseline))?;
                Some(share.max(Fraction::whole(0)).min(Fraction::whole(1)))
            }
            Num::Round(value, digits, mode, unit) => {
                let unit = Fraction::of(unit);
                Some(number(value)?.over(&unit)?.round(*digits, *mode) * unit)
            }
            Num::Absolute(inner) => Some(number(inner)?.absolute()),
            Num::Over(summary, body, window) => {
                let mut known = Vec::new();
                for period in periods(*window, self.sheet.year) {
                    known.push(self.number(body, &place.at(period))?);
                }
                summarise(*summary, known)
            }
            Num::Count(_) => self.interval(num, place)?.exact(),
            Num::Column(summary, records, at) => {
                let mut known = Vec::new();
                for row in self.facts.lists.get(&records.fact)? {
                    if self.fits(records, row, place)? {
                        match field(&place.inside(&row.fields), *at)? {
                            Value::Number(value) => known.push(Fraction::of(&value)),
                            _ => return None,
                        }
                    }
                }
                summarise(*summary, known)
            }
            Num::Lookup(table, key, column) => {
                let mut parts = Vec::new();
                for part in key {
                    parts.push(self.operand(part, place)?);
                }
                let rows = &table.of(self.vocabulary)?.rows;
                let row = rows.iter().find(|row| {
                    let key: Vec<Part> = row.key.iter().map(Part::of).collect();
                    key == parts && in_range(self.today(), &row.valid)
                })?;
                row.values.get(*column)?.as_ref().map(Fraction::of)
            }
            Num::CohortMean(fact) => summarise(Summary::Mean, self.cohort(*fact)?),
            Num::CohortPercentile(fact, share) => percentile(self.cohort(*fact)?, &Fraction::of(share)),
        }
    }

    fn operand(&self, operand: &Operand, place: &Place<'_>) -> Option<Part> {
        Some(match operand {
            Operand::Cond(cond) => Part::Same(Value::YesNo(self.truth(cond, place)?)),
            Operand::Num(num) => Part::Number(self.number(num, place)?),
            Operand::Day(form) => Part::Day(self.day(form, place)?),
            Operand::Words(words) => Part::Same(Value::Text(self.words(words, place)?)),
            Operand::Pick(pick, _) => Part::Same(Value::Choice(self.pick(pick, place)?)),
        })
    }

    /// The values of a frozen cohort that is large enough.
    fn cohort(&self, fact: FactId) -> Option<Vec<Fraction>> {
        let values = self.sheet.cohort.values.get(&fact)?;
        let usable = self.sheet.cohort.frozen && values.len() >= self.cohort_at_least;
        usable.then(|| values.iter().map(Fraction::of).collect())
    }
}

/// One part of the key of a table.
#[derive(PartialEq)]
enum Part {
    Number(Fraction),
    Day(Day),
    Same(Value),
}

impl Part {
    fn of(value: &Value) -> Self {
        match value {
            Value::Number(number) => Self::Number(Fraction::of(number)),
            Value::Date(date) => Self::Day(day(*date)),
            other => Self::Same(other.clone()),
        }
    }
}

/// Several numbers in one; of none only the sum is known.
fn summarise(summary: Summary, numbers: Vec<Fraction>) -> Option<Fraction> {
    match summary {
        Summary::Sum => Some(sum(numbers)),
        Summary::Mean => {
            let count = Fraction::count(numbers.len());
            sum(numbers).over(&count)
        }
        Summary::Least => numbers.into_iter().min(),
        Summary::Greatest => numbers.into_iter().max(),
    }
}

/// The least value that at least this share of the values does not exceed.
pub fn percentile(mut values: Vec<Fraction>, share: &Fraction) -> Option<Fraction> {
    values.sort();
    let needed = share.clone() * Fraction::count(values.len());
    for (before, value) in values.into_iter().enumerate() {
        if Fraction::count(before + 1) >= needed {
            return Some(value);
        }
    }
    None
}
