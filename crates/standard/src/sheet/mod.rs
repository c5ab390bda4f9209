//! The facts of one enterprise in one evaluation, as entered: claims, what authorities give, and the sealed entries of
//! assessors. Nothing is decided here; [`crate::layers`] settles what holds at a layer.

mod read;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::{Date, DateRange, Period};
use duheng_pack::expr::percentile;
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::text::Text;
use duheng_pack::vocabulary::{FactId, ListId, ResultId, Value};

pub use read::read_sheet;

/// All entries about one enterprise.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Who it is about.
    pub subject: Subject,
    /// The standard asked for.
    pub standard: Option<String>,
    /// The profile asked for.
    pub profile: Option<String>,
    /// The layer asked for.
    pub layer: Option<String>,
    /// The day of the evaluation.
    pub as_of: Date,
    /// The reporting year.
    pub year: i16,
    /// What the enterprise states.
    pub claims: Entries,
    /// What registers and authorities give.
    pub given: Entries,
    /// Whether it stands on official lists.
    pub lists: BTreeMap<ListId, bool>,
    /// The sealed entries: layer, then assessor.
    pub layers: BTreeMap<String, BTreeMap<String, Assessor>>,
    /// Items that it asks to leave unevaluated, by code.
    pub not_evaluated: BTreeMap<String, Request>,
    /// Other programmes' results: position of the grade, when it is in force, id.
    pub results: BTreeMap<ResultId, (usize, DateRange, String)>,
    /// The cohort.
    pub cohort: Cohort,
}

/// Who a sheet is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Its name.
    pub name: String,
    /// Its unified social credit code; empty where not given.
    pub uscc: String,
    /// Whether it is marked as fictional.
    pub fictional: bool,
}

/// Entered facts.
pub type Entries = BTreeMap<FactId, Entry>;

/// What is entered for one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Values of a state, each with the days between which it holds, both in; the first that holds on `as_of` counts.
    State(Vec<(Value, DateRange)>),
    /// Values of periods.
    Periods(BTreeMap<Period, Value>),
    /// All records.
    Records(Vec<Fields>),
    /// Changes to the records of earlier layers.
    Changes(Changes),
}

/// The fields of a record, by position; unknown where left out.
pub type Fields = Vec<Option<Value>>;

/// What an assessor says of the records of a list. Records are told apart by their key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// All records not named otherwise are confirmed.
    pub confirm_all: bool,
    /// These are confirmed as they are; only their key fields need to be given.
    pub confirm: Vec<Fields>,
    /// These do not count; only their key fields need to be given.
    pub reject: Vec<Fields>,
    /// These stand in place of the records with the same key.
    pub correct: Vec<Fields>,
    /// These are new.
    pub add: Vec<Fields>,
}

/// The sealed entries of one assessor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessor {
    /// Confirms every claim that it does not state otherwise.
    pub confirm_all: bool,
    /// Confirms these facts as they are.
    pub confirm: BTreeSet<FactId>,
    /// The facts as found.
    pub facts: Entries,
    /// Points typed for items, by code.
    pub judged: BTreeMap<String, Rational>,
}

/// A request not to evaluate an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Why.
    pub reason: Text,
    /// The role that approved it; none while it is asked only.
    pub approved_by: Option<String>,
    /// Where it is written.
    pub span: Span,
}

/// The enterprises that are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cohort {
    /// Whether it is frozen; before that, what reads it is pending.
    pub frozen: bool,
    /// The values of all its members, by fact, in base units.
    pub values: BTreeMap<FactId, Vec<Rational>>,
    /// The totals of all its members.
    pub totals: Vec<Rational>,
}

impl Cohort {
    /// The total that a share of the cohort does not exceed; none before it is frozen or while it has fewer than
    /// `at_least` members.
    #[must_use]
    pub fn total_at(&self, share: &Rational, at_least: usize) -> Option<Rational> {
        let usable = self.frozen && self.totals.len() >= at_least;
        if usable { percentile(&self.totals, share) } else { None }
    }
}
