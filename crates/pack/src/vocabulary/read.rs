//! From the trees of `facts/*.yaml` to a [`Vocabulary`].
//!
//! In this order, because later ones name earlier ones: choices, documents, results, records, lists, tables, stated
//! facts, derived facts.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::types::{self, Written};
use super::{
    Choice, ChoiceId, Document, Fact, FactKind, FieldType, OfficialList, Origin, OtherResult, Per,
    RecordType, Table, ValueType, Vocabulary,
};
use crate::bundle::{Bundle, FileKind};
use crate::diagnostic::Diagnostic;
use crate::findings::{bad_bounds, duplicate_name, incomplete_fact, reserved_name, unknown_name};
use crate::number::Rational;
use crate::provenance::marks;
use crate::schema::{Fields, text};
use crate::source::{SourceMap, Span};
use crate::text::Text;
use crate::tree::{Entry, Node};

/// Words that expressions read otherwise.
const RESERVED: [&str; 17] = [
    "and", "or", "not", "in", "where", "yes", "no", "as_of", "year", "y", "q", "valid", "trailing", "years",
    "quarters", "months", "days",
];

/// Reads the vocabulary of a pack: `bundles` are its imports, each before those that import it, and then itself.
#[must_use]
pub fn read_vocabulary(
    bundles: &[&Bundle],
    sources: &SourceMap,
    findings: &mut Vec<Diagnostic>,
) -> Vocabulary {
    let mut reader = Reader { vocabulary: Vocabulary::default(), names: BTreeMap::new(), sources, findings };
    let sections: [(&str, fn(&mut Reader<'_>, &Bundle, &Entry)); 7] = [
        ("choices", |reader, _, entry| reader.choice(entry)),
        ("documents", |reader, _, entry| reader.document(entry)),
        ("results", |reader, _, entry| reader.result(entry)),
        ("records", |reader, _, entry| reader.record(entry)),
        ("lists", |reader, bundle, entry| reader.list(bundle, entry)),
        ("tables", |reader, bundle, entry| reader.table(bundle, entry)),
        ("facts", |reader, bundle, entry| reader.stated(bundle, entry)),
    ];
    for (section, read) in sections {
        for bundle in bundles {
            for file in bundle.of_kind(FileKind::Facts) {
                for entry in Fields(&file.tree).entries(section) {
                    read(&mut reader, bundle, entry);
                }
            }
        }
    }
    super::derived::derive(&mut reader.vocabulary, bundles, reader.findings);
    reader.vocabulary
}

struct Reader<'r> {
    vocabulary: Vocabulary,
    /// The places where names are defined, by section and name.
    names: BTreeMap<(&'static str, String), Span>,
    sources: &'r SourceMap,
    findings: &'r mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Takes a name in a section; false (with a finding) when it cannot be had.
    fn take(&mut self, section: &'static str, name: &str, span: Span) -> bool {
        let starts_well = name.chars().next().is_some_and(char::is_alphabetic);
        // results are named after programmes, in quotes, so `-` is fine there
        let dash = matches!(section, "result" | "document");
        let is_word = name.chars().all(|c| c.is_alphanumeric() || c == '_' || (dash && c == '-'));
        if !starts_well || !is_word || RESERVED.contains(&name) {
            self.findings.push(reserved_name::at(span, name));
            return false;
        }
        if let Some(first) = self.names.get(&(section, name.to_string())) {
            self.findings.push(duplicate_name::at(span, name, *first));
            return false;
        }
        self.names.insert((section, name.to_string()), span);
        true
    }

    fn choice(&mut self, entry: &Entry) {
        if !self.take("choice", &entry.key, entry.key_span) {
            return;
        }
        let node = &entry.value;
        let fields = Fields(node);
        let _ = marks(node, self.findings);
        let short = node.as_str().or_else(|| fields.str("order"));
        let titles: Vec<(String, Text)> =
            fields.entries("values").iter().map(|value| (value.key.clone(), text(&value.value))).collect();
        let ordered = short.is_some_and(|short| short.contains('<'));
        let codes: Vec<String> = match short {
            Some(short) => short.split(['<', '|']).map(|code| code.trim().to_string()).collect(),
            None => titles.iter().map(|(code, _)| code.clone()).collect(),
        };
        for (at, code) in codes.iter().enumerate() {
            if code.is_empty() || codes.iter().take(at).any(|earlier| earlier == code) {
                self.findings.push(duplicate_name::at(node.span, code, entry.key_span));
            }
        }
        for value in fields.entries("values") {
            if !codes.contains(&value.key) {
                let known: Vec<&str> = codes.iter().map(String::as_str).collect();
                self.findings.push(unknown_name::value(value.key_span, &value.key, &entry.key, &known));
            }
        }
        let values = codes
            .into_iter()
            .map(|code| {
                let title = titles.iter().find(|(of, _)| *of == code).map(|(_, title)| title.clone());
                let title = title.unwrap_or_else(|| Text::same(code.clone()));
                (code, title)
            })
            .collect();
        self.vocabulary.choices.push(Choice {
            name: entry.key.clone(),
            title: titled(node, &entry.key),
            ordered,
            values,
            span: entry.key_span,
        });
    }

    fn document(&mut self, entry: &Entry) {
        if self.take("document", &entry.key, entry.key_span) {
            let document =
                Document { name: entry.key.clone(), title: text(&entry.value), span: entry.key_span };
            self.vocabulary.documents.insert(entry.key.clone(), document);
        }
    }

    fn result(&mut self, entry: &Entry) {
        if !self.take("result", &entry.key, entry.key_span) {
            return;
        }
        let grades: Vec<(String, Text)> = Fields(&entry.value)
            .str("grades")
            .unwrap_or_default()
            .split('<')
            .map(|grade| (grade.trim().to_string(), Text::same(grade.trim())))
            .collect();
        let choice = ChoiceId(self.vocabulary.choices.len());
        let title = titled(&entry.value, &entry.key);
        self.vocabulary.choices.push(Choice {
            name: alloc::format!("{}.grade", entry.key),
            title: title.clone(),
            ordered: true,
            values: grades,
            span: entry.key_span,
        });
        self.vocabulary.results.push(OtherResult {
            name: entry.key.clone(),
            title,
            grades: choice,
            span: entry.key_span,
        });
    }

    fn record(&mut self, entry: &Entry) {
        if !self.take("record", &entry.key, entry.key_span) {
            return;
        }
        let node = Fields(&entry.value);
        let _ = marks(&entry.value, self.findings);
        let mut fields: Vec<FieldType> = Vec::new();
        for field in node.entries("fields") {
            if let Some(first) = fields.iter().find(|earlier| earlier.name == field.key) {
                self.findings.push(duplicate_name::at(field.key_span, &field.key, first.span));
            }
            if RESERVED.contains(&field.key.as_str()) {
                self.findings.push(reserved_name::at(field.key_span, &field.key));
            }
            let inner = Fields(&field.value);
            let _ = marks(&field.value, self.findings);
            let Some((written, span)) = field
                .value
                .as_str()
                .map(|text| (text.trim(), field.value.span))
                .or_else(|| inner.spanned("type"))
            else {
                continue;
            };
            match types::value(&self.vocabulary, written, span) {
                Ok(value) => fields.push(FieldType {
                    name: field.key.clone(),
                    title: titled(&field.value, &field.key),
                    value,
                    optional: inner.yes("optional"),
                    span: field.key_span,
                }),
                Err(finding) => self.findings.push(finding),
            }
        }
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let mut positions = |words: Vec<(&str, Span)>, dates: bool| -> Vec<usize> {
            let mut found = Vec::new();
            for (word, span) in words {
                let at = fields
                    .iter()
                    .position(|field| field.name == word && (!dates || field.value == ValueType::Date));
                match at {
                    Some(at) => found.push(at),
                    None => self.findings.push(unknown_name::at(span, word, &names)),
                }
            }
            found
        };
        let key = positions(node.words("key"), false);
        let valid = match positions(node.words("valid"), true).as_slice() {
            [from, until] => Some((*from, *until)),
            _ => None,
        };
        if let (None, Some(given)) = (valid, node.node("valid")) {
            self.findings.push(bad_bounds::valid(given.span, &entry.key));
        }
        self.vocabulary.records.push(RecordType {
            name: entry.key.clone(),
            title: titled(&entry.value, &entry.key),
            fields,
            key,
            valid,
            span: entry.key_span,
        });
    }

    fn list(&mut self, bundle: &Bundle, entry: &Entry) {
        if !self.take("list", &entry.key, entry.key_span) {
            return;
        }
        let node = Fields(&entry.value);
        let _ = marks(&entry.value, self.findings);
        let members = super::data::list_members(node, bundle, self.sources, self.findings);
        self.vocabulary.lists.push(OfficialList {
            name: entry.key.clone(),
            title: titled(&entry.value, &entry.key),
            members: members.map(|members| (members, node.yes("complete"))),
            span: entry.key_span,
        });
    }

    fn table(&mut self, bundle: &Bundle, entry: &Entry) {
        if !self.take("table", &entry.key, entry.key_span) {
            return;
        }
        let node = Fields(&entry.value);
        let _ = marks(&entry.value, self.findings);
        let mut key = Vec::new();
        for part in node.entries("key") {
            match types::value(&self.vocabulary, part.value.as_str().unwrap_or_default(), part.value.span) {
                Ok(value) => key.push((part.key.clone(), value)),
                Err(finding) => self.findings.push(finding),
            }
        }
        let mut columns = Vec::new();
        for column in node.entries("values") {
            let written = column.value.as_str().unwrap_or_default();
            match types::value(&self.vocabulary, written, column.value.span) {
                Ok(ValueType::Number(of)) => columns.push((column.key.clone(), of)),
                Ok(_) => {
                    self.findings.push(crate::findings::unknown_type::not_here(column.value.span, written))
                }
                Err(finding) => self.findings.push(finding),
            }
        }
        let absent = node.node("absent").map(text);
        let mut table = Table {
            name: entry.key.clone(),
            title: titled(&entry.value, &entry.key),
            key,
            columns,
            rows: Vec::new(),
            absent,
            span: entry.key_span,
        };
        table.rows =
            super::data::table_rows(&table, node, bundle, self.sources, &self.vocabulary, self.findings);
        self.vocabulary.tables.push(table);
    }

    /// A stated fact; derived ones get their place here and their formula later.
    fn stated(&mut self, bundle: &Bundle, entry: &Entry) {
        if !self.take("fact", &entry.key, entry.key_span) {
            return;
        }
        let node = Fields(&entry.value);
        let _ = marks(&entry.value, self.findings);
        let per = match node.str("per") {
            Some("year") => Per::Year,
            Some("year_end") => Per::YearEnd,
            Some("quarter") => Per::Quarter,
            _ => Per::State,
        };
        let kind = match (node.spanned("type"), node.node("formula")) {
            (Some((written, span)), None) => match types::read(&self.vocabulary, written, span) {
                Ok(Written::Value(value)) => FactKind::Value(value, per),
                Ok(Written::Records(record)) => {
                    self.refuse(entry, &["per", "min", "max"]);
                    FactKind::Records(record)
                }
                Err(finding) => {
                    self.findings.push(finding);
                    return;
                }
            },
            (None, Some(_)) => {
                self.refuse(entry, &["per", "min", "max", "by", "from", "question"]);
                FactKind::DerivedNumber(
                    super::NumberType::plain(),
                    Per::State,
                    Box::new(crate::expr::form::Num::Constant(Rational::from_int(0))),
                )
            }
            (given, _) => {
                self.findings.push(incomplete_fact::at(entry.key_span, &entry.key, given.is_some()));
                return;
            }
        };
        let origin = match (node.str("by"), node.str("from")) {
            (_, Some(from)) => Origin::Register(from.trim_start_matches("register").trim().to_string()),
            (Some("authority"), None) => Origin::Authority,
            _ => Origin::Enterprise,
        };
        let bounds = self.bounds(entry, &kind);
        self.vocabulary.facts.push(Fact {
            name: entry.key.clone(),
            title: titled(&entry.value, &entry.key),
            question: node.text("question"),
            kind,
            bounds,
            origin,
            boundary: node.string("boundary"),
            pack: bundle.folder.clone(),
            span: entry.key_span,
        });
    }

    fn refuse(&mut self, entry: &Entry, keys: &[&str]) {
        for key in keys {
            if let Some(found) = entry.value.entry(key) {
                self.findings.push(incomplete_fact::key(found.key_span, &entry.key, key));
            }
        }
    }

    /// The bounds of a number; a count is never below zero.
    fn bounds(&mut self, entry: &Entry, kind: &FactKind) -> (Option<Rational>, Option<Rational>) {
        let node = Fields(&entry.value);
        let FactKind::Value(of @ ValueType::Number(number), _) = kind else {
            for key in ["min", "max"] {
                if let (Some((_, span)), FactKind::Value(..)) = (node.spanned(key), kind) {
                    self.findings.push(bad_bounds::at(span, &entry.key));
                }
            }
            return (None, None);
        };
        let mut bound = |key: &str| -> Option<Rational> {
            let (written, span) = node.spanned(key)?;
            match super::values::read_value(&self.vocabulary, of, written) {
                Ok(super::Value::Number(number)) => Some(number),
                _ => {
                    self.findings.push(bad_bounds::at(span, &entry.key));
                    None
                }
            }
        };
        let (mut low, high) = (bound("min"), bound("max"));
        if number.flavour == super::Flavour::Count && low.is_none() {
            low = Some(Rational::from_int(0));
        }
        if let (Some(least), Some(greatest), Some((_, span))) = (&low, &high, node.spanned("max"))
            && least > greatest
        {
            self.findings.push(bad_bounds::at(span, &entry.key));
        }
        (low, high)
    }
}

/// The title of a node, or its name where it has none.
fn titled(node: &Node, name: &str) -> Text {
    let title = Fields(node).text("title");
    if title.is_empty() { Text::same(name) } else { title }
}
