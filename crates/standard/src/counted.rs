//! Which records of a shared list each item counts, as far as its rule says so by values of choices: an item on pay counts
//! the negotiations on pay, one on training those on training, and both stand in one list.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::expr::form::{Comparison, Cond, CondKind, Part, Pick};
use duheng_pack::vocabulary::{FactId, Vocabulary};

use crate::facts_of::all_behind;
use crate::model::{Form, Rule, Standard};

/// What a record has to say to be counted: the values that fit, for each field that has to be one of some. Both are
/// positions. What else a rule asks of it, such as a day, is no part of this.
pub type Picks = BTreeMap<usize, BTreeSet<usize>>;

/// The records that each item, requirement and veto counts, by its code and by the list: those that fit one of the picks.
/// What reads a whole list is left out.
#[must_use]
pub fn counted(
    standard: &Standard,
    vocabulary: &Vocabulary,
) -> BTreeMap<String, BTreeMap<FactId, Vec<Picks>>> {
    let mut found = BTreeMap::new();
    let conditions = standard.gate.iter().map(|of| (&of.id, &of.holds));
    let conditions = conditions.chain(standard.vetoes.iter().map(|of| (&of.id, &of.when)));
    for (code, condition) in conditions {
        found.insert(code.clone(), of_parts(vocabulary, Vec::from([Part::Cond(condition)])));
    }
    for item in standard.items() {
        let mut parts = parts_of(&item.rule);
        parts.extend(item.not_evaluated.iter().filter_map(|of| of.when.as_ref()).map(Part::Cond));
        found.insert(item.code.clone(), of_parts(vocabulary, parts));
    }
    found
}

/// The expressions of a rule and of those below it.
pub(crate) fn parts_of(rule: &Rule) -> Vec<Part<'_>> {
    let mut found: Vec<Part<'_>> = rule.when.iter().map(Part::Cond).collect();
    match &rule.form {
        Form::Formula(num, _) => found.push(Part::Num(num)),
        Form::Each(each) => found.push(Part::Records(&each.records)),
        Form::Either { condition, .. } => found.push(Part::Cond(condition)),
        Form::Points(_) | Form::Sum { .. } | Form::Best(_) | Form::Judge { .. } => {}
    }
    found.extend(rule.inner().flat_map(parts_of));
    found
}

fn of_parts<'e>(vocabulary: &'e Vocabulary, parts: Vec<Part<'e>>) -> BTreeMap<FactId, Vec<Picks>> {
    let mut found: BTreeMap<FactId, Vec<Picks>> = BTreeMap::new();
    all_behind(vocabulary, parts, &mut |part| match part {
        Part::Records(records) => {
            let mut picks = Picks::new();
            records.filter.iter().for_each(|filter| pick(filter, &mut picks));
            found.entry(records.fact).or_default().push(picks);
        }
        Part::List(list) => found.entry(list).or_default().push(Picks::new()),
        _ => {}
    });
    // where one part counts all records, so does the whole
    found.retain(|_, picks| picks.iter().all(|picks| !picks.is_empty()));
    for picks in found.values_mut() {
        picks.sort();
        picks.dedup();
    }
    found
}

/// Adds what a condition on a record asks of its choices, as far as it asks it in any case.
fn pick(condition: &Cond, picks: &mut Picks) {
    let (field, values) = match &condition.kind {
        CondKind::All(parts) => return parts.iter().for_each(|part| pick(part, picks)),
        CondKind::Choices(Comparison::Equal, Pick::Field(field), Pick::Constant(value))
        | CondKind::Choices(Comparison::Equal, Pick::Constant(value), Pick::Field(field)) => {
            (*field, BTreeSet::from([*value]))
        }
        CondKind::ChoiceAmong(Pick::Field(field), values) => (*field, values.iter().copied().collect()),
        _ => return,
    };
    let own = picks.entry(field).or_insert_with(|| values.clone());
    own.retain(|value| values.contains(value));
}
