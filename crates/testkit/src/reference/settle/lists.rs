//! Lists of records at a layer, record by record.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::vocabulary::{Fact, FactId, RecordType};
use duheng_standard::model::Standard;
use duheng_standard::sheet::{Assessor, Entry, Fields, Sheet};

use super::{Row, confirms, given, only_confirmed, sealed};

/// A list as it stands after some layers.
#[derive(Clone, Debug)]
struct StandingList {
    known: bool,
    confirmed: bool,
    records: BTreeMap<Fields, StandingRecord>,
}

#[derive(Clone, Debug)]
struct StandingRecord {
    fields: Fields,
    settled: bool,
    confirmed: bool,
}

/// What one assessor says of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Said {
    Stands(Fields),
    Rejected,
}

/// The fields that tell a record from others; all of them where the type names none.
fn key(record: &RecordType, fields: &Fields) -> Fields {
    if record.key.is_empty() {
        return fields.clone();
    }
    record.key.iter().map(|at| fields.get(*at).cloned().flatten()).collect()
}

/// The records of a list; none where it is unknown.
pub fn list(
    standard: &Standard,
    sheet: &Sheet,
    layer: usize,
    id: FactId,
    fact: &Fact,
    record: &RecordType,
) -> Option<Vec<Row>> {
    let entry = if given(fact) { sheet.given.get(&id) } else { sheet.claims.get(&id) };
    let mut standing = StandingList { known: false, confirmed: false, records: BTreeMap::new() };
    if let Some(Entry::Records(records)) = entry {
        standing.known = true;
        for fields in records {
            let stands = StandingRecord { fields: fields.clone(), settled: true, confirmed: false };
            standing.records.insert(key(record, fields), stands);
        }
    }
    let needs_confirming = !given(fact) && only_confirmed(standard, layer);
    if !given(fact) {
        for (_, assessors) in sealed(standard, sheet, layer) {
            standing = after(&standing, &assessors, id, record);
        }
    }
    let never_confirmed = standing.records.is_empty() && !standing.confirmed;
    if !standing.known || (needs_confirming && never_confirmed) {
        return None;
    }
    let rows = standing.records.into_values().map(|record| Row {
        settled: record.settled && (record.confirmed || !needs_confirming),
        fields: record.fields,
    });
    Some(rows.collect())
}

/// What one assessor says of the records of a list, by key; none for nothing at all.
fn said(
    before: &StandingList,
    assessor: &Assessor,
    id: FactId,
    record: &RecordType,
) -> Option<BTreeMap<Fields, Said>> {
    let mut said = BTreeMap::new();
    // A disputed record cannot be confirmed.
    let as_they_stand = |said: &mut BTreeMap<Fields, Said>| {
        for (key, standing) in &before.records {
            if standing.settled {
                said.insert(key.clone(), Said::Stands(standing.fields.clone()));
            }
        }
    };
    match assessor.facts.get(&id) {
        Some(Entry::Records(records)) => {
            for key in before.records.keys() {
                said.insert(key.clone(), Said::Rejected);
            }
            for fields in records {
                said.insert(key(record, fields), Said::Stands(fields.clone()));
            }
            Some(said)
        }
        Some(Entry::Changes(changes)) => {
            if changes.confirm_all {
                as_they_stand(&mut said);
            }
            for fields in &changes.confirm {
                let key = key(record, fields);
                if let Some(standing) = before.records.get(&key)
                    && standing.settled
                {
                    said.insert(key, Said::Stands(standing.fields.clone()));
                }
            }
            for fields in &changes.reject {
                said.insert(key(record, fields), Said::Rejected);
            }
            for fields in changes.correct.iter().chain(&changes.add) {
                said.insert(key(record, fields), Said::Stands(fields.clone()));
            }
            let states_records = !changes.correct.is_empty() || !changes.add.is_empty();
            let states_known = before.known
                && (changes.confirm_all || !changes.confirm.is_empty() || !changes.reject.is_empty());
            (states_records || states_known).then_some(said)
        }
        Some(_) => None,
        None if confirms(assessor, id) && before.known => {
            as_they_stand(&mut said);
            Some(said)
        }
        None => None,
    }
}

/// The list after one layer.
fn after(before: &StandingList, assessors: &[&Assessor], id: FactId, record: &RecordType) -> StandingList {
    let statements: Vec<Option<BTreeMap<Fields, Said>>> =
        assessors.iter().map(|assessor| said(before, assessor, id, record)).collect();
    let all_speak = statements.iter().all(Option::is_some);
    if !before.known && !all_speak {
        return before.clone();
    }
    let mut keys: BTreeSet<Fields> = before.records.keys().cloned().collect();
    keys.extend(statements.iter().flatten().flat_map(|statement| statement.keys().cloned()));
    let mut records = BTreeMap::new();
    for key in keys {
        let of_it: Vec<Option<&Said>> =
            statements.iter().map(|statement| statement.as_ref().and_then(|said| said.get(&key))).collect();
        if let Some(standing) = record_after(before.records.get(&key), &of_it) {
            records.insert(key, standing);
        }
    }
    StandingList { known: true, confirmed: before.confirmed || all_speak, records }
}

/// One record after one layer; none where it is not, or no longer, in the list.
fn record_after(before: Option<&StandingRecord>, said: &[Option<&Said>]) -> Option<StandingRecord> {
    let stated: Vec<&Said> = said.iter().flatten().copied().collect();
    let Some(first) = stated.first() else {
        return before.cloned();
    };
    let versions: Vec<&Fields> = stated
        .iter()
        .filter_map(|one| match one {
            Said::Stands(fields) => Some(fields),
            Said::Rejected => None,
        })
        .collect();
    let equal = stated.iter().all(|one| one == first);
    let all_speak = stated.len() == said.len();
    match (equal, all_speak, versions.first()) {
        (true, true, None) => None,
        (true, true, Some(fields)) => {
            Some(StandingRecord { fields: (*fields).clone(), settled: true, confirmed: true })
        }
        (true, false, version) => match (before, version) {
            (Some(before), _) => Some(before.clone()),
            (None, Some(fields)) => {
                Some(StandingRecord { fields: (*fields).clone(), settled: false, confirmed: false })
            }
            (None, None) => None,
        },
        (false, _, _) => Some(StandingRecord { fields: common(&versions), settled: false, confirmed: false }),
    }
}

/// The fields on which all versions agree; the others are unknown.
fn common(versions: &[&Fields]) -> Fields {
    let Some(first) = versions.first() else {
        return Fields::new();
    };
    let mut fields = Fields::new();
    for (at, value) in first.iter().enumerate() {
        let agreed = versions.iter().all(|version| version.get(at) == Some(value));
        fields.push(if agreed { value.clone() } else { None });
    }
    fields
}
