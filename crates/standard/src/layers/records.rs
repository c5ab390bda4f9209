//! Lists over the layers: each record is confirmed, corrected, rejected or added on its own.

use alloc::vec::Vec;

use duheng_pack::expr::{Known, Row, Rows};
use duheng_pack::vocabulary::{FactId, RecordType};

use super::{Agreement, agreement};
use crate::sheet::{Assessor, Changes, Entry, Fields};

/// The records of a list as they stand.
pub(super) struct Standing {
    /// Whether anything was said about the list at all.
    known: bool,
    /// Whether all assessors of a layer stated the list.
    confirmed: bool,
    records: Vec<Held>,
}

struct Held {
    fields: Fields,
    confirmed: bool,
    disputed: bool,
}

/// What one assessor says of one record.
#[derive(Clone, PartialEq)]
enum Statement {
    /// It is so.
    Is(Fields),
    /// It does not count.
    Rejected,
}

impl Standing {
    /// The records that the enterprise claims; of records with equal key the last one counts.
    pub(super) fn claimed(of: &RecordType, entry: Option<&Entry>) -> Self {
        let mut claimed = match entry {
            Some(Entry::Records(records)) => Self {
                known: true,
                confirmed: false,
                records: records
                    .iter()
                    .map(|fields| Held { fields: fields.clone(), confirmed: false, disputed: false })
                    .collect(),
            },
            _ => Self { known: false, confirmed: false, records: Vec::new() },
        };
        claimed.unite(of);
        claimed
    }

    /// Takes in what the assessors of one layer say.
    pub(super) fn review(&mut self, of: &RecordType, fact: FactId, assessors: &[&Assessor]) {
        let entries: Vec<Option<Entry>> =
            assessors.iter().map(|assessor| self.entry(assessor, fact)).collect();
        let whole = entries.iter().all(Option::is_some);
        if !self.known && !whole {
            return;
        }
        let mut keys: Vec<Fields> = self.records.iter().map(|held| key(of, &held.fields)).collect();
        for entry in entries.iter().flatten() {
            for fields in new_records(entry) {
                let of_record = key(of, fields);
                if !keys.contains(&of_record) {
                    keys.push(of_record);
                }
            }
        }
        let mut after = Vec::new();
        for this in keys {
            let before = self.records.iter().position(|held| key(of, &held.fields) == this);
            let before = before.map(|at| self.records.remove(at));
            let statements: Vec<Option<Statement>> =
                entries.iter().map(|entry| statement(of, entry.as_ref()?, &this, before.as_ref())).collect();
            after.extend(settle(before, &statements));
        }
        self.records = after;
        self.known = true;
        self.confirmed |= whole;
    }

    /// What an assessor enters for the list. Of a list that nobody has stated, only new records say anything; a general
    /// confirmation confirms one that is known.
    fn entry(&self, assessor: &Assessor, fact: FactId) -> Option<Entry> {
        if let Some(entry) = assessor.facts.get(&fact) {
            let brings = new_records(entry).next().is_some();
            let speaks = match entry {
                Entry::Changes(changes) => brings || (self.known && *changes != Changes::default()),
                _ => true,
            };
            return speaks.then(|| entry.clone());
        }
        let confirms = assessor.confirm_all || assessor.confirm.contains(&fact);
        (confirms && self.known).then(|| Entry::Changes(Changes { confirm_all: true, ..Changes::default() }))
    }

    /// Leaves the last of records with equal key.
    fn unite(&mut self, of: &RecordType) {
        let keys: Vec<Fields> = self.records.iter().map(|held| key(of, &held.fields)).collect();
        let mut at = 0;
        self.records.retain(|_| {
            let last = keys.iter().rposition(|other| keys.get(at) == Some(other)) == Some(at);
            at += 1;
            last
        });
    }

    pub(super) fn disputed(&self) -> bool {
        self.records.iter().any(|held| held.disputed)
    }

    pub(super) fn unconfirmed(&self) -> bool {
        self.known
            && (self.records.iter().any(|held| !held.confirmed)
                || (self.records.is_empty() && !self.confirmed))
    }

    /// What expressions read: with `strict`, unconfirmed records are undecided.
    pub(super) fn known(self, strict: bool) -> Known {
        if !self.known || (strict && self.records.is_empty() && !self.confirmed) {
            return Known::Nothing;
        }
        let rows = self
            .records
            .into_iter()
            .map(|held| Row { settled: !held.disputed && (held.confirmed || !strict), fields: held.fields });
        Known::Records(Rows { rows: rows.collect(), open: Vec::new() })
    }
}

/// The key fields of a record.
fn key(of: &RecordType, fields: &Fields) -> Fields {
    of.key.iter().map(|at| fields.get(*at).cloned().flatten()).collect()
}

/// The records that an entry could bring in.
fn new_records(entry: &Entry) -> impl Iterator<Item = &Fields> {
    let (whole, changes): (&[Fields], Option<&Changes>) = match entry {
        Entry::Records(records) => (records, None),
        Entry::Changes(changes) => (&[], Some(changes)),
        Entry::State(_) | Entry::Periods(_) => (&[], None),
    };
    whole.iter().chain(changes.into_iter().flat_map(|changes| changes.correct.iter().chain(&changes.add)))
}

/// What an entry says of the record with the key `this`.
fn statement(of: &RecordType, entry: &Entry, this: &Fields, before: Option<&Held>) -> Option<Statement> {
    let find = |records: &[Fields]| records.iter().rfind(|fields| key(of, fields) == *this).cloned();
    let as_stands = || before.filter(|held| !held.disputed).map(|held| Statement::Is(held.fields.clone()));
    match entry {
        Entry::Records(records) => {
            find(records).map(Statement::Is).or_else(|| before.map(|_| Statement::Rejected))
        }
        Entry::Changes(changes) => {
            if let Some(fields) = find(&changes.correct).or_else(|| find(&changes.add)) {
                return Some(Statement::Is(fields));
            }
            if find(&changes.reject).is_some() {
                return before.map(|_| Statement::Rejected);
            }
            if find(&changes.confirm).is_some() || changes.confirm_all {
                return as_stands();
            }
            None
        }
        Entry::State(_) | Entry::Periods(_) => None,
    }
}

/// What becomes of one record.
fn settle(before: Option<Held>, statements: &[Option<Statement>]) -> Option<Held> {
    match agreement(statements) {
        Agreement::All(Statement::Is(fields)) => {
            Some(Held { fields: fields.clone(), confirmed: true, disputed: false })
        }
        Agreement::All(Statement::Rejected) => None,
        Agreement::Silent if before.is_some() => before,
        // added by some and not all, or stated differently: it stays, undecided
        Agreement::Silent | Agreement::Differ => {
            let mut stated = statements.iter().flatten().filter_map(|statement| match statement {
                Statement::Is(fields) => Some(fields),
                Statement::Rejected => None,
            });
            let mut fields = stated.next().cloned().or_else(|| before.map(|held| held.fields))?;
            for other in stated {
                for (field, other) in fields.iter_mut().zip(other) {
                    if field != other {
                        *field = None;
                    }
                }
            }
            Some(Held { fields, confirmed: false, disputed: true })
        }
    }
}
