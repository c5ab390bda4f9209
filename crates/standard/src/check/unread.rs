//! Names that a pack declares and nothing uses. What it imports may well have uses elsewhere.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::expr::Checker;
use duheng_pack::schema::Fields;
use duheng_pack::source::{FileId, Span};
use duheng_pack::text::Text;
use duheng_pack::vocabulary::{ChoiceId, FactId, FactKind, Per, RecordId, ValueType};

use crate::facts_of::facts_of_formula;
use crate::findings::{unread_fact, unread_name, unused_name};
use crate::model::Standard;
use crate::read::Reader;

/// Checks the names of the pack's own files.
pub(super) fn check(standards: &[Standard], bundle: &Bundle, reader: &mut Reader<'_>) {
    let files: BTreeSet<FileId> = bundle.files.iter().map(|file| file.file).collect();
    let own = |span: Span| files.contains(&span.file);
    let vocabulary = reader.vocabulary;
    let named = named_by_formulas(bundle, reader);
    let mut findings = Vec::new();
    let read = read_facts(bundle, reader);
    for (at, fact) in vocabulary.facts.iter().enumerate() {
        if own(fact.span) && !read.contains(&FactId(at)) {
            findings.push(unread_fact::at(fact.span, &fact.name));
        }
    }
    let lists = vocabulary.lists.iter().map(|list| (&list.name, list.span));
    // a table without rows says why, and so why nothing reads it
    let tables = vocabulary.tables.iter().filter(|table| table.absent.is_none());
    let tables = tables.map(|table| (&table.name, table.span));
    let results = vocabulary.results.iter().map(|result| (&result.name, result.span));
    for (name, span) in lists.chain(tables).chain(results) {
        if own(span) && !reader.named.contains(name) && !named.contains(name) {
            findings.push(unread_name::at(span, name));
        }
    }
    let used_records = used_records(reader);
    for (at, record) in vocabulary.records.iter().enumerate() {
        if own(record.span) && !used_records.contains(&RecordId(at)) {
            let kind = Text::new("记录", "record");
            findings.push(unused_name::at(record.span, &kind, &record.name));
        }
    }
    let used_choices = used_choices(reader);
    for (at, choice) in vocabulary.choices.iter().enumerate() {
        if own(choice.span) && !used_choices.contains(&ChoiceId(at)) {
            let kind = Text::new("选项", "choice");
            findings.push(unused_name::at(choice.span, &kind, &choice.name));
        }
    }
    for document in vocabulary.documents.values() {
        if own(document.span) && !reader.used_documents.contains(&document.name) {
            let kind = Text::new("材料", "document");
            findings.push(unused_name::at(document.span, &kind, &document.name));
        }
    }
    for source in bundle.head().map(|head| Fields(head).items("sources")).unwrap_or_default() {
        if let Some((id, span)) = Fields(source).spanned("id")
            && standards.iter().all(|standard| standard.source != id)
        {
            findings.push(unused_name::at(span, &Text::new("来源", "source"), id));
        }
    }
    reader.findings.append(&mut findings);
}

/// The facts that rules read, and those behind figures kept for their own sake: derived facts with a note that says so.
fn read_facts(bundle: &Bundle, reader: &Reader<'_>) -> BTreeSet<FactId> {
    let mut found = reader.reads.clone();
    let mut left: Vec<FactId> = Vec::new();
    for file in bundle.of_kind(FileKind::Facts) {
        for entry in Fields(&file.tree).entries("facts") {
            let noted = ["note", "source_note"].iter().any(|key| entry.value.get(key).is_some());
            if noted && entry.value.get("formula").is_some() {
                left.extend(reader.vocabulary.fact(&entry.key));
            }
        }
    }
    while let Some(fact) = left.pop() {
        found.insert(fact);
        left.extend(facts_of_formula(reader.vocabulary, fact).difference(&found));
    }
    found
}

/// Lists, tables and results that the formulas of derived facts read.
fn named_by_formulas(bundle: &Bundle, reader: &Reader<'_>) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for file in bundle.of_kind(FileKind::Facts) {
        for entry in Fields(&file.tree).entries("facts") {
            let Some(formula) = entry.value.get("formula") else { continue };
            let fact = reader.vocabulary.fact(&entry.key).and_then(|fact| fact.of(reader.vocabulary));
            let per = match fact.map(|fact| &fact.kind) {
                Some(FactKind::DerivedNumber(_, per, _) | FactKind::DerivedCondition(per, _)) => *per,
                _ => Per::State,
            };
            let text = formula.as_str().unwrap_or_default();
            let mut checker = Checker::new(reader.vocabulary, text, formula.content_span());
            if per != Per::State {
                checker = checker.for_period(per);
            }
            let _ = checker.read();
            named.append(&mut checker.named);
        }
    }
    named
}

fn used_records(reader: &Reader<'_>) -> BTreeSet<RecordId> {
    let facts = reader.vocabulary.facts.iter();
    facts
        .filter_map(|fact| match fact.kind {
            FactKind::Records(record) => Some(record),
            _ => None,
        })
        .collect()
}

/// The choices of facts, fields, keys of tables and other programmes' results.
fn used_choices(reader: &Reader<'_>) -> BTreeSet<ChoiceId> {
    let vocabulary = reader.vocabulary;
    let facts = vocabulary.facts.iter().filter_map(|fact| match &fact.kind {
        FactKind::Value(value, _) => Some(value),
        _ => None,
    });
    let fields = vocabulary.records.iter().flat_map(|record| &record.fields).map(|field| &field.value);
    let keys = vocabulary.tables.iter().flat_map(|table| &table.key).map(|(_, value)| value);
    let of_values = facts.chain(fields).chain(keys).filter_map(|value| match value {
        ValueType::Choice(choice) => Some(*choice),
        _ => None,
    });
    of_values.chain(vocabulary.results.iter().map(|result| result.grades)).collect()
}
