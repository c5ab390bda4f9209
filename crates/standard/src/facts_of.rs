//! The facts that an expression reads.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use duheng_pack::expr::form::{Cond, Num, Part};
use duheng_pack::vocabulary::{FactId, FactKind, Vocabulary};

type Facts = BTreeSet<FactId>;

/// The facts in a part of an expression.
pub(crate) fn facts_in(part: Part<'_>) -> Facts {
    let mut found = Facts::new();
    part.walk(&mut |part| found.extend(part.fact()));
    found
}

/// The facts in the formula of a derived fact; none for one that is stated.
pub(crate) fn facts_of_formula(vocabulary: &Vocabulary, fact: FactId) -> Facts {
    formula(vocabulary, fact).map(facts_in).unwrap_or_default()
}

/// The facts that a condition reads, those behind derived facts included.
#[must_use]
pub fn facts_behind(vocabulary: &Vocabulary, cond: &Cond) -> BTreeSet<FactId> {
    let mut all = Facts::new();
    all_behind(vocabulary, Vec::from([Part::Cond(cond)]), &mut |part| all.extend(part.fact()));
    all
}

/// Visits all parts of expressions, and those of the formulas of the derived facts that they name, each formula once.
pub(crate) fn all_behind<'e>(
    vocabulary: &'e Vocabulary,
    mut parts: Vec<Part<'e>>,
    visit: &mut dyn FnMut(Part<'e>),
) {
    let mut seen = Facts::new();
    while let Some(part) = parts.pop() {
        part.walk(&mut |part| {
            visit(part);
            let new = part.fact().filter(|fact| seen.insert(*fact));
            parts.extend(new.and_then(|fact| formula(vocabulary, fact)));
        });
    }
}

/// Whether a derived fact reads cohort values in its own formula.
pub(crate) fn fact_reads_cohort(vocabulary: &Vocabulary, fact: FactId) -> bool {
    formula(vocabulary, fact).is_some_and(reads_cohort)
}

/// Whether a part of an expression reads cohort values itself; the formulas of the facts it names are not looked into.
pub(crate) fn reads_cohort(part: Part<'_>) -> bool {
    let mut found = false;
    part.walk(&mut |part| {
        found |= matches!(part, Part::Num(Num::CohortMean(_) | Num::CohortPercentile(..)));
    });
    found
}

/// The formula of a derived fact.
pub(crate) fn formula(vocabulary: &Vocabulary, fact: FactId) -> Option<Part<'_>> {
    match &fact.of(vocabulary)?.kind {
        FactKind::DerivedNumber(_, _, num) => Some(Part::Num(num)),
        FactKind::DerivedCondition(_, cond) => Some(Part::Cond(cond)),
        FactKind::Value(..) | FactKind::Records(_) => None,
    }
}
