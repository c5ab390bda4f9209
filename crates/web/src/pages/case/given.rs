//! Facts of authorities and official lists, as a form of the pack's own vocabulary.

use std::collections::BTreeMap;

use duheng_pack::tree::{Data, Entry, Node};
use duheng_pack::vocabulary::{Fact, FactKind, Origin, Per, RecordType, ValueType, Vocabulary};

use super::fields::{Choice, FormField, Input};
use super::scene::Scene;
use super::tree::{Arguments, map, scalar};
use crate::forms::Fields;
use crate::frame::Frame;

/// The most rows that a list of records has in a form.
const MOST_ROWS: usize = 50;
/// How a form says that there is none.
const NONE: &str = "none";

fn facts(vocabulary: &Vocabulary) -> impl Iterator<Item = &Fact> {
    let stored = |fact: &&Fact| matches!(fact.kind, FactKind::Value(..) | FactKind::Records(_));
    vocabulary.facts.iter().filter(|fact| fact.origin != Origin::Enterprise).filter(stored)
}

/// The periods that are asked for of a fact; a state has one without a name.
fn periods(per: Per, year: i16) -> Vec<String> {
    match per {
        Per::State => vec![String::new()],
        Per::Year | Per::YearEnd => (0..3).map(|back| (year - back).to_string()).collect(),
        Per::Quarter => (1..=4).map(|quarter| format!("{year}-Q{quarter}")).collect(),
    }
}

fn record<'v>(vocabulary: &'v Vocabulary, fact: &Fact) -> Option<&'v RecordType> {
    match fact.kind {
        FactKind::Records(id) => id.of(vocabulary),
        _ => None,
    }
}

fn input(frame: &Frame, vocabulary: &Vocabulary, of: &ValueType) -> (Input, String) {
    match of {
        ValueType::YesNo => {
            let answers = ["yes", "no"].map(|word| Choice::new(word, frame.t(word)));
            (Input::Radios(answers.into()), String::new())
        }
        ValueType::Choice(id) => {
            let values = id.of(vocabulary).into_iter().flat_map(|choice| &choice.values);
            (
                Input::Select(values.map(|(id, title)| Choice::new(id, frame.pick(title))).collect()),
                String::new(),
            )
        }
        ValueType::Date => (Input::Date, String::new()),
        ValueType::Text => (Input::Line, String::new()),
        ValueType::Number(number) => {
            let unit = number.unit.symbol();
            let hint = if unit.is_empty() { String::new() } else { frame.with("given-unit", "unit", unit) };
            (Input::Line, hint)
        }
    }
}

/// How many rows of a fact the form has.
fn rows(fact: &str, fields: &Fields) -> usize {
    let start = format!("given.{fact}.");
    let row = |name: &str| name.strip_prefix(&start)?.split('.').next()?.parse::<usize>().ok();
    let sent = fields.iter().filter_map(|(name, _)| row(name)).max().map_or(0, |last| last + 1);
    let more = usize::from(fields.get("more") == fact);
    // most checks find nothing, so a row stands there once it is asked for
    (sent + more).min(MOST_ROWS)
}

/// The fields of the form.
pub(crate) fn fields_of(frame: &Frame, scene: &Scene, year: i16, fields: &Fields) -> Vec<FormField> {
    let vocabulary = &scene.rules.pack.vocabulary;
    let mut found = Vec::new();
    let mut add = |name: String, label: String, hint: String, input: Input| {
        found.push(FormField { name, label, hint, required: false, input });
    };
    for fact in facts(vocabulary) {
        let (title, name) = (frame.pick(&fact.title).to_owned(), format!("given.{}", fact.name));
        match &fact.kind {
            FactKind::Value(of, per) => {
                for period in periods(*per, year) {
                    let (input, hint) = input(frame, vocabulary, of);
                    match period.is_empty() {
                        true => add(name.clone(), title.clone(), hint, input),
                        false => {
                            let label = frame.with2("given-period", "fact", &title, "period", &period);
                            add(format!("{name}.{period}"), label, hint, input);
                        }
                    }
                }
            }
            _ => {
                add(name.clone(), title, frame.t("given-rows-hint"), Input::Heading);
                let none = Choice::new(NONE, frame.t("given-none"));
                add(name.clone(), frame.t("given-checked"), String::new(), Input::Boxes(vec![none]));
                let Some(record) = record(vocabulary, fact) else { continue };
                for row in 0..rows(&fact.name, fields) {
                    for field in &record.fields {
                        let (input, hint) = input(frame, vocabulary, &field.value);
                        let number = (row + 1).to_string();
                        let label =
                            frame.with2("given-row", "number", &number, "field", frame.pick(&field.title));
                        add(format!("{name}.{row}.{}", field.name), label, hint, input);
                    }
                }
                add(fact.name.clone(), frame.t("given-more"), String::new(), Input::More);
            }
        }
    }
    for list in &vocabulary.lists {
        let words = ["listed", "not_listed"].map(|word| Choice::new(word, frame.made("list-", word, "")));
        let title = frame.with("given-list", "list", frame.pick(&list.title));
        add(format!("lists.{}", list.name), title, String::new(), Input::Radios(words.into()));
    }
    found
}

/// What was given before, as the fields of the form.
pub(crate) fn given_before(scene: &Scene) -> Fields {
    let vocabulary = &scene.rules.pack.vocabulary;
    let mut pairs: BTreeMap<String, String> = BTreeMap::new();
    let mut keep = |name: String, node: &Node| {
        if let Some(text) = node.as_str() {
            pairs.insert(name, text.to_owned());
        }
    };
    let claim = scene.dossier.as_ref().and_then(|dossier| dossier.seen.claim.as_ref());
    for entry in claim.into_iter().flat_map(|claim| &claim.given).flat_map(Node::entries) {
        let name = format!("given.{}", entry.key);
        let is_records = vocabulary.fact(&entry.key).and_then(|id| id.of(vocabulary));
        let is_records = is_records.is_some_and(|fact| matches!(fact.kind, FactKind::Records(_)));
        match &entry.value.data {
            Data::List(items, _) if is_records => {
                if items.is_empty() {
                    keep(name.clone(), &scalar(NONE, entry.value.span));
                }
                for (row, item) in items.iter().enumerate() {
                    for field in item.entries() {
                        keep(format!("{name}.{row}.{}", field.key), &field.value);
                    }
                }
            }
            Data::Map(of, _) => of.iter().for_each(|of| keep(format!("{name}.{}", of.key), &of.value)),
            _ => keep(name, &entry.value),
        }
    }
    for entry in claim.into_iter().flat_map(|claim| &claim.lists).flat_map(Node::entries) {
        keep(format!("lists.{}", entry.key), &entry.value);
    }
    Fields::of(pairs.into_iter().collect())
}

/// Reads what was typed. What is empty is not known.
pub(crate) fn read(scene: &Scene, year: i16, fields: &Fields, arguments: &mut Arguments) {
    let vocabulary = &scene.rules.pack.vocabulary;
    let text = |name: &str| Some(fields.tidy(name)).filter(|text| !text.is_empty());
    let leaf = |name: &str| text(name).map(|text| scalar(&text, Default::default()));
    let entry = |key: &str, value: Node| Entry {
        key: key.to_owned(),
        key_span: Default::default(),
        value,
        comments: Default::default(),
    };
    let mut given = Vec::new();
    for fact in facts(vocabulary) {
        let name = format!("given.{}", fact.name);
        let value = match &fact.kind {
            FactKind::Value(_, Per::State) => leaf(&name),
            FactKind::Value(_, per) => {
                let known = periods(*per, year).into_iter().filter_map(|period| {
                    leaf(&format!("{name}.{period}")).map(|value| entry(&period, value))
                });
                Some(map(known.collect())).filter(|of| !of.entries().is_empty())
            }
            _ => {
                let record = record(vocabulary, fact);
                let rows = (0..rows(&fact.name, fields)).map(|row| {
                    let known = record.into_iter().flat_map(|record| &record.fields).filter_map(|field| {
                        let value = leaf(&format!("{name}.{row}.{}", field.name))?;
                        Some(entry(&field.name, value))
                    });
                    map(known.collect())
                });
                let rows: Vec<Node> = rows.filter(|row| !row.entries().is_empty()).collect();
                let told = fields.all(&name).any(|value| value == NONE) || !rows.is_empty();
                told.then(|| Node {
                    data: Data::List(rows, duheng_pack::tree::Layout::Block),
                    ..scalar("", Default::default())
                })
            }
        };
        given.extend(value.map(|value| entry(&fact.name, value)));
    }
    let lists = vocabulary.lists.iter().filter_map(|list| {
        let value = leaf(&format!("lists.{}", list.name))?;
        Some(entry(&list.name, value))
    });
    arguments.set("given", map(given));
    arguments.set("lists", map(lists.collect()));
}
