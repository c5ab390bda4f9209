//! What a claim asks: the facts that its items read, each once, as fields that a person fills in.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::calendar::{Date, Period, years_ending};
use duheng_pack::text::Text;
use duheng_pack::vocabulary::{
    Fact, FactKind, Flavour, NumberType, Origin, Per, ValueType, Vocabulary, show_number_in,
};
use duheng_standard::counted::{Picks, counted};
use duheng_standard::dictionary;
use duheng_standard::model::Standard;

/// What an answer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskKind {
    /// Yes or no.
    YesNo,
    /// One of these codes, with their titles.
    Choice(Vec<(String, Text)>),
    /// A number.
    Number {
        /// The unit that the pack names; empty for none.
        unit: String,
        /// The units that may be chosen, that of the pack first; empty where there is none.
        units: Vec<String>,
        /// Whether it is a number of things.
        count: bool,
    },
    /// A date.
    Date,
    /// A text.
    Text,
    /// A list of records with these columns.
    Records(Vec<Column>),
}

impl AskKind {
    /// Its stable name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::YesNo => "yes-no",
            Self::Choice(_) => "choice",
            Self::Number { .. } => "number",
            Self::Date => "date",
            Self::Text => "text",
            Self::Records(_) => "records",
        }
    }

    /// The columns of a list.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        match self {
            Self::Records(columns) => columns,
            _ => &[],
        }
    }

    fn of(value: &ValueType, vocabulary: &Vocabulary) -> Self {
        match value {
            ValueType::YesNo => Self::YesNo,
            ValueType::Date => Self::Date,
            ValueType::Text => Self::Text,
            ValueType::Choice(choice) => {
                Self::Choice(choice.of(vocabulary).map(|of| of.values.clone()).unwrap_or_default())
            }
            ValueType::Number(of) => Self::number(of),
        }
    }

    fn number(of: &NumberType) -> Self {
        let unit = of.unit.symbol();
        let mut units = Vec::new();
        if !unit.is_empty() {
            units.push(unit.clone());
            let others =
                of.unit.alternatives().into_iter().filter(|other| *other != unit && !other.is_empty());
            units.extend(others);
            // a ratio is asked for in percent, as everybody writes it
            if of.flavour == Flavour::Ratio {
                units.truncate(1);
            }
        }
        Self::Number { unit, units, count: of.flavour == Flavour::Count }
    }
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the pack.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// What stands in it.
    pub kind: AskKind,
    /// Whether it may be left empty.
    pub optional: bool,
}

/// One fact that a claim asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Its name in the pack.
    pub fact: String,
    /// What people read.
    pub title: Text,
    /// The question put to the enterprise; empty where the title says it.
    pub question: Text,
    /// What an answer is.
    pub kind: AskKind,
    /// The periods, the latest first; empty for a fact without periods.
    pub periods: Vec<String>,
    /// Those of them that nobody asks for and somebody answered all the same.
    pub unread: BTreeSet<String>,
    /// The periods that each item reads, by its code, where it reads some alone.
    pub read: BTreeMap<String, BTreeSet<String>>,
    /// Lowest and highest value as shown; empty for none.
    pub bounds: [Text; 2],
    /// Whether an authority or a register gives it, so that the enterprise cannot.
    pub given: bool,
    /// The codes of the items that read it, in order.
    pub items: Vec<String>,
    /// Which rows of a list each item counts, by its code; an item that counts them all is not among them.
    pub counted: BTreeMap<String, Vec<Picked>>,
}

/// What a row has to say to be counted: the codes that fit, by the names of the columns that have to say one of some.
pub type Picked = BTreeMap<String, BTreeSet<String>>;

/// All facts that a standard reads of an enterprise, by name. `dates` are reporting year and day of the evaluation.
pub(super) fn asks(
    standard: &Standard,
    vocabulary: &Vocabulary,
    dates: Option<(i16, Date)>,
) -> BTreeMap<String, Ask> {
    let read = dates.map(|(year, as_of)| dictionary::periods_read(standard, vocabulary, as_of, year));
    let read = read.unwrap_or_default();
    let counted = counted(standard, vocabulary);
    let is_grade = |code: &String| standard.grades.iter().any(|band| band.code == *code);
    let mut found: BTreeMap<String, Ask> = BTreeMap::new();
    for (id, read_by) in dictionary::readers(standard, vocabulary) {
        let Some(fact) = id.of(vocabulary) else { continue };
        let Some(kind) = kind(fact, vocabulary) else { continue };
        let of_fact = || read.iter().filter_map(|(code, facts)| Some((code, facts.get(&id)?)));
        let own = of_fact().flat_map(|(_, periods)| periods).copied().collect();
        // a grade has no page on which it could ask
        let of_items = of_fact().filter(|(code, _)| !is_grade(code));
        let ask = Ask {
            fact: fact.name.clone(),
            title: fact.title.clone(),
            question: fact.question.clone(),
            kind,
            unread: BTreeSet::new(),
            read: of_items
                .map(|(code, periods)| (code.clone(), periods.iter().map(ToString::to_string).collect()))
                .collect(),
            periods: asked_periods(fact, own, dates.map(|(year, _)| year)),
            bounds: bounds(fact),
            given: fact.origin != Origin::Enterprise,
            counted: picked(fact, vocabulary, |code| counted.get(code)?.get(&id), &read_by),
            items: read_by,
        };
        found.insert(fact.name.clone(), ask);
    }
    found
}

/// What each of these items picks from a list, in the names of the pack.
fn picked<'p>(
    fact: &Fact,
    vocabulary: &Vocabulary,
    of: impl Fn(&str) -> Option<&'p Vec<Picks>>,
    items: &[String],
) -> BTreeMap<String, Vec<Picked>> {
    let columns = dictionary::columns(fact, vocabulary);
    let named = |(at, values): (&usize, &BTreeSet<usize>)| {
        let column = columns.get(*at)?;
        let ValueType::Choice(choice) = &column.value else { return None };
        let choice = choice.of(vocabulary)?;
        let codes = values.iter().filter_map(|value| Some(choice.values.get(*value)?.0.clone()));
        Some((column.name.clone(), codes.collect()))
    };
    let named = |picks: &Picks| picks.iter().filter_map(named).collect();
    let own = items.iter().filter_map(|code| Some((code.clone(), of(code)?.iter().map(named).collect())));
    own.collect()
}

fn kind(fact: &Fact, vocabulary: &Vocabulary) -> Option<AskKind> {
    match &fact.kind {
        FactKind::Value(of, _) => Some(AskKind::of(of, vocabulary)),
        FactKind::Records(record) => {
            let fields = record.of(vocabulary).map(|of| of.fields.as_slice()).unwrap_or_default();
            let column = |field: &duheng_pack::vocabulary::FieldType| Column {
                name: field.name.clone(),
                title: field.title.clone(),
                kind: AskKind::of(&field.value, vocabulary),
                optional: field.optional,
            };
            Some(AskKind::Records(fields.iter().map(column).collect()))
        }
        FactKind::DerivedNumber(..) | FactKind::DerivedCondition(..) => None,
    }
}

fn asked_periods(fact: &Fact, own: BTreeSet<Period>, year: Option<i16>) -> Vec<String> {
    let FactKind::Value(_, per) = &fact.kind else { return Vec::new() };
    if *per == Per::State {
        return Vec::new();
    }
    let mut periods = own;
    if periods.is_empty() {
        periods.extend(year.into_iter().flat_map(|year| years_ending(year, 1)));
    }
    periods.iter().rev().map(ToString::to_string).collect()
}

fn bounds(fact: &Fact) -> [Text; 2] {
    let FactKind::Value(ValueType::Number(of), _) = &fact.kind else { return Default::default() };
    let shown = |bound: &Option<duheng_pack::number::Rational>| {
        bound.as_ref().map_or_else(Text::default, |bound| {
            Text::new(show_number_in(of, bound, true), show_number_in(of, bound, false))
        })
    };
    [shown(&fact.bounds.0), shown(&fact.bounds.1)]
}
