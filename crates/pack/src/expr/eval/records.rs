//! Lists of records: which of them count, and what their fields give; rows of tables.

use alloc::vec::Vec;

use super::super::form::{Cond, Operand, Records, Summary};
use super::super::quantity::Quantity;
use super::super::view::Rows;
use super::{Evaluator, Member, all, any};
use crate::number::Rational;
use crate::vocabulary::{TableId, Value};

impl<'a> Evaluator<'a> {
    fn inside<T>(&mut self, record: &'a [Option<Value>], inner: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.record.replace(record);
        let result = inner(self);
        self.record = outer;
        result
    }

    /// Whether one record belongs to the filtered list.
    fn fits(&mut self, records: &Records, fields: &'a [Option<Value>], settled: bool) -> Option<bool> {
        let fits = match &records.filter {
            Some(filter) => self.inside(fields, |this| this.cond(filter)),
            None => Some(true),
        };
        if settled { fits } else { all([None, fits]) }
    }

    /// For each record in reach: its fields and whether it fits; the last part says what further ones could do.
    pub fn members(&mut self, records: &Records) -> Option<(Vec<Member<'a>>, bool)> {
        let Rows { rows, open } = self.view.records(records.fact)?;
        let members =
            rows.iter().map(|row| (row.fields.as_slice(), self.fits(records, &row.fields, row.settled)));
        let members = members.collect();
        let more = open.iter().any(|further| self.fits(records, further, true) != Some(false));
        Some((members, more))
    }

    /// Whether a record with these fields would fit.
    #[must_use]
    pub fn would_fit(&self, records: &Records, fields: &[Option<Value>]) -> Option<bool> {
        Evaluator::new(self.vocabulary, self.view).fits(records, fields, true)
    }

    pub(super) fn count(&mut self, records: &Records) -> Quantity {
        let Some((members, more)) = self.members(records) else {
            return Quantity::Between(Rational::from_int(0), None);
        };
        let sure = members.iter().filter(|(_, fits)| *fits == Some(true)).count();
        let possible = members.iter().filter(|(_, fits)| *fits != Some(false)).count();
        Quantity::counted(sure, (!more).then_some(possible))
    }

    /// A count divided by another: between two bounds while records are undecided. Of one list, the records that fit
    /// are no more than all.
    pub(super) fn share(&mut self, part: &Records, whole: &Records) -> Quantity {
        let share = self.count(part).over(&self.count(whole));
        if part.fact == whole.fact && whole.filter.is_none() { share.at_most_one() } else { share }
    }

    /// Whether each record that fits fulfils the condition; one that may still come must do so whatever it says.
    pub(super) fn every_record(&mut self, records: &Records, condition: &Cond) -> Option<bool> {
        let Rows { rows, open } = self.view.records(records.fact)?;
        let mut truths = Vec::new();
        for row in rows {
            let fits = self.fits(records, &row.fields, row.settled);
            let holds = self.inside(&row.fields, |this| this.cond(condition));
            truths.push(any([fits.map(|fits| !fits), holds]));
        }
        for further in open {
            let fits = self.fits(records, further, true);
            let holds = self.inside(further, |this| this.cond(condition));
            truths.push(any([None, fits.map(|fits| !fits), holds]));
        }
        all(truths)
    }

    pub(super) fn column(&mut self, summary: Summary, records: &Records, field: usize) -> Option<Rational> {
        let (members, more) = self.members(records)?;
        if more {
            return None;
        }
        let mut numbers = Vec::new();
        for (fields, fits) in members {
            if fits? {
                match fields.get(field)? {
                    Some(Value::Number(number)) => numbers.push(number.clone()),
                    _ => return None,
                }
            }
        }
        summary.of(numbers)
    }

    pub(super) fn lookup(&mut self, table: TableId, key: &[Operand], column: usize) -> Option<Rational> {
        let table = table.of(self.vocabulary)?;
        let key: Option<Vec<Value>> = key.iter().map(|part| self.operand(part)).collect();
        let key = key?;
        let row = table.rows.iter().find(|row| row.key == key && row.valid.contains(self.view.as_of))?;
        row.values.get(column)?.clone()
    }

    fn operand(&mut self, operand: &Operand) -> Option<Value> {
        Some(match operand {
            Operand::Cond(cond) => Value::YesNo(self.cond(cond)?),
            Operand::Num(num) => Value::Number(self.known_num(num)?),
            Operand::Day(day) => Value::Date(self.day(day)?),
            Operand::Words(words) => Value::Text(self.words(words)?.into()),
            Operand::Pick(pick, _) => Value::Choice(self.pick(pick)?),
        })
    }
}
