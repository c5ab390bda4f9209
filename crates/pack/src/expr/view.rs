//! What is known about one subject at one time: all that an expression may read.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::calendar::{Date, Period};
use crate::number::Rational;
use crate::vocabulary::{FactId, ListId, ResultId, Value};

/// The known values of one subject, at one layer, on one day.
#[derive(Clone, Debug)]
pub struct View {
    /// The day of the evaluation.
    pub as_of: Date,
    /// The reporting year.
    pub year: i16,
    /// The values of each fact, by [`FactId`]; derived facts stay [`Known::Nothing`].
    pub facts: Vec<Known>,
    /// Whether the subject stands on each official list, by [`ListId`].
    pub lists: Vec<Option<bool>>,
    /// The position of each other programme's grade in force, by [`ResultId`].
    pub results: Vec<Option<usize>>,
    /// The frozen cohort's values, where it is large enough; none before it is frozen.
    pub cohort: BTreeMap<FactId, Vec<Rational>>,
    /// Whether the subject may still state what is not known; then it is open, and not false, whether it is.
    pub open: bool,
}

/// What is known of one fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    #[default]
    Nothing,
    /// The value of a state on the day of the evaluation.
    State(Value),
    /// The values of periods, in order of time.
    Periods(Vec<(Period, Value)>),
    /// The records.
    Records(Rows),
}

/// The records of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The records.
    pub rows: Vec<Row>,
    /// What further records could be, any number of each, where the list may still grow; empty where it may not.
    pub open: Vec<Vec<Option<Value>>>,
}

/// One record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its fields, by position; unknown where left out.
    pub fields: Vec<Option<Value>>,
    /// Whether the record itself is settled; an undecided one may or may not count.
    pub settled: bool,
}

impl View {
    /// A view in which nothing is known.
    #[must_use]
    pub fn empty(as_of: Date, year: i16, facts: usize, lists: usize, results: usize) -> Self {
        let nothing = |count: usize| core::iter::repeat_n(Known::Nothing, count).collect();
        Self {
            as_of,
            year,
            facts: nothing(facts),
            lists: core::iter::repeat_n(None, lists).collect(),
            results: core::iter::repeat_n(None, results).collect(),
            cohort: BTreeMap::new(),
            open: false,
        }
    }

    /// The value of a fact, for a state or at a period.
    #[must_use]
    pub fn value(&self, fact: FactId, period: Option<Period>) -> Option<&Value> {
        match (self.facts.get(fact.0)?, period) {
            (Known::State(value), None) => Some(value),
            (Known::Periods(values), Some(period)) => {
                let at = values.binary_search_by(|(of, _)| of.cmp(&period)).ok()?;
                values.get(at).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    /// The records of a list; unknown where nothing was said about it.
    #[must_use]
    pub fn records(&self, fact: FactId) -> Option<&Rows> {
        match self.facts.get(fact.0)? {
            Known::Records(rows) => Some(rows),
            _ => None,
        }
    }

    /// Whether the subject stands on an official list.
    #[must_use]
    pub fn listed(&self, list: ListId) -> Option<bool> {
        self.lists.get(list.0).copied().flatten()
    }

    /// The grade of another programme in force, by position.
    #[must_use]
    pub fn grade(&self, result: ResultId) -> Option<usize> {
        self.results.get(result.0).copied().flatten()
    }
}
