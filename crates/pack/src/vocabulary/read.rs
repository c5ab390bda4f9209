//! From the trees of `facts/*.yaml` to a [`Vocabulary`].
//!
//! In this order, because later ones name earlier ones: choices, documents, results, records, lists, tables, stated
//! facts, derived facts.

mod facts;

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::types;
use super::{
    Choice, ChoiceId, Document, FieldType, OfficialList, OtherResult, RecordType, Table, ValueType,
    Vocabulary,
};
use crate::bundle::{Bundle, FileKind};
use crate::calendar::Period;
use crate::diagnostic::Diagnostic;
use crate::expr::FUNCTIONS;
use crate::findings::{bad_bounds, duplicate_name, missing_key, not_a_value, reserved_name, unknown_name};
use crate::schema::{Fields, text};
use crate::source::{SourceMap, Span};
use crate::text::Text;
use crate::tree::{Data, Entry, Node};

/// Words that expressions read otherwise.
const RESERVED: [&str; 17] = [
    "and", "or", "not", "in", "where", "yes", "no", "as_of", "year", "y", "q", "valid", "trailing", "years",
    "quarters", "months", "days",
];

/// Reads one entry of a section.
type ReadEntry = fn(&mut Reader<'_>, &Bundle, &Entry);

/// Reads the vocabulary of a pack: `bundles` are its imports, each before those that import it, and then itself.
#[must_use]
pub fn read_vocabulary(
    bundles: &[&Bundle],
    sources: &SourceMap,
    findings: &mut Vec<Diagnostic>,
) -> Vocabulary {
    let mut reader = Reader { vocabulary: Vocabulary::default(), names: BTreeMap::new(), sources, findings };
    let sections: [(&str, ReadEntry); 7] = [
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
    reader.parts(bundles);
    super::derived::derive(&mut reader.vocabulary, bundles, reader.findings);
    reader.vocabulary
}

/// The values of a choice with their places.
#[derive(Default)]
struct Codes {
    words: Vec<String>,
    places: Vec<Span>,
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
        let good = match section {
            // Expressions name results in quotes and documents not at all, so `-` is fine there.
            "result" | "document" => is_word(&name.replace('-', "_")),
            // A table is called like a function.
            "table" => is_word(name) && FUNCTIONS.iter().all(|function| function.name != name),
            _ => is_word(name),
        };
        if !good {
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
        let titles: Vec<(String, Text)> =
            fields.entries("values").iter().map(|value| (value.key.clone(), text(&value.value))).collect();
        let short = if node.is_map() { fields.node("order") } else { Some(node) };
        let (codes, ordered) = match short {
            Some(short) => self.codes(short),
            None => (self.keys(fields.entries("values")), false),
        };
        if short.is_none() && fields.node("values").is_none() {
            let kind = &crate::schema::CHOICE;
            self.findings.push(missing_key::at(node.span, "values", kind.title, kind.name));
        }
        for value in fields.entries("values") {
            if !codes.contains(&value.key) {
                // titles stand at the values, so none is there to be taken for a name
                let untitled = Text::default();
                let known: Vec<_> = codes.iter().map(|code| (code.as_str(), &untitled)).collect();
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

    /// The values of `a < b < c` (in order) or `a | b`, each a word that stands once.
    fn codes(&mut self, node: &Node) -> (Vec<String>, bool) {
        let written = node.as_str().unwrap_or_default();
        let ordered = written.contains('<');
        if ordered && written.contains('|') {
            let expected = Text::new("选项的写法", "a way to write a choice");
            let help = Text::new("写 `a < b < c` 或 `a | b | c`", "write `a < b < c` or `a | b | c`");
            self.findings.push(not_a_value::at(node.span, written, &expected, help));
        }
        let mut codes = Codes::default();
        let mut at = 0;
        for part in written.split(['<', '|']) {
            let code = part.trim();
            let start = at + (part.len() - part.trim_start().len());
            let place = self.place(node, start, start + code.len());
            at += part.len() + 1;
            self.code(&mut codes, code, place);
        }
        (codes.words, ordered)
    }

    /// The keys of `values:`, each a word.
    fn keys(&mut self, entries: &[Entry]) -> Vec<String> {
        let mut codes = Codes::default();
        for entry in entries {
            self.code(&mut codes, &entry.key, entry.key_span);
        }
        codes.words
    }

    fn code(&mut self, codes: &mut Codes, code: &str, place: Span) {
        let earlier = codes.words.iter().position(|earlier| earlier == code);
        if !is_code(code) {
            self.findings.push(reserved_name::at(place, code));
        } else if let Some(first) = earlier.and_then(|at| codes.places.get(at)) {
            self.findings.push(duplicate_name::at(place, code, *first));
        } else {
            codes.words.push(code.to_string());
            codes.places.push(place);
        }
    }

    /// The place of some bytes of a text.
    fn place(&self, node: &Node, start: usize, end: usize) -> Span {
        match &node.data {
            Data::Scalar(scalar) => scalar.place(node.span, start, end),
            _ => node.span,
        }
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
        let (grades, _) = entry.value.get("grades").map(|grades| self.codes(grades)).unwrap_or_default();
        let grades = grades.into_iter().map(|grade| (grade.clone(), Text::same(grade))).collect();
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
        let fields: Vec<FieldType> =
            node.entries("fields").iter().filter_map(|field| self.record_field(field)).collect();
        let names: Vec<&str> = node.entries("fields").iter().map(|field| field.key.as_str()).collect();
        let mut position = |(word, span): (&str, Span)| {
            if !names.contains(&word) {
                self.findings.push(unknown_name::at(span, word, &names));
            }
            fields.iter().position(|field| field.name == word)
        };
        let key = node.words("key").into_iter().filter_map(&mut position).collect();
        let named = node.words("valid");
        let known = named.iter().all(|(word, _)| names.contains(word));
        let dates: Vec<usize> = named
            .into_iter()
            .filter_map(position)
            .filter(|at| fields.get(*at).is_some_and(|field| field.value == ValueType::Date))
            .collect();
        let valid = match dates.as_slice() {
            [from, until] => Some((*from, *until)),
            _ => None,
        };
        if let (None, true, Some(given)) = (valid, known, node.node("valid")) {
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

    /// One field of a record: `date`, or a map with its `type`.
    fn record_field(&mut self, field: &Entry) -> Option<FieldType> {
        if !is_word(&field.key) {
            self.findings.push(reserved_name::at(field.key_span, &field.key));
        }
        let inner = Fields(&field.value);
        let short = field.value.as_str().map(|text| (text.trim(), field.value.span));
        let (written, span) = short.or_else(|| inner.spanned("type"))?;
        match types::value(&self.vocabulary, written, span) {
            Ok(value) => {
                let days = self.days(field, value == ValueType::Date);
                Some(FieldType {
                    name: field.key.clone(),
                    title: titled(&field.value, &field.key),
                    value,
                    optional: inner.yes("optional"),
                    days,
                    span: field.key_span,
                })
            }
            Err(finding) => {
                self.findings.push(finding);
                None
            }
        }
    }

    fn list(&mut self, bundle: &Bundle, entry: &Entry) {
        if !self.take("list", &entry.key, entry.key_span) {
            return;
        }
        let node = Fields(&entry.value);
        if let Some((year, span)) = node.spanned("year")
            && year != "edition"
            && !matches!(Period::read(year), Ok(Period::Year(_)))
        {
            let expected = Text::new("名录的年度", "the year of a list");
            let help =
                Text::new("写 `edition` 或年份，例如 `2025`", "write `edition` or a year, such as `2025`");
            self.findings.push(not_a_value::at(span, year, &expected, help));
        }
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
}

/// Whether expressions can read a name.
fn is_word(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !RESERVED.contains(&name)
}

/// Whether expressions can read the value of a choice. Words that have a meaning only elsewhere (`year`, `valid`) can
/// be values.
fn is_code(code: &str) -> bool {
    is_word(code) || matches!(code, "year" | "valid" | "years" | "quarters" | "months" | "days" | "trailing")
}

/// The title of a node, or its name where it has none.
fn titled(node: &Node, name: &str) -> Text {
    let title = Fields(node).text("title");
    if title.is_empty() { Text::same(name) } else { title }
}
