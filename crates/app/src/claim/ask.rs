//! What a claim asks: the facts that its items read, each once, as fields that a person fills in.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::calendar::{Period, years_ending};
use duheng_pack::expr::Evaluator;
use duheng_pack::expr::form::Cond;
use duheng_pack::text::Text;
use duheng_pack::vocabulary::{
    Fact, FactId, FactKind, Flavour, NumberType, Origin, Per, ValueType, Vocabulary, show_number_in,
};
use duheng_standard::model::{Form, Rule, Standard};
use duheng_standard::score::{Figure, figures_of_cond, figures_of_num};

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
    /// Lowest and highest value as shown; empty for none.
    pub bounds: [Text; 2],
    /// Whether an authority or a register gives it, so that the enterprise cannot.
    pub given: bool,
    /// The codes of the items that read it, in order.
    pub items: Vec<String>,
}

/// All facts that a standard reads of an enterprise, by name.
pub(super) fn asks(
    standard: &Standard,
    vocabulary: &Vocabulary,
    year: Option<i16>,
    evaluator: Option<&mut Evaluator<'_>>,
) -> BTreeMap<String, Ask> {
    let periods = evaluator.map(|evaluator| periods(standard, evaluator)).unwrap_or_default();
    let mut found: BTreeMap<String, Ask> = BTreeMap::new();
    for (code, facts) in readers(standard, vocabulary) {
        for id in facts {
            let Some(fact) = id.of(vocabulary) else { continue };
            let Some(kind) = kind(fact, vocabulary) else { continue };
            let own = periods.get(&id).cloned().unwrap_or_default();
            let ask = found.entry(fact.name.clone()).or_insert_with(|| Ask {
                fact: fact.name.clone(),
                title: fact.title.clone(),
                question: fact.question.clone(),
                kind,
                periods: asked_periods(fact, own, year),
                bounds: bounds(fact),
                given: fact.origin != Origin::Enterprise,
                items: Vec::new(),
            });
            ask.items.push(code.clone());
        }
    }
    found
}

/// What reads which facts that are stated: items, then requirements and vetoes.
pub(super) fn readers(standard: &Standard, vocabulary: &Vocabulary) -> Vec<(String, Vec<FactId>)> {
    let of_bonus = standard.bonus.as_ref().and_then(|bonus| bonus.of).map(|(fact, _)| fact);
    let base = standard.base_items().count();
    let mut found = Vec::new();
    for (at, item) in standard.items().enumerate() {
        let mut facts = item.reads.clone();
        facts.extend(of_bonus.filter(|of| at >= base && !item.reads.contains(of)));
        found.push((item.code.clone(), facts));
    }
    let behind = |cond: &Cond| duheng_standard::score::facts_behind(vocabulary, cond).into_iter().collect();
    found.extend(standard.gate.iter().map(|gate| (gate.id.clone(), behind(&gate.holds))));
    found.extend(standard.vetoes.iter().map(|veto| (veto.id.clone(), behind(&veto.when))));
    found
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

/// The periods of each fact that the conditions and formulas of a standard look at.
fn periods(standard: &Standard, evaluator: &mut Evaluator<'_>) -> BTreeMap<FactId, BTreeSet<Period>> {
    let mut found = BTreeMap::new();
    for item in standard.items() {
        of_rule(&item.rule, evaluator, &mut found);
    }
    let gates = standard.gate.iter().map(|gate| &gate.holds);
    for cond in gates.chain(standard.vetoes.iter().map(|veto| &veto.when)) {
        keep(&figures_of_cond(evaluator, cond), &mut found);
    }
    found
}

fn of_rule(rule: &Rule, evaluator: &mut Evaluator<'_>, found: &mut BTreeMap<FactId, BTreeSet<Period>>) {
    if let Some(when) = &rule.when {
        keep(&figures_of_cond(evaluator, when), found);
    }
    match &rule.form {
        Form::Formula(number, _) => keep(&figures_of_num(evaluator, number), found),
        Form::Either { condition, .. } => keep(&figures_of_cond(evaluator, condition), found),
        _ => {}
    }
    for inner in rule.inner() {
        of_rule(inner, evaluator, found);
    }
}

fn keep(figures: &[Figure], found: &mut BTreeMap<FactId, BTreeSet<Period>>) {
    for figure in figures {
        if let Figure::Fact { fact, period, from, .. } = figure {
            let periods = found.entry(*fact).or_default();
            periods.extend(*period);
            keep(from, found);
        }
    }
}
