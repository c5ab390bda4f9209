//! What stands beside the facts: official lists, requests, other results, the cohort.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::DateRange;
use duheng_pack::number::Rational;
use duheng_pack::schema::{Fields as Keys, number, text};
use duheng_pack::vocabulary::{FactKind, Value, ValueType};

use super::SheetReader;
use crate::findings::{fact_unknown, item_always_evaluated, unknown_code};
use crate::sheet::{Cohort, Request};

impl SheetReader<'_> {
    pub(super) fn lists(&mut self, keys: Keys<'_>) -> BTreeMap<duheng_pack::vocabulary::ListId, bool> {
        let mut found = BTreeMap::new();
        for entry in keys.entries("lists") {
            match self.vocabulary.list(&entry.key) {
                Some(list) => {
                    found.insert(list, entry.value.as_str() == Some("listed"));
                }
                None => {
                    let known: Vec<&str> =
                        self.vocabulary.lists.iter().map(|list| list.name.as_str()).collect();
                    self.report(fact_unknown::at(entry.key_span, &entry.key, &known));
                }
            }
        }
        found
    }

    pub(super) fn requests(&mut self, keys: Keys<'_>) -> BTreeMap<String, Request> {
        let mut found = BTreeMap::new();
        for entry in keys.entries("not_evaluated") {
            let Some(item) = self.standard.item(&entry.key) else {
                self.report(unknown_code::at(entry.key_span, &entry.key));
                continue;
            };
            let Some(allowed) = &item.not_evaluated else {
                self.report(item_always_evaluated::at(entry.key_span, &entry.key));
                continue;
            };
            let request = Keys(&entry.value);
            let approved_by = request.spanned("approved_by").and_then(|(role, span)| {
                let right = role == allowed.approved_by;
                if !right {
                    self.report(item_always_evaluated::role(span, role, &allowed.approved_by));
                }
                right.then(|| role.to_string())
            });
            found.insert(
                entry.key.clone(),
                Request {
                    reason: request.node("reason").map(text).unwrap_or_default(),
                    approved_by,
                    span: entry.key_span,
                },
            );
        }
        found
    }

    pub(super) fn results(
        &mut self,
        context: Keys<'_>,
    ) -> BTreeMap<duheng_pack::vocabulary::ResultId, (usize, DateRange, String)> {
        let mut found = BTreeMap::new();
        for entry in context.entries("results") {
            let Some(result) = self.vocabulary.result(&entry.key) else {
                let known: Vec<&str> =
                    self.vocabulary.results.iter().map(|result| result.name.as_str()).collect();
                self.report(fact_unknown::at(entry.key_span, &entry.key, &known));
                continue;
            };
            let keys = Keys(&entry.value);
            let choice = result.of(self.vocabulary).and_then(|result| result.grades.of(self.vocabulary));
            let (Some((grade, span)), Some(choice)) = (keys.spanned("grade"), choice) else { continue };
            let Some(position) = choice.position(grade) else {
                let known: Vec<&str> = choice.values.iter().map(|(code, _)| code.as_str()).collect();
                self.report(crate::findings::unknown_grade::at(span, grade, &known));
                continue;
            };
            let range = DateRange { from: self.date(keys.0, "from"), until: self.date(keys.0, "until") };
            found.insert(result, (position, range, keys.string("id")));
        }
        found
    }

    pub(super) fn cohort(&mut self, keys: Keys<'_>) -> Cohort {
        let mut values = BTreeMap::new();
        for entry in keys.entries("values") {
            let Some(fact) = self.vocabulary.fact(&entry.key) else {
                let known: Vec<&str> = self.vocabulary.facts.iter().map(|fact| fact.name.as_str()).collect();
                self.report(fact_unknown::at(entry.key_span, &entry.key, &known));
                continue;
            };
            let of = match fact.of(self.vocabulary).map(|fact| &fact.kind) {
                Some(FactKind::Value(of, _)) => of.clone(),
                Some(FactKind::DerivedNumber(of, ..)) => ValueType::Number(of.clone()),
                _ => continue,
            };
            let read = entry.value.items().iter().filter_map(|item| match self.value(None, &of, item) {
                Some(Value::Number(number)) => Some(number),
                _ => None,
            });
            values.insert(fact, read.collect::<Vec<Rational>>());
        }
        let totals = keys.items("totals").iter().filter_map(number).collect();
        Cohort { frozen: keys.yes("frozen"), values, totals }
    }
}
