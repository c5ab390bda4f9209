//! Facts as fields of a form: each once, however many items read it.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::calendar::Period;
use duheng_pack::text::Text;
use duheng_pack::vocabulary::{
    Choice, DayBound, Fact, FactId, FactKind, FieldType, Flavour, Origin, Per, ValueType, Vocabulary,
};
use duheng_standard::dictionary;
use duheng_standard::model::Standard;

/// What a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Yes or no.
    YesNo,
    /// One of these values, each with its title.
    Choice(Vec<(String, Text)>),
    /// A number of things.
    Count,
    /// A share or rate, written with `%`.
    Ratio,
    /// An amount of money in this unit.
    Money(String),
    /// A number in this unit; without one where it is empty.
    Number(String),
    /// A day.
    Date,
    /// Words.
    Text,
    /// A list of records with these columns.
    Records(Vec<FormColumn>),
}

/// A column of a list of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormColumn {
    /// Its name in the pack.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether it may be left out.
    pub optional: bool,
    /// The first day of a date, or `as_of`; empty for none.
    pub first: String,
    /// The last day of a date, or `as_of`; empty for none.
    pub last: String,
}

/// A fact that an enterprise states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFact {
    /// Its name in the pack.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// The question put to the enterprise; empty where the title says it.
    pub question: Text,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether it is a value at the end of each period rather than of the whole of it.
    pub at_year_end: bool,
    /// The periods for which it is asked, in order of time; empty where it has none.
    pub periods: Vec<String>,
    /// The least value with its unit, or the first day; empty for none.
    pub least: String,
    /// The greatest value with its unit, or the last day; empty for none.
    pub greatest: String,
    /// The name of the fact of which it is a part: in no period is it larger.
    pub part_of: Option<String>,
    /// What it covers, such as the single entity or the group; empty where it is not told.
    pub boundary: String,
    /// The codes of the items, requirements, vetoes and grades that read it, in order.
    pub read_by: Vec<String>,
}

/// The periods for which items, requirements, vetoes and grades read facts, by code and fact.
pub(super) type Periods = BTreeMap<String, BTreeMap<FactId, BTreeSet<Period>>>;

/// The facts that an enterprise states for a standard, in the order in which the pack declares them.
pub(super) fn asked(
    standard: &Standard,
    vocabulary: &Vocabulary,
    read: &Periods,
) -> BTreeMap<FactId, FormFact> {
    let mut found = BTreeMap::new();
    for (id, read_by) in dictionary::readers(standard, vocabulary) {
        let Some(fact) = id.of(vocabulary) else { continue };
        let kind = match &fact.kind {
            FactKind::Value(of, _) => kind(of, vocabulary),
            FactKind::Records(_) => {
                let columns = dictionary::columns(fact, vocabulary).iter();
                FieldKind::Records(columns.map(|of| column(of, vocabulary)).collect())
            }
            FactKind::DerivedNumber(..) | FactKind::DerivedCondition(..) => continue,
        };
        if fact.origin != Origin::Enterprise {
            continue;
        }
        let asked: BTreeSet<&Period> = read.values().filter_map(|facts| facts.get(&id)).flatten().collect();
        let asked = asked.into_iter().map(ToString::to_string).collect();
        found.insert(id, field(fact, kind, asked, read_by, vocabulary));
    }
    found
}

fn field(
    fact: &Fact,
    kind: FieldKind,
    periods: Vec<String>,
    read_by: Vec<String>,
    vocabulary: &Vocabulary,
) -> FormFact {
    let either =
        |number: String, bound: Option<DayBound>| if number.is_empty() { day(bound) } else { number };
    FormFact {
        name: fact.name.clone(),
        title: fact.title.clone(),
        question: fact.question.clone(),
        kind,
        at_year_end: dictionary::per(fact) == Some(Per::YearEnd),
        periods,
        least: either(dictionary::bound(fact, fact.bounds.0.as_ref()), fact.days.0),
        greatest: either(dictionary::bound(fact, fact.bounds.1.as_ref()), fact.days.1),
        part_of: fact.at_most.and_then(|whole| whole.of(vocabulary)).map(|whole| whole.name.clone()),
        boundary: fact.boundary.clone(),
        read_by,
    }
}

fn day(bound: Option<DayBound>) -> String {
    match bound {
        Some(DayBound::On(day)) => day.to_string(),
        Some(DayBound::AsOf) => "as_of".to_owned(),
        None => String::new(),
    }
}

fn kind(of: &ValueType, vocabulary: &Vocabulary) -> FieldKind {
    match of {
        ValueType::YesNo => FieldKind::YesNo,
        ValueType::Choice(choice) => {
            let values = choice.of(vocabulary).map(|choice: &Choice| choice.values.clone());
            FieldKind::Choice(values.unwrap_or_default())
        }
        ValueType::Number(of) => match of.flavour {
            Flavour::Count => FieldKind::Count,
            Flavour::Ratio => FieldKind::Ratio,
            Flavour::Plain if of.unit.is_money() => FieldKind::Money(of.unit.symbol()),
            Flavour::Plain => FieldKind::Number(of.unit.symbol()),
        },
        ValueType::Date => FieldKind::Date,
        ValueType::Text => FieldKind::Text,
    }
}

fn column(of: &FieldType, vocabulary: &Vocabulary) -> FormColumn {
    FormColumn {
        name: of.name.clone(),
        title: of.title.clone(),
        kind: kind(&of.value, vocabulary),
        optional: of.optional,
        first: day(of.days.0),
        last: day(of.days.1),
    }
}
