//! Facts as forms and dictionaries ask for them: who reads each, for which periods, in which unit, within which bounds.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::{Date, Period};
use duheng_pack::expr::form::{Cond, CondKind, Part};
use duheng_pack::expr::{Evaluator, View};
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::{
    Fact, FactId, FactKind, FieldType, ListId, Per, ValueType, Vocabulary, show_number,
};

use crate::counted::parts_of;
use crate::facts_of::all_behind;
use crate::model::{Form, Item, Rule, Standard};
use crate::score::{Figure, facts_behind, figures_of_cond, figures_of_num, figures_of_records};

/// The codes of the items, requirements, vetoes and grades that read each fact, in the order of the standard.
#[must_use]
pub fn readers(standard: &Standard, vocabulary: &Vocabulary) -> BTreeMap<FactId, Vec<String>> {
    let mut readers: BTreeMap<FactId, Vec<String>> = BTreeMap::new();
    let mut add = |facts: BTreeSet<FactId>, reader: &str| {
        for fact in facts {
            let of = readers.entry(fact).or_default();
            if !of.iter().any(|known| known == reader) {
                of.push(reader.to_string());
            }
        }
    };
    for requirement in &standard.gate {
        add(facts_behind(vocabulary, &requirement.holds), &requirement.id);
    }
    for veto in &standard.vetoes {
        add(facts_behind(vocabulary, &veto.when), &veto.id);
    }
    for item in standard.items() {
        add(item.reads.iter().copied().collect(), &item.code);
    }
    if let Some(bonus) = &standard.bonus {
        add(bonus.of.iter().map(|(fact, _)| *fact).collect(), &bonus.code);
    }
    for band in &standard.grades {
        if let Some(when) = &band.when {
            add(facts_behind(vocabulary, when), &band.code);
        }
    }
    readers
}

/// The official lists that the rule of each item asks about, by its code; an item that asks about none is left out. Formulas
/// of derived facts are looked into.
#[must_use]
pub fn lists_read(standard: &Standard, vocabulary: &Vocabulary) -> BTreeMap<String, BTreeSet<ListId>> {
    let lists = |item: &Item| {
        let mut found = BTreeSet::new();
        all_behind(vocabulary, parts_of(&item.rule), &mut |part| {
            if let Part::Cond(Cond { kind: CondKind::OnList(list), .. }) = part {
                found.insert(*list);
            }
        });
        found
    };
    let read = standard.items().map(|item| (item.code.clone(), lists(item)));
    read.filter(|(_, lists)| !lists.is_empty()).collect()
}

/// The periods for which a standard reads each fact that has periods, in order of time, by what reads them: the codes of
/// items, requirements, vetoes and grades.
#[must_use]
pub fn periods_read(
    standard: &Standard,
    vocabulary: &Vocabulary,
    as_of: Date,
    year: i16,
) -> BTreeMap<String, BTreeMap<FactId, BTreeSet<Period>>> {
    let sizes = (vocabulary.facts.len(), vocabulary.lists.len(), vocabulary.results.len());
    let view = View::empty(as_of, year, sizes.0, sizes.1, sizes.2);
    let mut evaluator = Evaluator::new(vocabulary, &view);
    let mut found: BTreeMap<String, Dated> = BTreeMap::new();
    let conditions = standard.gate.iter().map(|requirement| (&requirement.id, &requirement.holds));
    let conditions = conditions.chain(standard.vetoes.iter().map(|veto| (&veto.id, &veto.when)));
    let bands = standard.grades.iter().filter_map(|band| Some((&band.code, band.when.as_ref()?)));
    for (code, condition) in conditions.chain(bands) {
        dated(figures_of_cond(&mut evaluator, condition), found.entry(code.clone()).or_default());
    }
    for item in standard.items() {
        let own = found.entry(item.code.clone()).or_default();
        of_rule(&mut evaluator, &item.rule, own);
        if let Some(when) = item.not_evaluated.as_ref().and_then(|of| of.when.as_ref()) {
            dated(figures_of_cond(&mut evaluator, when), own);
        }
    }
    found
}

type Dated = BTreeMap<FactId, BTreeSet<Period>>;

fn of_rule(evaluator: &mut Evaluator<'_>, rule: &Rule, found: &mut Dated) {
    if let Some(when) = &rule.when {
        dated(figures_of_cond(evaluator, when), found);
    }
    match &rule.form {
        Form::Points(_) | Form::Judge { .. } => {}
        Form::Formula(num, _) => dated(figures_of_num(evaluator, num), found),
        Form::Sum { parts, .. } => parts.iter().for_each(|part| of_rule(evaluator, part, found)),
        Form::Best(parts) => parts.iter().for_each(|part| of_rule(evaluator, part, found)),
        Form::Each(each) => {
            let figure = figures_of_records(evaluator, &each.records);
            dated(Vec::from([Figure::Records(figure)]), found);
        }
        Form::Either { condition, then, otherwise } => {
            dated(figures_of_cond(evaluator, condition), found);
            of_rule(evaluator, then, found);
            of_rule(evaluator, otherwise, found);
        }
    }
}

fn dated(figures: Vec<Figure>, found: &mut Dated) {
    for figure in figures {
        if let Figure::Fact { fact, period, from, .. } = figure {
            found.entry(fact).or_default().extend(period);
            dated(from, found);
        }
    }
}

/// The judgement that a rule leaves to assessors: least, most and step of the points that they type.
#[must_use]
pub fn judgement(rule: &Rule) -> Option<[&Rational; 3]> {
    match &rule.form {
        Form::Judge { from, to, step } => Some([from, to, step]),
        Form::Sum { parts, .. } => parts.iter().find_map(judgement),
        Form::Best(parts) => parts.iter().find_map(judgement),
        Form::Either { then, otherwise, .. } => judgement(then).or_else(|| judgement(otherwise)),
        Form::Points(_) | Form::Formula(..) | Form::Each(_) => None,
    }
}

/// The unit that a number is written in; empty for other types.
#[must_use]
pub fn unit(fact: &Fact) -> String {
    match &fact.kind {
        FactKind::Value(ValueType::Number(of), _) | FactKind::DerivedNumber(of, ..) => of.unit.symbol(),
        _ => String::new(),
    }
}

/// How often a fact has a value; none for lists of records.
#[must_use]
pub fn per(fact: &Fact) -> Option<Per> {
    match &fact.kind {
        FactKind::Value(_, per) | FactKind::DerivedNumber(_, per, _) | FactKind::DerivedCondition(per, _) => {
            Some(*per)
        }
        FactKind::Records(_) => None,
    }
}

/// A bound of a fact, with its unit; empty for none.
#[must_use]
pub fn bound(fact: &Fact, bound: Option<&Rational>) -> String {
    match (&fact.kind, bound) {
        (FactKind::Value(ValueType::Number(of), _), Some(bound)) => show_number(of, bound),
        _ => String::new(),
    }
}

/// The columns of a list of records; none for other facts.
#[must_use]
pub fn columns<'v>(fact: &Fact, vocabulary: &'v Vocabulary) -> &'v [FieldType] {
    match &fact.kind {
        FactKind::Records(record) => record.of(vocabulary).map(|of| of.fields.as_slice()).unwrap_or_default(),
        _ => &[],
    }
}
