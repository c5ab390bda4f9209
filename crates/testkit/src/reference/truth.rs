//! Conditions and numbers over what is known. Three-valued: none is unknown.

use std::cmp::Ordering;

use duheng_pack::calendar::Period;
use duheng_pack::expr::form::{
    Anchor, Comparison, Cond, CondKind, Day as DayForm, FactAt, Known, Num, PeriodAt, Pick, Records, Stretch,
    Words,
};
use duheng_pack::vocabulary::{FactKind, ListId, ResultId, Value, Vocabulary};
use duheng_standard::sheet::{Fields, Sheet};

use super::days::{Day, day, earlier, in_period, in_range, in_window, periods};
use super::fraction::Fraction;
use super::numbers::compare;
use super::settle::{Facts, Row};

/// All that an expression may read.
pub struct World<'a> {
    /// The names.
    pub vocabulary: &'a Vocabulary,
    /// The enterprise.
    pub sheet: &'a Sheet,
    /// What is known of it at the layer.
    pub facts: Facts,
    /// The least size of a cohort.
    pub cohort_at_least: usize,
}

/// Where an expression stands: inside which periods, from the outermost, and in which record.
#[derive(Clone, Default)]
pub struct Place<'a> {
    bound: Vec<Period>,
    record: Option<&'a Fields>,
}

impl<'a> Place<'a> {
    /// The same place in one more period.
    pub fn at(&self, period: Period) -> Self {
        let mut bound = self.bound.clone();
        bound.push(period);
        Self { bound, record: self.record }
    }

    /// The same place in a record.
    pub fn inside<'b>(&self, record: &'b Fields) -> Place<'b> {
        Place { bound: self.bound.clone(), record: Some(record) }
    }
}

/// All of them: false where one is false, else unknown where one is unknown.
pub fn all(truths: &[Option<bool>]) -> Option<bool> {
    if truths.contains(&Some(false)) {
        Some(false)
    } else if truths.contains(&None) {
        None
    } else {
        Some(true)
    }
}

/// One of them: true where one is true, else unknown where one is unknown.
pub fn any(truths: &[Option<bool>]) -> Option<bool> {
    if truths.contains(&Some(true)) {
        Some(true)
    } else if truths.contains(&None) {
        None
    } else {
        Some(false)
    }
}

/// True for false, and the other way round.
pub fn not(truth: Option<bool>) -> Option<bool> {
    truth.map(|truth| !truth)
}

fn holds(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Equal => order == Ordering::Equal,
        Comparison::NotEqual => order != Ordering::Equal,
        Comparison::Less => order == Ordering::Less,
        Comparison::AtMost => order != Ordering::Greater,
        Comparison::More => order == Ordering::Greater,
        Comparison::AtLeast => order != Ordering::Less,
    }
}

impl World<'_> {
    /// The day of the evaluation.
    pub fn today(&self) -> Day {
        day(self.sheet.as_of)
    }

    /// Whether a condition holds, outside of all periods and records.
    pub fn holds(&self, cond: &Cond) -> Option<bool> {
        self.truth(cond, &Place::default())
    }

    /// The value of a number, outside of all periods and records.
    pub fn value(&self, num: &Num) -> Option<Fraction> {
        self.number(num, &Place::default())
    }

    /// Whether a condition holds.
    pub fn truth(&self, cond: &Cond, place: &Place<'_>) -> Option<bool> {
        match &cond.kind {
            CondKind::Constant(value) => Some(*value),
            CondKind::Fact(at) => self.fact_truth(at, place),
            CondKind::Field(at) => match field(place, *at)? {
                Value::YesNo(value) => Some(value),
                _ => None,
            },
            CondKind::Not(inner) => not(self.truth(inner, place)),
            CondKind::Same(same, a, b) => match (self.truth(a, place), self.truth(b, place)) {
                (Some(a), Some(b)) => Some((a == b) == *same),
                _ => None,
            },
            CondKind::All(parts) => all(&self.truths(parts, place)),
            CondKind::Any(parts) => any(&self.truths(parts, place)),
            CondKind::Numbers(comparison, a, b) => {
                compare(*comparison, &self.interval(a, place)?, &self.interval(b, place)?)
            }
            CondKind::Dates(comparison, a, b) => {
                let (a, b) = (self.day(a, place)?, self.day(b, place)?);
                Some(holds(*comparison, a.cmp(&b)))
            }
            CondKind::Texts(equal, a, b) => Some((self.words(a, place)? == self.words(b, place)?) == *equal),
            CondKind::Choices(comparison, a, b) => {
                let (a, b) = (self.pick(a, place)?, self.pick(b, place)?);
                Some(holds(*comparison, a.cmp(&b)))
            }
            CondKind::ChoiceAmong(pick, among) => Some(among.contains(&self.pick(pick, place)?)),
            CondKind::TextAmong(words, among) => Some(among.contains(&self.words(words, place)?)),
            CondKind::Within(day, stretch) => {
                let at = self.day(day, place)?;
                match stretch {
                    Stretch::Window(window) => Some(in_window(at, *window, self.today(), self.sheet.year)),
                    Stretch::Period(period) => {
                        Some(self.period(*period, place).is_some_and(|period| in_period(at, period)))
                    }
                }
            }
            CondKind::Some(records) => any(&self.fitting(records, place)?),
            CondKind::None(records) => not(any(&self.fitting(records, place)?)),
            CondKind::Every(records, condition) => self.every(records, condition, place),
            CondKind::Periods { every, window, body } => {
                let truths: Vec<Option<bool>> = periods(*window, self.sheet.year)
                    .into_iter()
                    .map(|period| self.truth(body, &place.at(period)))
                    .collect();
                if *every { all(&truths) } else { any(&truths) }
            }
            CondKind::Trend { rising, window, body } => {
                let values: Vec<Option<Fraction>> = periods(*window, self.sheet.year)
                    .into_iter()
                    .map(|period| self.number(body, &place.at(period)))
                    .collect();
                let mut steps = Vec::new();
                for (before, after) in values.iter().zip(values.iter().skip(1)) {
                    steps.push(match (before, after) {
                        (Some(before), Some(after)) if *rising => Some(before < after),
                        (Some(before), Some(after)) => Some(before > after),
                        _ => None,
                    });
                }
                all(&steps)
            }
            CondKind::Growth { comparison, body, years, rate } => {
                self.growth(*comparison, body, *years, rate, place)
            }
            CondKind::OnList(list) => self.listed(*list),
            CondKind::Known(known) => Some(self.known(known, place)),
            CondKind::Valid { from, until } => {
                let begun = match field(place, *from) {
                    Some(Value::Date(from)) => Some(day(from) <= self.today()),
                    _ => None,
                };
                let lasting = match field(place, *until) {
                    Some(Value::Date(until)) => self.today() <= day(until),
                    _ => true,
                };
                all(&[begun, Some(lasting)])
            }
        }
    }

    fn truths(&self, parts: &[Cond], place: &Place<'_>) -> Vec<Option<bool>> {
        parts.iter().map(|part| self.truth(part, place)).collect()
    }

    /// The average yearly growth against a rate: the last value against the first times (1 + rate) to the years.
    fn growth(
        &self,
        comparison: Comparison,
        body: &Num,
        years: u16,
        rate: &Num,
        place: &Place<'_>,
    ) -> Option<bool> {
        let year = Period::Year(self.sheet.year);
        let back = i16::try_from(years).ok()?;
        let first = self.number(body, &place.at(earlier(year, back)))?;
        let last = self.number(body, &place.at(year))?;
        let factor = self.number(rate, place)? + Fraction::whole(1);
        let nothing = Fraction::whole(0);
        if first <= nothing || last < nothing {
            return None;
        }
        if factor < nothing {
            return Some(holds(comparison, Ordering::Greater));
        }
        Some(holds(comparison, last.cmp(&(first * factor.power(years)))))
    }

    fn listed(&self, list: ListId) -> Option<bool> {
        if let Some(listed) = self.sheet.lists.get(&list) {
            return Some(*listed);
        }
        let (members, complete) = list.of(self.vocabulary)?.members.as_ref()?;
        if self.sheet.subject.uscc.is_empty() {
            return None;
        }
        if members.contains(&self.sheet.subject.uscc) {
            Some(true)
        } else if *complete {
            Some(false)
        } else {
            None
        }
    }

    fn known(&self, known: &Known, place: &Place<'_>) -> bool {
        match known {
            Known::Cond(cond) => self.truth(cond, place).is_some(),
            Known::Num(num) => self.number(num, place).is_some(),
            Known::Day(day) => self.day(day, place).is_some(),
            Known::Words(words) => self.words(words, place).is_some(),
            Known::Pick(pick) => self.pick(pick, place).is_some(),
            Known::Records(fact) => self.facts.lists.contains_key(fact),
        }
    }

    // ── values ────────────────────────────────────────────────────────────────────────────────────────────────

    fn period(&self, at: PeriodAt, place: &Place<'_>) -> Option<Period> {
        let from = match at.from {
            Anchor::Year => Period::Year(self.sheet.year),
            Anchor::Bound(depth) => *place.bound.get(depth)?,
            Anchor::Fixed(year) => Period::Year(year),
            Anchor::FixedQuarter(year, quarter) => Period::Quarter { year, quarter },
        };
        Some(earlier(from, at.minus))
    }

    fn fact(&self, at: &FactAt, place: &Place<'_>) -> Option<Value> {
        match at.period {
            None => self.facts.states.get(&at.fact).cloned(),
            Some(period) => self.facts.periods.get(&(at.fact, self.period(period, place)?)).cloned(),
        }
    }

    /// Where the formula of a derived fact stands: in its own period and nothing else.
    fn own_place(&self, at: &FactAt, place: &Place<'_>) -> Option<Place<'static>> {
        let bound = match at.period {
            None => Vec::new(),
            Some(period) => vec![self.period(period, place)?],
        };
        Some(Place { bound, record: None })
    }

    fn fact_truth(&self, at: &FactAt, place: &Place<'_>) -> Option<bool> {
        if let FactKind::DerivedCondition(_, cond) = &at.fact.of(self.vocabulary)?.kind {
            return self.truth(cond, &self.own_place(at, place)?);
        }
        match self.fact(at, place)? {
            Value::YesNo(value) => Some(value),
            _ => None,
        }
    }

    /// The number of a fact, stated or derived.
    pub fn fact_number(&self, at: &FactAt, place: &Place<'_>) -> Option<Fraction> {
        if let FactKind::DerivedNumber(_, _, num) = &at.fact.of(self.vocabulary)?.kind {
            return self.number(num, &self.own_place(at, place)?);
        }
        match self.fact(at, place)? {
            Value::Number(number) => Some(Fraction::of(&number)),
            _ => None,
        }
    }

    /// A date, where it is known.
    pub fn day(&self, form: &DayForm, place: &Place<'_>) -> Option<Day> {
        let value = match form {
            DayForm::Constant(date) => Value::Date(*date),
            DayForm::AsOf => Value::Date(self.sheet.as_of),
            DayForm::Fact(at) => self.fact(at, place)?,
            DayForm::Field(at) => field(place, *at)?,
        };
        match value {
            Value::Date(date) => Some(day(date)),
            _ => None,
        }
    }

    /// A text, where it is known.
    pub fn words(&self, words: &Words, place: &Place<'_>) -> Option<String> {
        let value = match words {
            Words::Constant(text) => Value::Text(text.clone()),
            Words::Fact(at) => self.fact(at, place)?,
            Words::Field(at) => field(place, *at)?,
        };
        match value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A choice's value, by position, where it is known.
    pub fn pick(&self, pick: &Pick, place: &Place<'_>) -> Option<usize> {
        let value = match pick {
            Pick::Constant(position) => Value::Choice(*position),
            Pick::Result(result) => Value::Choice(self.result(*result)?),
            Pick::Fact(at) => self.fact(at, place)?,
            Pick::Field(at) => field(place, *at)?,
        };
        match value {
            Value::Choice(position) => Some(position),
            _ => None,
        }
    }

    /// The grade of another programme, where it is in force today.
    fn result(&self, result: ResultId) -> Option<usize> {
        let (grade, range, _) = self.sheet.results.get(&result)?;
        in_range(self.today(), range).then_some(*grade)
    }

    // ── records ───────────────────────────────────────────────────────────────────────────────────────────────

    /// Whether one record belongs to a filtered list; an unsettled one never surely does.
    pub fn fits(&self, records: &Records, row: &Row, place: &Place<'_>) -> Option<bool> {
        let fits = match &records.filter {
            Some(filter) => self.truth(filter, &place.inside(&row.fields)),
            None => Some(true),
        };
        match fits {
            Some(true) if !row.settled => None,
            fits => fits,
        }
    }

    /// Whether each record of a list fits; none for an unknown list.
    pub fn fitting(&self, records: &Records, place: &Place<'_>) -> Option<Vec<Option<bool>>> {
        let rows = self.facts.lists.get(&records.fact)?;
        Some(rows.iter().map(|row| self.fits(records, row, place)).collect())
    }

    /// Whether every record that fits fulfils the condition.
    fn every(&self, records: &Records, condition: &Cond, place: &Place<'_>) -> Option<bool> {
        let mut truths = Vec::new();
        for row in self.facts.lists.get(&records.fact)? {
            let fits = self.fits(records, row, place);
            let fulfils = self.truth(condition, &place.inside(&row.fields));
            truths.push(any(&[not(fits), fulfils]));
        }
        all(&truths)
    }
}

/// A field of the record at hand, where it is known.
pub fn field(place: &Place<'_>, at: usize) -> Option<Value> {
    place.record?.get(at)?.clone()
}
