//! From the tree of a facts file (YAML or JSON) to a [`Sheet`].

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::{Date, DateRange, Period};
use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::number::Rational;
use duheng_pack::schema::{Fields as Keys, Shape, conform, number, text};
use duheng_pack::source::Span;
use duheng_pack::tree::{Entry as KeyEntry, Node};
use duheng_pack::uscc::Uscc;
use duheng_pack::vocabulary::{
    FactId, FactKind, Origin, Per, RecordId, RecordType, Value, ValueType, Vocabulary, read_value,
};

use super::{Assessor, Changes, Cohort, Entries, Entry, Fields, Request, Sheet, Subject};
use crate::findings::{
    bad_uscc, bad_value, fact_not_claimed, fact_unknown, future_period, item_always_evaluated,
    judged_out_of_range, out_of_bounds, record_incomplete, repeated_record, reversed_dates,
    too_many_highlights, unknown_code, unknown_layer, unreadable_year,
};
use crate::language::{CASE, SHEET};
use crate::model::{Form, Item, Pack, Standard};

/// Reads a facts file for one of the standards of `pack`.
///
/// The standard and profile are those the file names, unless `standard` or `profile` say otherwise. All findings at
/// once; no sheet when the days are missing or no standard is meant.
#[must_use]
pub fn read_sheet<'p>(
    tree: &Node,
    pack: &'p Pack,
    standard: Option<&str>,
    profile: Option<&str>,
) -> (Option<(Sheet, &'p Standard)>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let keys = Keys(tree);
    let is_case = keys.node("expect").is_some();
    conform(tree, &Shape::Node(if is_case { &CASE } else { &SHEET }), &mut findings);
    let standard_name = standard.or_else(|| keys.str("standard"));
    let profile_name = profile.or_else(|| keys.str("profile"));
    let Some(standard) = pack.standard(standard_name, profile_name) else {
        let at = keys.node("profile").or_else(|| keys.node("standard")).map_or(tree.span, |node| node.span);
        let known: Vec<String> = pack
            .standards
            .iter()
            .map(|standard| alloc::format!("{} / {}", standard.id, standard.profile.id))
            .collect();
        findings.push(crate::findings::unknown_standard::at(at, standard_name, profile_name, &known));
        return (None, findings);
    };
    let mut reader = SheetReader { vocabulary: &pack.vocabulary, standard, year: None, findings };
    let sheet = reader.sheet(keys);
    (sheet.map(|sheet| (sheet, standard)), reader.findings)
}

struct SheetReader<'s> {
    vocabulary: &'s Vocabulary,
    standard: &'s Standard,
    year: Option<i16>,
    findings: Vec<Diagnostic>,
}

impl SheetReader<'_> {
    fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    fn sheet(&mut self, keys: Keys<'_>) -> Option<Sheet> {
        let as_of = keys.str("as_of").and_then(|text| Date::read(text).ok());
        let year = keys.spanned("year").and_then(|(text, span)| {
            let year = text.parse::<i16>().ok().filter(|year| (1900..=2200).contains(year));
            if year.is_none() && text.parse::<i64>().is_ok() {
                self.report(unreadable_year::at(span, text));
            }
            year
        });
        if let (Some(as_of), Some(year), Some((text, span))) = (as_of, year, keys.spanned("year"))
            && year > as_of.year()
        {
            self.report(unreadable_year::later(span, text, as_of));
        }
        self.year = year;
        let subject = self.subject(keys);
        let claims = self.entries(keys.entries("facts"), Some(false));
        let given = self.entries(keys.entries("given"), Some(true));
        self.highlights(&claims, keys);
        let lists = self.lists(keys);
        let layers = self.layers(keys);
        let not_evaluated = self.requests(keys);
        let context = keys.node("context").map(Keys);
        let results = context.map(|context| self.results(context)).unwrap_or_default();
        let cohort = context.and_then(|context| context.node("cohort")).map(|node| self.cohort(Keys(node)));
        let layer = keys.spanned("layer").map(|(layer, span)| {
            self.known_layer(layer, span);
            layer.to_string()
        });
        Some(Sheet {
            subject,
            standard: keys.str("standard").map(String::from),
            profile: keys.str("profile").map(String::from),
            layer,
            as_of: as_of?,
            year: year?,
            claims,
            given,
            lists,
            layers,
            not_evaluated,
            results,
            cohort: cohort.unwrap_or_default(),
        })
    }

    fn subject(&mut self, keys: Keys<'_>) -> Subject {
        let Some(node) = keys.node("subject").map(Keys) else { return Subject::default() };
        let mut uscc = node.string("uscc");
        if let Some((written, span)) = node.spanned("uscc") {
            match Uscc::read(written) {
                Ok(read) => uscc = read.as_str().to_string(),
                Err(why) => self.report(bad_uscc::at(span, written, why.text())),
            }
        }
        Subject { name: node.string("name"), uscc, fictional: node.yes("fictional") }
    }

    fn known_layer(&mut self, layer: &str, span: Span) -> bool {
        let known = self.standard.layer(layer).is_some();
        if !known {
            let layers: Vec<&str> = self.standard.layers.iter().map(|layer| layer.id.as_str()).collect();
            self.report(unknown_layer::at(span, layer, &layers));
        }
        known
    }

    /// The fact of a key; `given` says whether it stands among facts that registers and authorities give.
    fn fact(&mut self, entry: &KeyEntry, given: Option<bool>) -> Option<FactId> {
        let Some(id) = self.vocabulary.fact(&entry.key) else {
            let known: Vec<&str> = self
                .vocabulary
                .facts
                .iter()
                .filter(|fact| matches!(fact.kind, FactKind::Value(..) | FactKind::Records(_)))
                .map(|fact| fact.name.as_str())
                .collect();
            self.report(fact_unknown::at(entry.key_span, &entry.key, &known));
            return None;
        };
        let fact = id.of(self.vocabulary)?;
        if matches!(fact.kind, FactKind::DerivedNumber(..) | FactKind::DerivedCondition(..)) {
            self.report(fact_not_claimed::derived(entry.key_span, &entry.key));
            return None;
        }
        let is_given = fact.origin != Origin::Enterprise;
        match given {
            Some(true) if !is_given => self.report(fact_not_claimed::own(entry.key_span, &entry.key)),
            Some(false) if is_given => self.report(fact_not_claimed::given(entry.key_span, &entry.key)),
            _ => return Some(id),
        }
        None
    }

    fn entries(&mut self, entries: &[KeyEntry], given: Option<bool>) -> Entries {
        let mut found = Entries::new();
        for entry in entries {
            let Some(id) = self.fact(entry, given) else { continue };
            let Some(fact) = id.of(self.vocabulary) else { continue };
            let read = match &fact.kind {
                FactKind::Value(of, Per::State) => self.state(id, of, &entry.value),
                FactKind::Value(of, per) => self.periods(id, of, *per, &entry.value),
                FactKind::Records(record) => self.records(*record, &entry.value, given.is_none()),
                FactKind::DerivedNumber(..) | FactKind::DerivedCondition(..) => None,
            };
            if let Some(read) = read {
                found.insert(id, read);
            }
        }
        found
    }

    /// One value, within the bounds of its fact.
    fn value(&mut self, fact: Option<FactId>, of: &ValueType, node: &Node) -> Option<Value> {
        let Some(written) = node.as_str() else {
            self.report(bad_value::shape(node));
            return None;
        };
        let value = match read_value(self.vocabulary, of, written) {
            Ok(value) => value,
            Err(why) => {
                self.report(bad_value::at(node.span, written, why));
                return None;
            }
        };
        if let (Some(fact), Value::Number(number)) = (fact.and_then(|fact| fact.of(self.vocabulary)), &value)
        {
            let (low, high) = &fact.bounds;
            let outside = low.as_ref().is_some_and(|low| number < low)
                || high.as_ref().is_some_and(|high| number > high);
            if outside && let ValueType::Number(of) = of {
                self.report(out_of_bounds::at(node.span, written, of, (low.as_ref(), high.as_ref())));
                return None;
            }
        }
        Some(value)
    }

    /// `yes`, or `{ value: yes, from: …, until: … }`, or a list of these.
    fn state(&mut self, fact: FactId, of: &ValueType, node: &Node) -> Option<Entry> {
        let single = [node];
        let items: Vec<&Node> = if node.is_list() { node.items().iter().collect() } else { single.to_vec() };
        let mut found = Vec::new();
        for item in items {
            if !item.is_map() {
                found.push((self.value(Some(fact), of, item)?, DateRange { from: None, until: None }));
                continue;
            }
            for entry in item.entries() {
                if !matches!(entry.key.as_str(), "value" | "from" | "until") {
                    let known = ["value", "from", "until"];
                    self.report(duheng_pack::findings::unknown_key::at(
                        entry.key_span,
                        &entry.key,
                        ["状态", "State"],
                        "state",
                        &known,
                    ));
                }
            }
            let Some(value) = item.get("value") else {
                self.report(bad_value::no_value(item.span));
                return None;
            };
            let value = self.value(Some(fact), of, value)?;
            let range = DateRange { from: self.date(item, "from"), until: self.date(item, "until") };
            found.push((value, range));
        }
        Some(Entry::State(found))
    }

    fn date(&mut self, node: &Node, key: &str) -> Option<Date> {
        let node = node.get(key)?;
        match Date::read(node.as_str().unwrap_or_default()) {
            Ok(date) => Some(date),
            Err(why) => {
                self.report(bad_value::at(node.span, node.as_str().unwrap_or_default(), why.text()));
                None
            }
        }
    }

    fn periods(&mut self, fact: FactId, of: &ValueType, per: Per, node: &Node) -> Option<Entry> {
        if !node.is_map() {
            self.report(bad_value::no_periods(node, per));
            return None;
        }
        let mut found = BTreeMap::new();
        for entry in node.entries() {
            let period = Period::read(&entry.key).ok().filter(|period| match period {
                Period::Year(year) => per != Per::Quarter && (1900..=2200).contains(year),
                Period::Quarter { year, .. } => per == Per::Quarter && (1900..=2200).contains(year),
            });
            let Some(period) = period else {
                self.report(bad_value::no_such_period(entry.key_span, &entry.key, per));
                continue;
            };
            if let Some(year) = self.year
                && period.first().year() > year
            {
                self.report(future_period::at(entry.key_span, &entry.key, year));
            }
            if let Some(value) = self.value(Some(fact), of, &entry.value) {
                found.insert(period, value);
            }
        }
        Some(Entry::Periods(found))
    }

    /// A list of records, or for assessors also what changes in it.
    fn records(&mut self, record: RecordId, node: &Node, by_assessor: bool) -> Option<Entry> {
        let of = record.of(self.vocabulary)?;
        if node.is_list() {
            let mut records: Vec<Fields> = Vec::new();
            for item in node.items() {
                let Some(fields) = self.record(of, item, false) else { continue };
                let same = |other: &Fields| of.key.iter().all(|at| other.get(*at) == fields.get(*at));
                if !of.key.is_empty() && records.iter().any(same) {
                    let key: Vec<&str> = of
                        .key
                        .iter()
                        .filter_map(|at| of.fields.get(*at))
                        .map(|field| field.name.as_str())
                        .collect();
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

    fn record(&mut self, of: &RecordType, node: &Node, keys_only: bool) -> Option<Fields> {
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
        for (at, field) in of.fields.iter().enumerate() {
            match node.get(&field.name) {
                Some(value) => fields.push(self.value(None, &field.value, value)),
                None => {
                    let needed = if keys_only { of.key.contains(&at) } else { !field.optional };
                    if needed {
                        self.report(record_incomplete::at(node.span, &of.title, &field.name));
                    }
                    fields.push(None);
                }
            }
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
    fn highlights(&mut self, claims: &Entries, keys: Keys<'_>) {
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

    fn lists(&mut self, keys: Keys<'_>) -> BTreeMap<duheng_pack::vocabulary::ListId, bool> {
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

    fn layers(&mut self, keys: Keys<'_>) -> BTreeMap<String, BTreeMap<String, Assessor>> {
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
                assessors.insert(assessor.key.clone(), self.assessor(Keys(&assessor.value)));
            }
            found.insert(layer.key.clone(), assessors);
        }
        found
    }

    fn assessor(&mut self, keys: Keys<'_>) -> Assessor {
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
        for entry in keys.entries("judged") {
            self.judged(entry, &mut assessor);
        }
        assessor
    }

    fn judged(&mut self, entry: &KeyEntry, assessor: &mut Assessor) {
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

    fn requests(&mut self, keys: Keys<'_>) -> BTreeMap<String, Request> {
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

    fn results(
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

    fn cohort(&mut self, keys: Keys<'_>) -> Cohort {
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
