//! Entries of assessors: they confirm, correct, add and reject, together or against each other.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::number::{Rational, Rounding};
use duheng_pack::vocabulary::{FactId, FactKind, Origin, RecordType, Value};
use duheng_standard::model::{Form, Rule};
use duheng_standard::sheet::{Assessor, Changes, Entries, Entry, Fields, Sheet};

use super::{Enterprise, Reviewed};

impl Enterprise<'_> {
    /// The sealed entries of all layers after the first.
    pub(super) fn layers(&mut self, sheet: &Sheet) -> BTreeMap<String, BTreeMap<String, Assessor>> {
        let reviewed = self.temper.reviewed;
        let mut layers = BTreeMap::new();
        if reviewed == Reviewed::Not {
            return layers;
        }
        let judged: Vec<(String, Rational, Rational, Rational)> = self
            .standard
            .items()
            .filter_map(|item| judge(&item.rule).map(|(from, to, step)| (item.code.clone(), from, to, step)))
            .collect();
        // What an ordinary opinion of each item is.
        let opinions: Vec<i64> = judged.iter().map(|_| self.dice.between(0, 4)).collect();
        // Of an enterprise that may be shown assessors think what it is worth, and they agree.
        let share = Rational::from_ratio(100 - i64::from(self.temper.quality), 50).unwrap_or_default();
        for layer in self.standard.layers.iter().skip(1) {
            let wild = reviewed == Reviewed::Wildly;
            if wild && self.dice.chance(20) {
                continue;
            }
            let declared = layer.assessors.max(1);
            let count = if wild && self.dice.chance(40) { self.dice.below(4) } else { declared };
            let findings = match reviewed {
                Reviewed::Not | Reviewed::Smoothly => Entries::new(),
                Reviewed::Thoroughly => self.findings(sheet, 6),
                Reviewed::Wildly => self.findings(sheet, 15),
            };
            let mut assessors = BTreeMap::new();
            for at in 0..count {
                let mut assessor = self.assessor(sheet, &findings);
                for ((code, from, to, step), opinion) in judged.iter().zip(&opinions) {
                    if self.temper.day.is_some() {
                        let steps = (to.clone() - from.clone()) * share.clone();
                        let steps = steps.checked_div(step).unwrap_or_default().round(0, Rounding::HalfUp);
                        let points = to.clone() - step.clone() * steps;
                        assessor.judged.insert(code.clone(), points.max(from.clone()));
                    } else if reviewed == Reviewed::Smoothly || self.dice.chance(95) {
                        let off = opinion + self.dice.between(0, if wild { 3 } else { 1 });
                        let points = to.clone() - step.clone() * Rational::from_int(off);
                        assessor.judged.insert(code.clone(), points.max(from.clone()));
                    }
                }
                assessors.insert(format!("expert-{}", at + 1), assessor);
            }
            layers.insert(layer.id.clone(), assessors);
        }
        layers
    }

    /// What is found in a layer: other values for so many of a hundred facts.
    fn findings(&mut self, sheet: &Sheet, percent: u8) -> Entries {
        let mut findings = Entries::new();
        for at in 0..self.vocabulary().facts.len() {
            if self.dice.chance(percent)
                && let Some(entry) = self.finding(sheet, FactId(at))
            {
                findings.insert(FactId(at), entry);
            }
        }
        findings
    }

    fn finding(&mut self, sheet: &Sheet, id: FactId) -> Option<Entry> {
        let fact = id.of(self.vocabulary())?;
        if fact.origin != Origin::Enterprise {
            return None;
        }
        let claimed = sheet.claims.get(&id);
        match &fact.kind {
            FactKind::DerivedNumber(..) | FactKind::DerivedCondition(..) => None,
            FactKind::Value(..) => match (claimed, self.dice.below(3)) {
                (Some(claimed), 0) => Some(claimed.clone()),
                (Some(Entry::Periods(values)), 1) => {
                    // Only one of the periods is found.
                    let several: Vec<_> = values.iter().collect();
                    let (period, value) = self.dice.pick(&several)?;
                    let value = match value {
                        Value::Number(number) if self.dice.chance(50) => Value::Number(
                            (number.clone() * Rational::from_ratio(3, 2)?).round(0, Rounding::HalfUp),
                        ),
                        value => (*value).clone(),
                    };
                    let of = BTreeMap::from([(**period, value)]);
                    Some(Entry::Periods(of))
                }
                _ => self.entry(id, fact),
            },
            FactKind::Records(record) => {
                let record = record.of(self.vocabulary())?;
                let rows = match claimed {
                    Some(Entry::Records(rows)) => rows.clone(),
                    _ => Vec::new(),
                };
                if self.dice.chance(40) {
                    return Some(Entry::Records(self.rewritten(id, rows, record)));
                }
                Some(Entry::Changes(self.changes(id, &rows, record)))
            }
        }
    }

    /// The whole list again: some records gone, changed or new.
    fn rewritten(&mut self, id: FactId, rows: Vec<Fields>, record: &RecordType) -> Vec<Fields> {
        let mut written = Vec::new();
        for fields in rows {
            match self.dice.below(20) {
                0 => {}
                1 => written.push(self.vary(&fields, record)),
                _ => written.push(fields),
            }
        }
        if self.dice.chance(15) {
            written.push(self.maker.any(&mut self.dice, id, record));
        }
        written
    }

    /// Changes to a list. Each record is named once.
    fn changes(&mut self, id: FactId, rows: &[Fields], record: &RecordType) -> Changes {
        let mut changes = Changes { confirm_all: self.dice.chance(70), ..Changes::default() };
        let mut named = BTreeSet::new();
        for fields in rows {
            if !named.insert(key(record, fields)) {
                continue;
            }
            match self.dice.below(20) {
                0 => changes.reject.push(self.only_key(fields, record)),
                1 => changes.correct.push(self.vary(fields, record)),
                2..=5 => changes.confirm.push(self.only_key(fields, record)),
                _ => {}
            }
        }
        if self.dice.chance(20) || rows.is_empty() {
            let fields = self.maker.any(&mut self.dice, id, record);
            if named.insert(key(record, &fields)) {
                changes.add.push(fields);
            }
        }
        changes
    }

    /// A record as it is named where only its key needs to be given.
    fn only_key(&mut self, fields: &Fields, record: &RecordType) -> Fields {
        if record.key.is_empty() || self.dice.chance(50) {
            return fields.clone();
        }
        let mut only = Fields::new();
        for (at, value) in fields.iter().enumerate() {
            only.push(if record.key.contains(&at) { value.clone() } else { None });
        }
        only
    }

    fn assessor(&mut self, sheet: &Sheet, findings: &Entries) -> Assessor {
        let (confirms, misses, own) = match self.temper.reviewed {
            Reviewed::Not | Reviewed::Smoothly => (100, 0, 0),
            Reviewed::Thoroughly => (95, 8, 1),
            Reviewed::Wildly => (60, 25, 6),
        };
        let mut assessor = Assessor { confirm_all: self.dice.chance(confirms), ..Assessor::default() };
        if !assessor.confirm_all {
            let part = self.dice.pick(&[20, 80, 95]).copied().unwrap_or(50);
            for id in sheet.claims.keys() {
                if self.dice.chance(part) {
                    assessor.confirm.insert(*id);
                }
            }
        }
        for (id, entry) in findings {
            if !self.dice.chance(misses) {
                assessor.facts.insert(*id, entry.clone());
            }
        }
        if own > 0 {
            let own = self.findings(sheet, own);
            assessor.facts.extend(own);
        }
        assessor
    }
}

fn key(record: &RecordType, fields: &Fields) -> Fields {
    if record.key.is_empty() {
        return fields.clone();
    }
    record.key.iter().map(|at| fields.get(*at).cloned().flatten()).collect()
}

/// The range and the step of the points that assessors type for a rule.
fn judge(rule: &Rule) -> Option<(Rational, Rational, Rational)> {
    match &rule.form {
        Form::Judge { from, to, step } => Some((from.clone(), to.clone(), step.clone())),
        Form::Sum { parts, .. } | Form::Best(parts) => parts.iter().find_map(judge),
        Form::Either { then, otherwise, .. } => judge(then).or_else(|| judge(otherwise)),
        Form::Points(_) | Form::Formula(..) | Form::Each(_) => None,
    }
}
