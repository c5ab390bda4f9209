//! Lists of records, and what assessors change in them.

use alloc::vec::Vec;

use duheng_pack::schema::Fields as Keys;
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_pack::vocabulary::{RecordId, RecordType, Value};

use super::SheetReader;
use crate::findings::{bad_value, record_incomplete, repeated_record, reversed_dates, too_many_highlights};
use crate::sheet::{Changes, Entries, Entry, Fields};

impl SheetReader<'_> {
    /// A list of records, or for assessors also what changes in it.
    pub(super) fn records(&mut self, record: RecordId, node: &Node, by_assessor: bool) -> Option<Entry> {
        let of = record.of(self.vocabulary)?;
        if node.is_list() {
            let mut records: Vec<Fields> = Vec::new();
            for item in node.items() {
                let Some(fields) = self.record(of, item, false) else { continue };
                let same = |other: &Fields| of.key.iter().all(|at| other.get(*at) == fields.get(*at));
                if !of.key.is_empty() && records.iter().any(same) {
                    let key: Vec<&Text> =
                        of.key.iter().filter_map(|at| of.fields.get(*at)).map(|field| &field.title).collect();
                    self.report(repeated_record::at(item.span, &of.title, &key));
                }
                records.push(fields);
            }
            return Some(Entry::Records(records));
        }
        if !by_assessor || !node.is_map() {
            self.report(bad_value::no_list(node));
            return None;
        }
        let mut changes = Changes::default();
        for entry in node.entries() {
            let all = entry.value.as_str() == Some("all");
            let keys_only = matches!(entry.key.as_str(), "confirm" | "reject");
            let mut read = || {
                entry
                    .value
                    .items()
                    .iter()
                    .filter_map(|item| self.record(of, item, keys_only))
                    .collect::<Vec<Fields>>()
            };
            match entry.key.as_str() {
                "confirm" if all => changes.confirm_all = true,
                "confirm" => changes.confirm = read(),
                "reject" => changes.reject = read(),
                "correct" => changes.correct = read(),
                "add" => changes.add = read(),
                other => {
                    let known = ["confirm", "reject", "correct", "add"];
                    self.report(duheng_pack::findings::unknown_key::at(
                        entry.key_span,
                        other,
                        ["清单的变更", "Changes to a list"],
                        "change",
                        &known,
                    ));
                }
            }
        }
        Some(Entry::Changes(changes))
    }

    pub(super) fn record(&mut self, of: &RecordType, node: &Node, keys_only: bool) -> Option<Fields> {
        if !node.is_map() {
            self.report(bad_value::no_record(node, &of.title));
            return None;
        }
        for entry in node.entries() {
            if of.field(&entry.key).is_none() {
                let known: Vec<&str> = of.fields.iter().map(|field| field.name.as_str()).collect();
                let title = [of.title.zh.as_str(), of.title.en.as_str()];
                self.report(duheng_pack::findings::unknown_key::at(
                    entry.key_span,
                    &entry.key,
                    title,
                    &of.name,
                    &known,
                ));
            }
        }
        let mut fields = Fields::new();
        let mut missing = Vec::new();
        for (at, field) in of.fields.iter().enumerate() {
            match node.get(&field.name).filter(|written| !written.is_empty()) {
                Some(written) => {
                    let value = self.value(None, &field.value, written);
                    if let Some(Value::Date(date)) = &value {
                        self.day(*date, field.days, &field.title, written);
                    }
                    fields.push(value);
                }
                None => {
                    let needed = if keys_only { of.key.contains(&at) } else { !field.optional };
                    if needed {
                        missing.push((field.name.as_str(), &field.title));
                    }
                    fields.push(None);
                }
            }
        }
        if !missing.is_empty() {
            self.report(record_incomplete::at(node.span, &of.title, &missing));
        }
        if let Some((from, until)) = of.valid
            && let (Some(Some(Value::Date(first))), Some(Some(Value::Date(last)))) =
                (fields.get(from), fields.get(until))
            && first > last
        {
            self.report(reversed_dates::at(node.span, *first, *last));
        }
        Some(fields)
    }

    /// Not more highlights than the standard allows.
    pub(super) fn highlights(&mut self, claims: &Entries, keys: Keys<'_>) {
        let Some((fact, Some(at_most))) = self.standard.bonus.as_ref().and_then(|bonus| bonus.of) else {
            return;
        };
        let Some(Entry::Records(records)) = claims.get(&fact) else { return };
        if records.len() > at_most {
            let name = fact.of(self.vocabulary).map_or("", |fact| fact.name.as_str());
            let span =
                keys.node("facts").and_then(|facts| facts.get(name)).map_or(keys.span(), |node| node.span);
            self.report(too_many_highlights::at(span, records.len(), at_most));
        }
    }
}
