//! Figures that are larger than the whole of which they are a part.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};

use duheng_pack::calendar::Period;
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::tree::{Entry as KeyEntry, Node};
use duheng_pack::vocabulary::{Fact, FactId, FactKind, Value, ValueType, show_number};

use super::SheetReader;
use crate::findings::part_above_whole::{self, Figure};
use crate::sheet::{Entries, Entry};

/// Facts that stand together, as read and as written.
#[derive(Clone, Copy)]
pub(super) struct Section<'n> {
    pub(super) entries: &'n Entries,
    pub(super) keys: &'n [KeyEntry],
}

impl<'n> Section<'n> {
    fn get(self, id: FactId, fact: &Fact) -> Option<(&'n Entry, &'n Node)> {
        let node = self.keys.iter().find(|entry| entry.key == fact.name)?;
        Some((self.entries.get(&id)?, &node.value))
    }
}

impl SheetReader<'_> {
    /// Reports parts that are larger than their whole, where `own` states one of the two; the other may stand beside.
    pub(super) fn parts(&mut self, own: &[Section<'_>], beside: &[Section<'_>]) {
        for (at, part) in self.vocabulary.facts.iter().enumerate() {
            let Some(whole) = part.at_most else { continue };
            let Some(of_whole) = whole.of(self.vocabulary) else { continue };
            let find = |id: FactId, fact: &Fact| {
                let here = own.iter().find_map(|section| section.get(id, fact));
                let there = || beside.iter().find_map(|section| section.get(id, fact));
                here.map(|found| (found, true)).or_else(|| there().map(|found| (found, false)))
            };
            let (Some((small, small_own)), Some((large, large_own))) =
                (find(FactId(at), part), find(whole, of_whole))
            else {
                continue;
            };
            if small_own || large_own {
                self.pair((part, small, small_own), (of_whole, large));
            }
        }
    }

    /// Compares a part with its whole in all periods that both have.
    fn pair(
        &mut self,
        (part, (small, small_node), small_own): (&Fact, (&Entry, &Node), bool),
        (whole, (large, large_node)): (&Fact, (&Entry, &Node)),
    ) {
        let FactKind::Value(ValueType::Number(of), _) = &part.kind else { return };
        let FactKind::Value(ValueType::Number(of_whole), _) = &whole.kind else { return };
        let periods: BTreeSet<Option<Period>> = match small {
            Entry::Periods(values) => values.keys().copied().map(Some).collect(),
            _ => BTreeSet::from([None]),
        };
        for period in periods {
            let (Some(a), Some(b)) = (self.figure(small, period), self.figure(large, period)) else {
                continue;
            };
            if a <= b {
                continue;
            }
            let (a, b) = (show_number(of, a), show_number(of_whole, b));
            let (a, b) = (Figure { title: &part.title, shown: a }, Figure { title: &whole.title, shown: b });
            let (here, there) = (place(small_node, period), place(large_node, period));
            let (here, there) = if small_own { (here, there) } else { (there, here) };
            let name = period.map_or(String::new(), |period| period.to_string());
            let label = if small_own { &whole.title } else { &part.title };
            let finding = part_above_whole::at(here, &name, &a, &b).also(there, label.clone());
            self.report(finding);
        }
    }

    /// The number of a period, or of the day of the evaluation.
    fn figure<'e>(&self, entry: &'e Entry, period: Option<Period>) -> Option<&'e Rational> {
        let value = match (entry, period) {
            (Entry::Periods(values), Some(period)) => values.get(&period),
            (Entry::State(values), None) => {
                let as_of = self.as_of?;
                values.iter().find(|(_, range)| range.contains(as_of)).map(|(value, _)| value)
            }
            _ => None,
        };
        match value {
            Some(Value::Number(number)) => Some(number),
            _ => None,
        }
    }
}

/// Where the figure of a period stands.
fn place(node: &Node, period: Option<Period>) -> Span {
    let entry =
        node.entries().iter().find(|entry| period.is_some() && Period::read(&entry.key).ok() == period);
    entry.map_or(node.span, |entry| entry.value.span)
}
