//! Single values at a layer.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::calendar::{DateRange, Period};
use duheng_pack::vocabulary::{Fact, FactId, Value};
use duheng_standard::model::Standard;
use duheng_standard::sheet::{Entry, Sheet};

use super::super::days::{day, in_range};
use super::{confirms, given, only_confirmed, sealed};

/// A value as it stands after some layers.
#[derive(Clone, Debug)]
struct Standing<T> {
    /// None for unknown: nothing was said, or it is disputed.
    value: Option<T>,
    /// Whether a layer after the first confirmed it.
    confirmed: bool,
}

type Dated = Vec<(Value, DateRange)>;

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

/// The value of a state on the day of the evaluation.
pub fn state(standard: &Standard, sheet: &Sheet, layer: usize, id: FactId, fact: &Fact) -> Option<Value> {
    let read = |entry: Option<&Entry>| match entry {
        Some(Entry::State(dated)) => Some(dated.clone()),
        _ => None,
    };
    let dated: Dated = if given(fact) {
        read(sheet.given.get(&id))?
    } else {
        let mut standing = Standing { value: read(sheet.claims.get(&id)), confirmed: false };
        for (_, assessors) in sealed(standard, sheet, layer) {
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

/// The values of a fact of periods.
pub fn values(
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
    for assessor in layers.iter().flat_map(|(_, assessors)| assessors) {
        named.extend(read(assessor.facts.get(&id)).keys());
    }
    let mut known = BTreeMap::new();
    for period in named {
        let mut standing = Standing { value: claimed.get(&period).cloned(), confirmed: false };
        for (_, assessors) in &layers {
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
