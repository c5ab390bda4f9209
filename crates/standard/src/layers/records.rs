//! Lists over the layers: each record is confirmed, corrected, rejected or added on its own.
//!
//! Records are told apart by their key; of records with equal key in one entry the last counts.

use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use duheng_pack::expr::{Known, Row, Rows};
use duheng_pack::vocabulary::{FactId, RecordType, Value};

use super::{Agreement, agreement};
use crate::sheet::{Assessor, Changes, Entry, Fields};

/// The key fields of a record.
type Key<'s> = Vec<Option<&'s Value>>;

/// The records of a list as they stand.
pub(super) struct Standing<'s> {
    /// Whether anything was said about the list at all.
    known: bool,
    /// Whether all assessors of a layer stated the list.
    confirmed: bool,
    records: Vec<Held<'s>>,
}

struct Held<'s> {
    fields: Cow<'s, Fields>,
    confirmed: bool,
    disputed: bool,
}

/// What one assessor says of one record.
#[derive(Clone, Copy, PartialEq)]
enum Statement<'s> {
    /// It is so.
    Is(&'s Fields),
    /// It does not count.
    Rejected,
}

/// What one assessor says of the list.
enum Review<'s> {
    /// Nothing.
    Silent,
    /// All that stands is so.
    Confirms,
    /// Each record with what is said of it; records not named are rejected or left alone.
    Names { records: BTreeMap<Key<'s>, Statement<'s>>, confirms: BTreeSet<Key<'s>>, others: Others },
}

/// What an assessor who names records says of those that it does not name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Others {
    Rejected,
    Confirmed,
    Silent,
}

impl<'s> Standing<'s> {
    /// The records that the enterprise claims.
    pub(super) fn claimed(of: &RecordType, entry: Option<&'s Entry>) -> Self {
        let Some(Entry::Records(records)) = entry else {
            return Self { known: false, confirmed: false, records: Vec::new() };
        };
        let held = |fields| Held { fields: Cow::Borrowed(fields), confirmed: false, disputed: false };
        let records = last_of_each(of, records).into_iter().map(held).collect();
        Self { known: true, confirmed: false, records }
    }

    /// Takes in what the assessors of one layer say.
    pub(super) fn review(&mut self, of: &RecordType, fact: FactId, assessors: &[&'s Assessor]) {
        let reviews: Vec<Review<'s>> =
            assessors.iter().map(|assessor| self.said(of, assessor, fact)).collect();
        let whole = reviews.iter().all(|review| !matches!(review, Review::Silent));
        if !self.known && !whole {
            return;
        }
        if reviews.iter().all(|review| matches!(review, Review::Confirms)) {
            for held in self.records.iter_mut().filter(|held| !held.disputed) {
                held.confirmed = true;
            }
        } else {
            self.records = self.one_by_one(of, &reviews);
        }
        self.known = true;
        self.confirmed |= whole;
    }

    /// What an assessor says of the list. Of a list that nobody has stated, only new records say anything; a general
    /// confirmation confirms one that is known.
    fn said(&self, of: &RecordType, assessor: &'s Assessor, fact: FactId) -> Review<'s> {
        match assessor.facts.get(&fact) {
            Some(Entry::Records(records)) => Review::Names {
                records: last_of_each(of, records)
                    .into_iter()
                    .map(|one| (key(of, one), Statement::Is(one)))
                    .collect(),
                confirms: BTreeSet::new(),
                others: Others::Rejected,
            },
            Some(Entry::Changes(changes)) => {
                let brings = !changes.correct.is_empty() || !changes.add.is_empty();
                if !brings && (!self.known || *changes == Changes::default()) {
                    return Review::Silent;
                }
                let mut records = BTreeMap::new();
                records.extend(changes.reject.iter().map(|one| (key(of, one), Statement::Rejected)));
                records.extend(changes.add.iter().map(|one| (key(of, one), Statement::Is(one))));
                records.extend(changes.correct.iter().map(|one| (key(of, one), Statement::Is(one))));
                Review::Names {
                    records,
                    confirms: changes.confirm.iter().map(|one| key(of, one)).collect(),
                    others: if changes.confirm_all { Others::Confirmed } else { Others::Silent },
                }
            }
            Some(Entry::State(_) | Entry::Periods(_)) => Review::Silent,
            None if self.known && (assessor.confirm_all || assessor.confirm.contains(&fact)) => {
                Review::Confirms
            }
            None => Review::Silent,
        }
    }

    /// Settles each record on its own.
    fn one_by_one(&mut self, of: &RecordType, reviews: &[Review<'s>]) -> Vec<Held<'s>> {
        let before = core::mem::take(&mut self.records);
        let mut new: BTreeSet<Key<'_>> = BTreeSet::new();
        for review in reviews {
            if let Review::Names { records, .. } = review {
                new.extend(records.keys().cloned());
            }
        }
        let said =
            |key: &Key<'_>, held| reviews.iter().map(|review| review.of(key, held)).collect::<Vec<_>>();
        let mut nexts = Vec::with_capacity(before.len());
        for held in &before {
            let of_it = key(of, &held.fields);
            new.remove(&of_it);
            nexts.push(settle(Some(held), &said(&of_it, Some(held))));
        }
        let added: Vec<Next> = new.iter().map(|key| settle(None, &said(key, None))).collect();
        let outcome = |held: Option<Held<'s>>, next| match next {
            Next::Same => held,
            Next::Gone => None,
            Next::Is(fields, disputed) => {
                Some(Held { fields: Cow::Owned(fields), confirmed: !disputed, disputed })
            }
        };
        let stood = before.into_iter().zip(nexts).filter_map(|(held, next)| outcome(Some(held), next));
        let after: Vec<Held<'s>> =
            stood.chain(added.into_iter().filter_map(|next| outcome(None, next))).collect();
        after
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
        let rows = self.records.into_iter().map(|held| Row {
            settled: !held.disputed && (held.confirmed || !strict),
            fields: held.fields.into_owned(),
        });
        Known::Records(Rows { rows: rows.collect(), open: Vec::new() })
    }
}

impl<'s> Review<'s> {
    /// What it says of one record. A disputed record cannot be confirmed.
    fn of<'h>(&self, key: &Key<'_>, before: Option<&'h Held<'s>>) -> Option<Statement<'h>>
    where
        's: 'h,
    {
        let as_stands = || before.filter(|held| !held.disputed).map(|held| Statement::Is(&held.fields));
        match self {
            Self::Silent => None,
            Self::Confirms => as_stands(),
            Self::Names { records, confirms, others } => match (records.get(key), others) {
                (Some(Statement::Is(fields)), _) => Some(Statement::Is(fields)),
                (Some(Statement::Rejected), _) | (None, Others::Rejected) => {
                    before.map(|_| Statement::Rejected)
                }
                (None, Others::Confirmed) => as_stands(),
                (None, Others::Silent) if confirms.contains(key) => as_stands(),
                (None, Others::Silent) => None,
            },
        }
    }
}

/// The key fields of a record.
fn key<'s>(of: &RecordType, fields: &'s Fields) -> Key<'s> {
    of.key.iter().map(|at| fields.get(*at).and_then(Option::as_ref)).collect()
}

/// Up to how many records each pair is compared.
const SHORT: usize = 24;

/// The records, of those with equal key the last, in their order.
fn last_of_each<'s>(of: &RecordType, records: &'s [Fields]) -> Vec<&'s Fields> {
    let same = |a: &Fields, b: &Fields| of.key.iter().all(|at| a.get(*at) == b.get(*at));
    // most lists are short and have no two records with one key: comparing each pair costs less than a map
    if records.len() <= SHORT {
        let follows = |at: usize, one: &Fields| records.iter().skip(at + 1).any(|later| same(one, later));
        let last = records.iter().enumerate().filter(|(at, one)| !follows(*at, one));
        return last.map(|(_, one)| one).collect();
    }
    let mut last: BTreeMap<Key<'s>, usize> = BTreeMap::new();
    for (at, fields) in records.iter().enumerate() {
        last.insert(key(of, fields), at);
    }
    let mut stays: Vec<usize> = last.into_values().collect();
    stays.sort_unstable();
    stays.into_iter().filter_map(|at| records.get(at)).collect()
}

/// What becomes of one record.
enum Next {
    /// It stands as before.
    Same,
    /// It does not count.
    Gone,
    /// It has these fields; whether that is disputed.
    Is(Fields, bool),
}

fn settle(before: Option<&Held<'_>>, statements: &[Option<Statement<'_>>]) -> Next {
    match agreement(statements) {
        Agreement::All(Statement::Is(fields)) => Next::Is((*fields).clone(), false),
        Agreement::All(Statement::Rejected) => Next::Gone,
        Agreement::Silent if before.is_some() => Next::Same,
        // added by some and not all, or stated differently: it stays, undecided
        Agreement::Silent | Agreement::Differ => {
            let mut stated = statements.iter().flatten().filter_map(|statement| match statement {
                Statement::Is(fields) => Some(*fields),
                Statement::Rejected => None,
            });
            let first = stated.next().or_else(|| before.map(|held| &*held.fields));
            let Some(mut fields) = first.cloned() else { return Next::Gone };
            for other in stated {
                for (field, other) in fields.iter_mut().zip(other) {
                    if field != other {
                        *field = None;
                    }
                }
            }
            Next::Is(fields, true)
        }
    }
}
