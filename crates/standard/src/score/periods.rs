//! Which periods of a fact a standard reads.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use duheng_pack::calendar::{Date, Period};
use duheng_pack::expr::form::{Cond, Num};
use duheng_pack::expr::{Evaluator, View};
use duheng_pack::vocabulary::{FactId, Vocabulary};

use super::figures::{Figure, figures_of_cond, figures_of_num};
use crate::model::{Form, Rule, Standard};

/// For each fact with periods those that some rule, requirement, veto or grade of the standard reads in a reporting
/// year, also through derived facts. Whether a year is read never depends on what is known, so nothing need be.
#[must_use]
pub fn periods_read(
    standard: &Standard,
    vocabulary: &Vocabulary,
    year: i16,
) -> BTreeMap<FactId, BTreeSet<Period>> {
    let as_of = Date::new(year, 12, 31).unwrap_or(Date::LAST);
    let (facts, lists, results) = (vocabulary.facts.len(), vocabulary.lists.len(), vocabulary.results.len());
    let view = View::empty(as_of, year, facts, lists, results);
    let mut evaluator = Evaluator::new(vocabulary, &view);
    let mut figures = Vec::new();
    let (conditions, numbers) = expressions(standard);
    figures.extend(conditions.into_iter().flat_map(|cond| figures_of_cond(&mut evaluator, cond)));
    figures.extend(numbers.into_iter().flat_map(|num| figures_of_num(&mut evaluator, num)));
    let mut found = BTreeMap::new();
    while let Some(figure) = figures.pop() {
        if let Figure::Fact { fact, period, from, .. } = figure {
            if let Some(period) = period {
                found.entry(fact).or_insert_with(BTreeSet::new).insert(period);
            }
            figures.extend(from);
        }
    }
    found
}

/// All conditions and numbers of a standard.
fn expressions(standard: &Standard) -> (Vec<&Cond>, Vec<&Num>) {
    let mut conditions: Vec<&Cond> = Vec::new();
    let mut numbers: Vec<&Num> = Vec::new();
    conditions.extend(standard.gate.iter().map(|requirement| &requirement.holds));
    conditions.extend(standard.vetoes.iter().map(|veto| &veto.when));
    conditions.extend(standard.grades.iter().filter_map(|band| band.when.as_ref()));
    let mut rules: Vec<&Rule> = Vec::new();
    for item in standard.items() {
        conditions.extend(item.not_evaluated.iter().filter_map(|of| of.when.as_ref()));
        rules.push(&item.rule);
    }
    while let Some(rule) = rules.pop() {
        conditions.extend(&rule.when);
        match &rule.form {
            Form::Formula(num, _) => numbers.push(num),
            Form::Either { condition, .. } => conditions.push(condition),
            Form::Each(each) => conditions.extend(each.records.filter.as_deref()),
            Form::Points(_) | Form::Sum { .. } | Form::Best(_) | Form::Judge { .. } => {}
        }
        rules.extend(rule.inner());
    }
    (conditions, numbers)
}
