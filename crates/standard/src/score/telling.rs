//! Which fields of records are worth showing.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use duheng_pack::expr::form::{Comparison, Cond, CondKind, Part, Pick, Records};
use duheng_pack::vocabulary::{FactKind, RecordType, Vocabulary};

/// The fields worth showing of the records: the key, the validity, and what the filter reads, without those that the
/// filter fixes to one value.
pub(super) fn telling_fields(vocabulary: &Vocabulary, records: &Records) -> Vec<usize> {
    let of = records.fact.of(vocabulary).and_then(|fact| match &fact.kind {
        FactKind::Records(record) => record.of(vocabulary),
        _ => None,
    });
    let Some(of) = of else { return Vec::new() };
    let mut fields: BTreeSet<usize> = of.key.iter().copied().collect();
    let mut fixed = BTreeSet::new();
    if let Some(filter) = &records.filter {
        fields_in(Part::Cond(filter), of, &mut fields);
        fixed_by(filter, &mut fixed);
    }
    let telling: Vec<usize> = fields.iter().copied().filter(|at| !fixed.contains(at)).collect();
    if telling.is_empty() { fields.into_iter().collect() } else { telling }
}

/// The fields that every record of the filtered list has in common.
fn fixed_by(filter: &Cond, fixed: &mut BTreeSet<usize>) {
    match &filter.kind {
        CondKind::All(parts) => parts.iter().for_each(|part| fixed_by(part, fixed)),
        CondKind::Choices(Comparison::Equal, Pick::Field(at), Pick::Constant(_)) => {
            fixed.insert(*at);
        }
        _ => {}
    }
}

/// The fields of the record at hand that a filter reads; a list inside it has fields of its own.
fn fields_in(part: Part<'_>, of: &RecordType, fields: &mut BTreeSet<usize>) {
    if matches!(part, Part::Records(_)) {
        return;
    }
    fields.extend(part.field());
    if let (Part::Cond(Cond { kind: CondKind::Valid { .. }, .. }), Some((from, until))) = (part, of.valid) {
        fields.extend([from, until]);
    }
    for (_, inner) in part.inner() {
        fields_in(inner, of, fields);
    }
}
