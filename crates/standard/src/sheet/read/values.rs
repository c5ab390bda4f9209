//! Values, states and figures of periods.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use duheng_pack::calendar::{Date, DateRange, Period};
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_pack::vocabulary::{DayBounds, FactId, Per, Value, ValueType, read_value};

use super::SheetReader;
use crate::findings::{bad_value, date_outside, future_period, out_of_bounds};
use crate::sheet::Entry;

impl SheetReader<'_> {
    /// One value, within the bounds of its fact.
    pub(super) fn value(&mut self, fact: Option<FactId>, of: &ValueType, node: &Node) -> Option<Value> {
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
        if let (Some(fact), Value::Date(date)) = (fact.and_then(|fact| fact.of(self.vocabulary)), &value) {
            self.day(*date, fact.days, &fact.title, node);
        }
        Some(value)
    }

    /// A date within its bounds; one outside is reported.
    pub(super) fn day(&mut self, date: Date, (first, last): DayBounds, title: &Text, node: &Node) {
        let Some(as_of) = self.as_of else { return };
        if let Some(bound) = last.filter(|bound| date > bound.day(as_of)) {
            self.report(date_outside::after(node.span, title, date, bound, as_of));
        } else if let Some(bound) = first.filter(|bound| date < bound.day(as_of)) {
            self.report(date_outside::before(node.span, title, date, bound, as_of));
        }
    }

    /// `yes`, or `{ value: yes, from: …, until: … }`, or a list of these.
    pub(super) fn state(&mut self, fact: FactId, of: &ValueType, node: &Node) -> Option<Entry> {
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

    pub(super) fn date(&mut self, node: &Node, key: &str) -> Option<Date> {
        let node = node.get(key)?;
        match Date::read(node.as_str().unwrap_or_default()) {
            Ok(date) => Some(date),
            Err(why) => {
                self.report(bad_value::at(node.span, node.as_str().unwrap_or_default(), why.text()));
                None
            }
        }
    }

    pub(super) fn periods(&mut self, fact: FactId, of: &ValueType, per: Per, node: &Node) -> Option<Entry> {
        if !node.is_map() {
            self.report(bad_value::no_periods(node, per));
            return None;
        }
        let mut found = BTreeMap::new();
        let mut empty = !node.entries().is_empty();
        for entry in node.entries() {
            empty &= entry.value.is_empty();
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
            if entry.value.is_empty() {
                continue;
            }
            if let Some(value) = self.value(Some(fact), of, &entry.value) {
                found.insert(period, value);
            }
        }
        (!empty).then_some(Entry::Periods(found))
    }
}
