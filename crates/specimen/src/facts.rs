//! What an enterprise states: values of facts and records of lists.

use std::collections::BTreeMap;

use duheng_pack::calendar::{Period, quarters_ending};
use duheng_pack::number::{Rational, Rounding};
use duheng_pack::vocabulary::{Fact, FactId, FactKind, Flavour, Origin, Per, RecordType, Value, ValueType};
use duheng_standard::sheet::{Entry, Fields};

use super::Enterprise;

impl Enterprise<'_> {
    pub(super) fn entry(&mut self, id: FactId, fact: &Fact) -> Option<Entry> {
        // What an authority gives is hardly ever left out, so that gates can be passed.
        let by_authority = if self.temper.day.is_some() { 100 } else { 95 };
        let stated = if fact.origin == Origin::Enterprise { self.temper.stated } else { by_authority };
        if !self.dice.chance(stated) {
            return None;
        }
        match &fact.kind {
            FactKind::DerivedNumber(..) | FactKind::DerivedCondition(..) => None,
            FactKind::Value(of, Per::State) => {
                let mut dated = Vec::new();
                if self.temper.day.is_none() && self.dice.chance(10) {
                    let range = self.range(0);
                    dated.push((self.value(id, fact, of, 0), range));
                }
                let range = self.range(if self.temper.day.is_some() { 100 } else { 90 });
                dated.push((self.value(id, fact, of, 0), range));
                Some(Entry::State(dated))
            }
            FactKind::Value(of, per) => Some(Entry::Periods(self.periods(id, fact, of, *per))),
            FactKind::Records(record) => {
                let record = record.of(self.vocabulary())?;
                Some(Entry::Records(self.records(id, fact, record)))
            }
        }
    }

    fn periods(&mut self, id: FactId, fact: &Fact, of: &ValueType, per: Per) -> BTreeMap<Period, Value> {
        let year = self.maker.year;
        let periods = match per {
            Per::Quarter => quarters_ending(year, 9),
            _ => {
                let last = if self.temper.day.is_some() { 0 } else { 1 };
                (-5..=last).map(|back| Period::Year(year + back)).collect()
            }
        };
        let last = i64::try_from(periods.len()).unwrap_or(0);
        let lean = self.hints().leans.get(&id).copied().unwrap_or(0).signum();
        // The figure of the last period, and how many per cent it changes from one period to the next.
        let now = self.value(id, fact, of, lean);
        let step = if self.dice.chance(self.quality(id)) {
            i64::from(lean) * self.dice.between(1, 8)
        } else {
            self.dice.between(-5, 5)
        };
        let mut values = BTreeMap::new();
        for (at, period) in (1..).zip(periods) {
            let value = match &now {
                Value::Number(number) if self.dice.chance(97) => {
                    let share = Rational::from_ratio(100 + step * (at + 1 - last), 100).unwrap_or_default();
                    bounded(fact, of, number.clone() * share)
                }
                _ => self.value(id, fact, of, lean),
            };
            if self.dice.chance(50 + self.temper.stated / 2) {
                values.insert(period, value);
            }
        }
        values
    }

    /// A value of a fact, good in as many cases as the enterprise is.
    fn value(&mut self, id: FactId, fact: &Fact, of: &ValueType, lean: i32) -> Value {
        let good = self.dice.chance(self.quality(id));
        let hints = self.hints();
        let wanted = hints.leans.get(&id).copied().unwrap_or(lean).signum();
        match of {
            ValueType::YesNo if good && wanted != 0 => return Value::YesNo(wanted > 0),
            ValueType::Choice(_) if good => {
                let best =
                    hints.picks.get(&id).and_then(|picks| picks.iter().max_by_key(|(_, votes)| **votes));
                if let Some((position, _)) = best {
                    return Value::Choice(*position);
                }
            }
            ValueType::Date if good && self.temper.day.is_some() => {
                let last = Period::Year(self.maker.year).last();
                if let Some(stretch) = hints.days.get(&id)
                    && self.maker.within(last, *stretch, &[])
                {
                    return Value::Date(last);
                }
            }
            ValueType::Number(_) => {
                // one more than nothing is no figure of a firm
                let usable = |number: &&Rational| self.temper.day.is_none() || !number.is_zero();
                let thresholds: Vec<&Rational> =
                    hints.thresholds.get(&id).into_iter().flatten().filter(usable).collect();
                if let Some(threshold) = self.dice.pick(&thresholds).copied()
                    && self.dice.chance(60)
                {
                    let beside = if good { i64::from(wanted) } else { self.dice.between(-1, 1) };
                    return bounded(fact, of, threshold.clone() + Rational::from_int(beside));
                }
            }
            _ => {}
        }
        match self.maker.value(&mut self.dice, of, if good { wanted } else { 0 }) {
            Value::Number(number) => bounded(fact, of, number),
            value => value,
        }
    }

    // ── records ───────────────────────────────────────────────────────────────────────────────────────────────

    fn records(&mut self, id: FactId, fact: &Fact, record: &RecordType) -> Vec<Fields> {
        let unwelcome = fact.origin != Origin::Enterprise;
        let mut rows: Vec<Fields> = Vec::new();
        if !unwelcome && self.temper.records == 0 && self.dice.chance(5) {
            return rows;
        }
        let quality = self.quality(id);
        for recipe in self.hints().recipes.get(&id).into_iter().flatten() {
            if !recipe.wanted && self.temper.ordinary {
                continue;
            }
            let follow = if recipe.wanted { quality } else { (100 - quality) / 12 };
            let miss = if recipe.wanted { 40 } else { 15 };
            if self.dice.chance(follow) {
                rows.extend(self.maker.follow(&mut self.dice, id, record, recipe));
            } else if self.dice.chance(miss) {
                rows.extend(self.maker.miss(&mut self.dice, id, record, recipe));
            }
        }
        let highlights = self.standard.bonus.as_ref().and_then(|bonus| bonus.of);
        if let Some((_, at_most)) = highlights.filter(|(list, _)| *list == id) {
            let room = at_most.unwrap_or(2);
            let count = if self.dice.chance(85) { room } else { self.dice.below(room + 2) };
            rows = (0..count).map(|_| self.maker.any(&mut self.dice, id, record)).collect();
            return rows;
        }
        if !unwelcome && self.dice.chance(self.temper.noise) {
            rows.push(self.maker.any(&mut self.dice, id, record));
        }
        while !unwelcome && rows.len() < self.temper.records {
            let recipes = self.hints().recipes.get(&id).map_or(&[][..], Vec::as_slice);
            match self.dice.pick(recipes) {
                Some(recipe) => rows.extend(self.maker.miss(&mut self.dice, id, record, recipe)),
                None => rows.push(self.maker.any(&mut self.dice, id, record)),
            }
            if self.dice.chance(50) {
                rows.push(self.maker.any(&mut self.dice, id, record));
            }
        }
        if self.temper.day.is_some() {
            distinct(&mut rows, record);
        }
        self.blur(&mut rows, record);
        rows
    }

    /// Leaves some optional fields out and enters some records twice.
    fn blur(&mut self, rows: &mut Vec<Fields>, record: &RecordType) {
        for fields in rows.iter_mut() {
            let optional: Vec<usize> = (0..record.fields.len())
                .filter(|at| record.fields.get(*at).is_some_and(|of| of.optional))
                .collect();
            if let Some(at) = self.dice.pick(&optional)
                && self.dice.chance((100 - self.temper.stated) / 4)
                && let Some(field) = fields.get_mut(*at)
            {
                *field = None;
            }
        }
        if self.temper.day.is_none()
            && self.dice.chance(6)
            && let Some(fields) = self.dice.pick(rows).cloned()
        {
            let twin = self.vary(&fields, record);
            rows.push(twin);
        }
    }

    /// The same record by its key, with one other field changed.
    pub(super) fn vary(&mut self, fields: &Fields, record: &RecordType) -> Fields {
        let mut twin = fields.clone();
        let others: Vec<usize> = (0..record.fields.len()).filter(|at| !record.key.contains(at)).collect();
        if let Some(at) = self.dice.pick(&others)
            && !record.key.is_empty()
            && let (Some(field), Some(of)) = (twin.get_mut(*at), record.fields.get(*at))
        {
            let value = self.maker.value(&mut self.dice, &of.value, 0);
            *field = if of.optional && self.dice.chance(30) { None } else { Some(value) };
        }
        twin
    }
}

/// Leaves out records that have the key of an earlier one.
fn distinct(rows: &mut Vec<Fields>, record: &RecordType) {
    let mut seen: Vec<Fields> = Vec::new();
    rows.retain(|fields| {
        let key: Fields = record.key.iter().map(|at| fields.get(*at).cloned().flatten()).collect();
        let first = record.key.is_empty() || !seen.contains(&key);
        seen.push(key);
        first
    });
}

/// A number within the bounds of its fact; a count is whole.
fn bounded(fact: &Fact, of: &ValueType, number: Rational) -> Value {
    let mut number = match of {
        ValueType::Number(kind) if kind.flavour == Flavour::Count => number.round(0, Rounding::HalfUp),
        _ => number,
    };
    if let Some(least) = &fact.bounds.0 {
        number = number.max(least.clone());
    }
    if let Some(greatest) = &fact.bounds.1 {
        number = number.min(greatest.clone());
    }
    Value::Number(number)
}
