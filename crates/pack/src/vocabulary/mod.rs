//! What a pack can speak about: choices, records, facts, official lists, tables and the results of other programmes.

mod choice;
mod data;
mod derived;
mod read;
mod types;
mod values;

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use crate::calendar::{Date, DateRange};
use crate::expr::form::{Cond, Num};
use crate::number::Rational;
use crate::source::Span;
use crate::text::Text;
use crate::unit::Unit;

pub use choice::Choice;
pub use data::cells;
pub use read::read_vocabulary;
pub use values::{read_value, show_number, show_number_in, show_value};

/// A number of some kind in a vocabulary: typed, so that a fact's number is never taken for a table's.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);
    };
}

id!(/// A [`Choice`] of a [`Vocabulary`].
    ChoiceId);
id!(/// A [`RecordType`] of a [`Vocabulary`].
    RecordId);
id!(/// A [`Fact`] of a [`Vocabulary`].
    FactId);
id!(/// An [`OfficialList`] of a [`Vocabulary`].
    ListId);
id!(/// A [`Table`] of a [`Vocabulary`].
    TableId);
id!(/// An [`OtherResult`] of a [`Vocabulary`].
    ResultId);

/// What a number counts or measures, as far as the checker keeps numbers apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// A plain number, which goes with counts and with ratios.
    Plain,
    /// A number of things.
    Count,
    /// A share or rate, written with `%`.
    Ratio,
}

/// The type of a number: its unit, and for numbers without unit what they stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberType {
    /// The unit people write; values are kept in its base unit.
    pub unit: Unit,
    /// What it stands for; [`Flavour::Plain`] for numbers with a unit.
    pub flavour: Flavour,
}

/// The type of one value.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueType {
    /// Yes or no.
    YesNo,
    /// One of a choice's values.
    Choice(ChoiceId),
    /// A number.
    Number(NumberType),
    /// A civil date.
    Date,
    /// Free text.
    Text,
}

/// One value, exact; numbers in their base unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Yes or no.
    YesNo(bool),
    /// The position of a choice's value.
    Choice(usize),
    /// A number in its base unit.
    Number(Rational),
    /// A date.
    Date(Date),
    /// A text.
    Text(String),
}

/// A day that bounds a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayBound {
    /// This day.
    On(Date),
    /// The day of the evaluation.
    AsOf,
}

impl DayBound {
    /// The day, for an evaluation as of a day.
    #[must_use]
    pub fn day(self, as_of: Date) -> Date {
        match self {
            Self::On(day) => day,
            Self::AsOf => as_of,
        }
    }
}

/// First and last day that a date may be, both allowed; none where it is not bound.
pub type DayBounds = (Option<DayBound>, Option<DayBound>);

/// A field of a record type.
#[derive(Clone, Debug)]
pub struct FieldType {
    /// Its name in the pack.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// Its type.
    pub value: ValueType,
    /// Whether it may be left out; then it is unknown.
    pub optional: bool,
    /// First and last day of a date, both allowed.
    pub days: DayBounds,
    /// Where it is declared.
    pub span: Span,
}

/// A kind of record.
#[derive(Clone, Debug)]
pub struct RecordType {
    /// Its name in the pack.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// Its fields.
    pub fields: Vec<FieldType>,
    /// The fields by which two records are one and the same, by position.
    pub key: Vec<usize>,
    /// The date fields between which a record is valid, both days in, by position.
    pub valid: Option<(usize, usize)>,
    /// Where it is declared.
    pub span: Span,
}

impl RecordType {
    /// The position of a field.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }
}

/// How often a fact has a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// A state, with a value at a time.
    State,
    /// One value for each calendar year.
    Year,
    /// One value at the end of each calendar year.
    YearEnd,
    /// One value for each quarter.
    Quarter,
}

/// Who may state a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The enterprise, and after it the assessors.
    Enterprise,
    /// An authority.
    Authority,
    /// A register, by its name.
    Register(String),
}

/// What a fact holds.
#[derive(Clone, Debug)]
pub enum FactKind {
    /// One value, or one for each period.
    Value(ValueType, Per),
    /// A list of records.
    Records(RecordId),
    /// A number computed from other facts.
    DerivedNumber(NumberType, Per, Box<Num>),
    /// A condition computed from other facts.
    DerivedCondition(Per, Box<Cond>),
}

/// One fact about a subject.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its name in the pack.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// The question put to the enterprise; empty where the title says it.
    pub question: Text,
    /// What it holds.
    pub kind: FactKind,
    /// Lowest and highest value, both allowed, in the base unit.
    pub bounds: (Option<Rational>, Option<Rational>),
    /// First and last day of a date, both allowed.
    pub days: DayBounds,
    /// The fact of which it is a part: in no period is it larger.
    pub at_most: Option<FactId>,
    /// Who may state it.
    pub origin: Origin,
    /// What it covers, such as the single entity or the group.
    pub boundary: String,
    /// The pack that declares it.
    pub pack: String,
    /// Where it is declared.
    pub span: Span,
}

impl Fact {
    /// Whether it has a value for each of several periods.
    #[must_use]
    pub fn has_periods(&self) -> bool {
        matches!(&self.kind, FactKind::Value(_, per) if *per != Per::State)
    }
}

/// An official list of organisations, dated.
#[derive(Clone, Debug)]
pub struct OfficialList {
    /// Its name in the pack.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// The codes on it, where the pack ships it; whether that is the whole list.
    pub members: Option<(Vec<String>, bool)>,
    /// Where it is declared.
    pub span: Span,
}

/// A dated look-up table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name in the pack.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// The types of the key's parts, with their names.
    pub key: Vec<(String, ValueType)>,
    /// The types of the columns, with their names.
    pub columns: Vec<(String, NumberType)>,
    /// The rows: key, validity, values (unknown where the cell is empty).
    pub rows: Vec<TableRow>,
    /// Why the rows are not there, where they are not.
    pub absent: Option<Text>,
    /// Where it is declared.
    pub span: Span,
}

/// A row of a [`Table`].
#[derive(Clone, Debug)]
pub struct TableRow {
    /// The parts of the key.
    pub key: Vec<Value>,
    /// When the row holds.
    pub valid: DateRange,
    /// The values in the order of the columns, in base units.
    pub values: Vec<Option<Rational>>,
}

/// The result of another programme that conditions may read.
#[derive(Clone, Debug)]
pub struct OtherResult {
    /// The programme's name.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// The grades that it gives, as a choice.
    pub grades: ChoiceId,
    /// Where it is declared.
    pub span: Span,
}

/// A kind of evidence document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its name in the pack.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// Where it is declared.
    pub span: Span,
}

/// All that a pack and its imports declare.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Choices, by [`ChoiceId`].
    pub choices: Vec<Choice>,
    /// Record types, by [`RecordId`].
    pub records: Vec<RecordType>,
    /// Facts, by [`FactId`].
    pub facts: Vec<Fact>,
    /// Official lists, by [`ListId`].
    pub lists: Vec<OfficialList>,
    /// Tables, by [`TableId`].
    pub tables: Vec<Table>,
    /// Results of other programmes, by [`ResultId`].
    pub results: Vec<OtherResult>,
    /// Kinds of evidence, by name.
    pub documents: BTreeMap<String, Document>,
    /// Names of facts whose declaration has a finding; expressions that read them have none of their own.
    pub broken: BTreeSet<String>,
}

impl Vocabulary {
    /// The fact of this name.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<FactId> {
        self.facts.iter().position(|fact| fact.name == name).map(FactId)
    }

    /// The choice of this name.
    #[must_use]
    pub fn choice(&self, name: &str) -> Option<ChoiceId> {
        self.choices.iter().position(|choice| choice.name == name).map(ChoiceId)
    }

    /// The record type of this name.
    #[must_use]
    pub fn record(&self, name: &str) -> Option<RecordId> {
        self.records.iter().position(|record| record.name == name).map(RecordId)
    }

    /// The official list of this name.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<ListId> {
        self.lists.iter().position(|list| list.name == name).map(ListId)
    }

    /// The table of this name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<TableId> {
        self.tables.iter().position(|table| table.name == name).map(TableId)
    }

    /// The other programme's result of this name.
    #[must_use]
    pub fn result(&self, name: &str) -> Option<ResultId> {
        self.results.iter().position(|result| result.name == name).map(ResultId)
    }
}

/// Looks an id up: `vocabulary.at(id)`.
macro_rules! lookup {
    ($($id:ident => $field:ident: $of:ty),* $(,)?) => {
        $(impl $id {
            /// What the id names in `vocabulary`.
            #[must_use]
            pub fn of(self, vocabulary: &Vocabulary) -> Option<&$of> {
                vocabulary.$field.get(self.0)
            }
        })*
    };
}

lookup! {
    ChoiceId => choices: Choice,
    RecordId => records: RecordType,
    FactId => facts: Fact,
    ListId => lists: OfficialList,
    TableId => tables: Table,
    ResultId => results: OtherResult,
}
