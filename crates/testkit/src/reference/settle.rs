//! What holds at a layer: claims, then what the assessors of each layer say.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::calendar::{DateRange, Period};
use duheng_pack::vocabulary::{Fact, FactId, FactKind, Origin, Per, RecordType, Value, Vocabulary};
use duheng_standard::model::{Combine, Standard};
use duheng_standard::sheet::{Assessor, Entry, Fields, Sheet};

use super::days::{day, in_range};
use super::fraction::{Fraction, sum};

/// What is known at a layer on `as_of`.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Values of states.
    pub states: BTreeMap<FactId, Value>,
    /// Values of periods.
    pub periods: BTreeMap<(FactId, Period), Value>,
    /// Known lists.
    pub lists: BTreeMap<FactId, Vec<Row>>,
}

/// A record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its fields, by position; none for unknown.
    pub fields: Fields,
    /// Whether it surely counts.
    pub settled: bool,
}

/// A value as it stands after some layers.
#[derive(Clone, Debug)]
struct Standing<T> {
    /// None for unknown: nothing was said, or it is disputed.
    value: Option<T>,
    /// Whether a layer after the first confirmed it.
    confirmed: bool,
}

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

type Dated = Vec<(Value, DateRange)>;

/// What is known at `layer`.
pub fn facts(standard: &Standard, vocabulary: &Vocabulary, sheet: &Sheet, layer: usize) -> Facts {
    let mut facts = Facts::default();
    for (at, fact) in vocabulary.facts.iter().enumerate() {
        let id = FactId(at);
        match &fact.kind {
            FactKind::DerivedNumber(..) | FactKind::DerivedCondition(..) => {}
            FactKind::Value(_, Per::State) => {
                if let Some(value) = state(standard, sheet, layer, id, fact) {
                    facts.states.insert(id, value);
                }
            }
            FactKind::Value(..) => {
                for (period, value) in values(standard, sheet, layer, id, fact) {
                    facts.periods.insert((id, period), value);
                }
            }
            FactKind::Records(record) => {
                if let Some(record) = record.of(vocabulary)
                    && let Some(rows) = list(standard, sheet, layer, id, fact, record)
                {
                    facts.lists.insert(id, rows);
                }
            }
        }
    }
    facts
}

/// The layers after the first, up to `layer`, that enough assessors have sealed.
fn sealed<'a>(standard: &Standard, sheet: &'a Sheet, layer: usize) -> Vec<Vec<&'a Assessor>> {
    let mut found = Vec::new();
    for (at, declared) in standard.layers.iter().enumerate() {
        if at == 0 || at > layer {
            continue;
        }
        let assessors: Vec<&Assessor> =
            sheet.layers.get(&declared.id).into_iter().flat_map(BTreeMap::values).collect();
        if !assessors.is_empty() && assessors.len() >= declared.assessors {
            found.push(assessors);
        }
    }
    found
}

/// Whether at `layer` only what was confirmed counts.
fn only_confirmed(standard: &Standard, layer: usize) -> bool {
    let last = standard.layers.len().saturating_sub(1);
    let counts = standard.layers.get(layer).is_some_and(|declared| declared.unconfirmed_counts);
    layer == last && layer != 0 && !counts
}

fn given(fact: &Fact) -> bool {
    fact.origin != Origin::Enterprise
}

fn confirms(assessor: &Assessor, fact: FactId) -> bool {
    assessor.confirm_all || assessor.confirm.contains(&fact)
}

// ── single values ───────────────────────────────────────────────────────────────────────────────────────────

/// What several assessors make of one value; none for those that are silent.
fn agree<T: Clone + PartialEq>(before: &Standing<T>, said: &[Option<T>]) -> Standing<T> {
    let stated: Vec<&T> = said.iter().flatten().collect();
    let differ = stated.iter().any(|one| stated.iter().any(|other| one != other));
    if differ {
        return Standing { value: None, confirmed: false };
    }
    match stated.first() {
        Some(value) if stated.len() == said.len() => {
            Standing { value: Some((*value).clone()), confirmed: true }
        }
        _ => before.clone(),
    }
}

fn state(standard: &Standard, sheet: &Sheet, layer: usize, id: FactId, fact: &Fact) -> Option<Value> {
    let read = |entry: Option<&Entry>| match entry {
        Some(Entry::State(dated)) => Some(dated.clone()),
        _ => None,
    };
    let dated: Dated = if given(fact) {
        read(sheet.given.get(&id))?
    } else {
        let mut standing = Standing { value: read(sheet.claims.get(&id)), confirmed: false };
        for assessors in sealed(standard, sheet, layer) {
            let said: Vec<Option<Dated>> = assessors
                .iter()
                .map(|assessor| match assessor.facts.get(&id) {
                    Some(entry) => read(Some(entry)),
                    None if confirms(assessor, id) => standing.value.clone(),
                    None => None,
                })
                .collect();
            standing = agree(&standing, &said);
        }
        if only_confirmed(standard, layer) && !standing.confirmed {
            return None;
        }
        standing.value?
    };
    let today = day(sheet.as_of);
    dated.into_iter().find(|(_, range)| in_range(today, range)).map(|(value, _)| value)
}

fn values(
    standard: &Standard,
    sheet: &Sheet,
    layer: usize,
    id: FactId,
    fact: &Fact,
) -> BTreeMap<Period, Value> {
    let read = |entry: Option<&Entry>| match entry {
        Some(Entry::Periods(values)) => values.clone(),
        _ => BTreeMap::new(),
    };
    if given(fact) {
        return read(sheet.given.get(&id));
    }
    let layers = sealed(standard, sheet, layer);
    let claimed = read(sheet.claims.get(&id));
    let mut named: BTreeSet<Period> = claimed.keys().copied().collect();
    for assessor in layers.iter().flatten() {
        named.extend(read(assessor.facts.get(&id)).keys());
    }
    let mut known = BTreeMap::new();
    for period in named {
        let mut standing = Standing { value: claimed.get(&period).cloned(), confirmed: false };
        for assessors in &layers {
            let said: Vec<Option<Value>> = assessors
                .iter()
                .map(|assessor| match read(assessor.facts.get(&id)).get(&period) {
                    Some(value) => Some(value.clone()),
                    None if confirms(assessor, id) => standing.value.clone(),
                    None => None,
                })
                .collect();
            standing = agree(&standing, &said);
        }
        let counts = standing.confirmed || !only_confirmed(standard, layer);
        if let (Some(value), true) = (standing.value, counts) {
            known.insert(period, value);
        }
    }
    known
}

// ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────

/// The fields that tell a record from others; all of them where the type names none.
fn key(record: &RecordType, fields: &Fields) -> Fields {
    if record.key.is_empty() {
        return fields.clone();
    }
    record.key.iter().map(|at| fields.get(*at).cloned().flatten()).collect()
}

fn list(
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
        for assessors in sealed(standard, sheet, layer) {
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

// ── judged points ───────────────────────────────────────────────────────────────────────────────────────────

/// The points that assessors typed, by item code, where they are settled.
pub fn judged(standard: &Standard, sheet: &Sheet, layer: usize) -> BTreeMap<String, Fraction> {
    let mut settled = BTreeMap::new();
    for item in standard.items() {
        let mut standing = None;
        for (at, declared) in standard.layers.iter().enumerate() {
            if at == 0 || at > layer {
                continue;
            }
            let assessors: Vec<&Assessor> =
                sheet.layers.get(&declared.id).into_iter().flat_map(BTreeMap::values).collect();
            if assessors.is_empty() || assessors.len() < declared.assessors {
                continue;
            }
            let mut points: Vec<Fraction> = assessors
                .iter()
                .filter_map(|assessor| assessor.judged.get(&item.code))
                .map(Fraction::of)
                .collect();
            if points.len() < assessors.len() {
                continue;
            }
            points.sort();
            let gap = declared.gap.as_ref().map(Fraction::of);
            standing = together(&points, declared.judged, gap);
        }
        if let Some(points) = standing {
            settled.insert(item.code.clone(), points);
        }
    }
    settled
}

/// The points of several assessors in one, ascending; none where they are too far apart.
fn together(points: &[Fraction], combine: Combine, gap: Option<Fraction>) -> Option<Fraction> {
    let (least, greatest) = (points.first()?, points.last()?);
    if gap.is_some_and(|gap| greatest.clone() - least.clone() > gap) {
        return None;
    }
    let mean = |points: &[Fraction]| sum(points.iter().cloned()).over(&Fraction::count(points.len()));
    match combine {
        Combine::Mean => mean(points),
        Combine::Consensus => (least == greatest).then(|| least.clone()),
        Combine::Median => {
            let half = points.len() / 2;
            if points.len() % 2 == 1 { points.get(half).cloned() } else { mean(points.get(half - 1..=half)?) }
        }
    }
}
