//! The sealed entries of assessors.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::number::Rational;
use duheng_pack::schema::{Fields as Keys, number};
use duheng_pack::source::Span;
use duheng_pack::tree::Entry as KeyEntry;
use duheng_pack::vocabulary::Origin;

use super::{SheetReader, parts::Section};
use crate::findings::{fact_not_claimed, fact_unknown, judged_out_of_range, unknown_layer};
use crate::model::{Form, Item};
use crate::sheet::Assessor;

impl SheetReader<'_> {
    pub(super) fn known_layer(&mut self, layer: &str, span: Span) -> bool {
        let known = self.standard.layer(layer).is_some();
        if !known {
            let layers: Vec<&str> = self.standard.layers.iter().map(|layer| layer.id.as_str()).collect();
            self.report(unknown_layer::at(span, layer, &layers));
        }
        known
    }

    pub(super) fn layers(
        &mut self,
        keys: Keys<'_>,
        stated: &[Section<'_>],
    ) -> BTreeMap<String, BTreeMap<String, Assessor>> {
        let mut found = BTreeMap::new();
        for layer in keys.entries("layers") {
            if !self.known_layer(&layer.key, layer.key_span) {
                continue;
            }
            if self.standard.layer(&layer.key) == Some(0) {
                self.report(unknown_layer::first(layer.key_span, &layer.key));
                continue;
            }
            let mut assessors = BTreeMap::new();
            for assessor in layer.value.entries() {
                assessors.insert(assessor.key.clone(), self.assessor(Keys(&assessor.value), stated));
            }
            found.insert(layer.key.clone(), assessors);
        }
        found
    }

    pub(super) fn assessor(&mut self, keys: Keys<'_>, stated: &[Section<'_>]) -> Assessor {
        let mut assessor =
            Assessor { confirm_all: keys.str("confirm") == Some("all"), ..Assessor::default() };
        let mut confirmed = BTreeSet::new();
        for (name, span) in keys.words("confirm") {
            match self.vocabulary.fact(name) {
                Some(fact) => {
                    confirmed.insert(fact);
                }
                None => {
                    let known: Vec<&str> =
                        self.vocabulary.facts.iter().map(|fact| fact.name.as_str()).collect();
                    self.report(fact_unknown::at(span, name, &known));
                }
            }
        }
        assessor.confirm = confirmed;
        let entries = keys.entries("facts");
        for entry in entries {
            let by_authority = self
                .vocabulary
                .fact(&entry.key)
                .and_then(|fact| fact.of(self.vocabulary))
                .is_some_and(|fact| fact.origin != Origin::Enterprise);
            if by_authority {
                self.report(fact_not_claimed::given(entry.key_span, &entry.key));
            }
        }
        assessor.facts = self.entries(entries, None);
        self.parts(&[Section { entries: &assessor.facts, keys: entries }], stated);
        for entry in keys.entries("judged") {
            self.judged(entry, &mut assessor);
        }
        assessor
    }

    pub(super) fn judged(&mut self, entry: &KeyEntry, assessor: &mut Assessor) {
        let range = self.standard.item(&entry.key).and_then(judged_range);
        let Some((from, to, step)) = range else {
            self.report(judged_out_of_range::not_judged(entry.key_span, &entry.key));
            return;
        };
        let Some(points) = number(&entry.value) else { return };
        let on_step = (&points - from).checked_div(step).is_some_and(|steps| steps.is_integer());
        if points < *from || points > *to || !on_step {
            self.report(judged_out_of_range::at(entry.value.span, &points, (from, to, step)));
            return;
        }
        assessor.judged.insert(entry.key.clone(), points);
    }
}

/// The range and step of an item that is judged.
fn judged_range(item: &Item) -> Option<(&Rational, &Rational, &Rational)> {
    let mut rules = Vec::from([&item.rule]);
    while let Some(rule) = rules.pop() {
        if let Form::Judge { from, to, step } = &rule.form {
            return Some((from, to, step));
        }
        rules.extend(rule.inner());
    }
    None
}
