//! What the checked pack does not keep of its text and an explanation shows: formulas and their marks.

use std::collections::BTreeMap;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::provenance::{Mark, marks};
use duheng_pack::schema::Fields;
use duheng_pack::source::{SourceMap, Span};

/// The formula of a derived fact as it is written.
pub struct Formula {
    /// Its text.
    pub text: String,
    /// Its marks.
    pub marks: Vec<Mark>,
}

/// The formulas of packs.
pub struct Formulas<'l> {
    facts: BTreeMap<String, Formula>,
    sources: &'l SourceMap,
}

impl<'l> Formulas<'l> {
    /// The formulas of packs whose files are these.
    pub fn of(bundles: &[Bundle], sources: &'l SourceMap) -> Self {
        let mut facts = BTreeMap::new();
        for bundle in bundles {
            for file in bundle.of_kind(FileKind::Facts) {
                for entry in Fields(&file.tree).entries("facts") {
                    let Some(text) = Fields(&entry.value).str("formula") else { continue };
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    let marks = marks(&entry.value);
                    facts.entry(entry.key.clone()).or_insert(Formula { text, marks });
                }
            }
        }
        Self { facts, sources }
    }

    /// The formula of a derived fact.
    pub fn fact(&self, name: &str) -> Option<&Formula> {
        self.facts.get(name)
    }

    /// The formula of a rule that gives points by one; `rule` is the place of the rule.
    pub fn points(&self, rule: Span) -> String {
        let text = self.sources.text(rule);
        let Some((_, after)) = text.split_once("points:") else { return String::new() };
        let after = after.trim_start();
        let end = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = after.get(1..).unwrap_or("");
                return inner.split(quote).next().unwrap_or("").to_string();
            }
            _ => after.find(['\n', '}', '#']).unwrap_or(after.len()),
        };
        after.get(..end).unwrap_or("").trim().to_string()
    }
}
