//! Values of facts as people read them.

use duheng_pack::tree::{Data, Node};
use duheng_pack::vocabulary::{FactKind, RecordType, Vocabulary};

use crate::frame::Frame;

/// The value of a fact: words in the reader's language, records as their fields, lists one a line.
pub(crate) fn shown(frame: &Frame, vocabulary: &Vocabulary, fact: &str, node: &Node) -> String {
    let fact = vocabulary.fact(fact).and_then(|id| id.of(vocabulary));
    let record = fact.and_then(|fact| match fact.kind {
        FactKind::Records(id) => id.of(vocabulary),
        _ => None,
    });
    value(frame, vocabulary, record, node)
}

/// A value; fields of records are named by the record that the fact is a list of.
fn value(frame: &Frame, vocabulary: &Vocabulary, record: Option<&RecordType>, node: &Node) -> String {
    match &node.data {
        Data::Empty => String::new(),
        Data::Scalar(scalar) => word(frame, vocabulary, scalar.text.trim()),
        Data::List(items, _) if items.is_empty() => frame.t("value-none"),
        Data::List(items, _) => {
            let items = items.iter().map(|item| value(frame, vocabulary, record, item));
            items.collect::<Vec<_>>().join("\n")
        }
        Data::Map(entries, _) => {
            let field = |key: &str| {
                let found = record.and_then(|record| record.fields.iter().find(|field| field.name == key));
                found.map_or_else(|| key.to_owned(), |field| frame.pick(&field.title).to_owned())
            };
            let parts = entries.iter().map(|entry| {
                let value = value(frame, vocabulary, record, &entry.value);
                frame.with2("value-part", "label", &field(&entry.key), "value", &value)
            });
            parts.collect::<Vec<_>>().join(&frame.t("value-seam"))
        }
    }
}

/// A word of the pack in the reader's language.
fn word(frame: &Frame, vocabulary: &Vocabulary, text: &str) -> String {
    match text {
        "yes" | "no" => return frame.t(text),
        "listed" | "not_listed" => return frame.made("list-", text, ""),
        _ => {}
    }
    let mut values = vocabulary.choices.iter().flat_map(|choice| &choice.values);
    let found = values.find(|(id, _)| id == text);
    found.map_or_else(|| frame.amount(&frame.day(text)), |(_, title)| frame.pick(title).to_owned())
}
