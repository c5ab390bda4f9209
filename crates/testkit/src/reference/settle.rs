//! What holds at a layer: claims, then what the assessors of each layer say.

mod judged;
mod lists;
mod values;

use std::collections::BTreeMap;

use duheng_pack::calendar::Period;
use duheng_pack::vocabulary::{Fact, FactId, FactKind, Origin, Per, Value, Vocabulary};
use duheng_standard::model::{Layer, Standard};
use duheng_standard::sheet::{Assessor, Fields, Sheet};

pub use judged::judged;

use lists::list;
use values::{state, values};

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

/// The layers after the first, up to `layer`, that enough assessors have sealed, with these.
fn sealed<'a>(standard: &'a Standard, sheet: &'a Sheet, layer: usize) -> Vec<(&'a Layer, Vec<&'a Assessor>)> {
    let mut found = Vec::new();
    for (at, declared) in standard.layers.iter().enumerate() {
        if at == 0 || at > layer {
            continue;
        }
        let assessors: Vec<&Assessor> =
            sheet.layers.get(&declared.id).into_iter().flat_map(BTreeMap::values).collect();
        if !assessors.is_empty() && assessors.len() >= declared.assessors {
            found.push((declared, assessors));
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
