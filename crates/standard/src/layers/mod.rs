//! What holds at a layer: claims, then what the assessors of each later layer found.
//!
//! The value at a layer is its own entry, else that of the nearest earlier one. A layer has entries only when all its
//! assessors have sealed, and a value only where they agree; where they differ, a later layer decides.

mod records;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::{Date, DateRange, Period};
use duheng_pack::expr::{Known, View};
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::{FactId, FactKind, Origin, Value, Vocabulary};

use crate::model::{Combine, Layer, Standard};
use crate::sheet::{Assessor, Entry, Sheet};
use records::Standing;

/// What holds at one layer.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The layer, by position.
    pub layer: usize,
    /// The values that expressions read.
    pub view: View,
    /// The judged points of items, by code.
    pub judged: BTreeMap<String, Rational>,
    /// Facts on which assessors differ and no later layer has decided.
    pub disputed: BTreeSet<FactId>,
    /// Items whose judged points differ by more than the layer settles itself.
    pub judged_apart: BTreeSet<String>,
    /// Facts that the enterprise claims and no later layer has confirmed.
    pub unconfirmed: BTreeSet<FactId>,
    /// Layers up to this one for which fewer assessors have sealed than there must be: layer, sealed, needed.
    pub unsealed: Vec<(usize, usize, usize)>,
}

/// The last layer that a sheet has entries for, unless it names one; the first where it names an unknown one.
#[must_use]
pub fn layer_of(standard: &Standard, sheet: &Sheet) -> usize {
    if let Some(layer) = &sheet.layer {
        return standard.layer(layer).unwrap_or(0);
    }
    let entered = standard
        .layers
        .iter()
        .rposition(|layer| sheet.layers.get(&layer.id).is_some_and(|of| !of.is_empty()));
    entered.unwrap_or(0)
}

/// Settles what holds at `layer`.
#[must_use]
pub fn settle(standard: &Standard, vocabulary: &Vocabulary, sheet: &Sheet, layer: usize) -> Settled {
    let facts = vocabulary.facts.len();
    let mut settled = Settled {
        layer,
        view: View::empty(sheet.as_of, sheet.year, facts, vocabulary.lists.len(), vocabulary.results.len()),
        judged: BTreeMap::new(),
        disputed: BTreeSet::new(),
        judged_apart: BTreeSet::new(),
        unconfirmed: BTreeSet::new(),
        unsealed: Vec::new(),
    };
    let panels = panels(standard, sheet, layer, &mut settled);
    let is_last = layer > 0 && layer + 1 == standard.layers.len();
    let strict = is_last && standard.layers.get(layer).is_some_and(|last| !last.unconfirmed_counts);
    for (at, fact) in vocabulary.facts.iter().enumerate() {
        let id = FactId(at);
        let known = if fact.origin == Origin::Enterprise {
            let states = fact_over(vocabulary, id, sheet, &panels);
            let Some(state) = states else { continue };
            if state.disputed() {
                settled.disputed.insert(id);
            }
            if state.unconfirmed() {
                settled.unconfirmed.insert(id);
            }
            state.known(sheet.as_of, strict)
        } else {
            given(vocabulary, sheet, id)
        };
        if let Some(slot) = settled.view.facts.get_mut(at) {
            *slot = known;
        }
    }
    judge(&panels, &mut settled);
    outside(standard, vocabulary, sheet, &mut settled.view);
    settled
}

/// The sealed assessors of each later layer up to `layer` that has enough of them.
fn panels<'s>(
    standard: &'s Standard,
    sheet: &'s Sheet,
    layer: usize,
    settled: &mut Settled,
) -> Vec<(&'s Layer, Vec<&'s Assessor>)> {
    let mut panels = Vec::new();
    for (at, of) in standard.layers.iter().enumerate().take(layer + 1).skip(1) {
        let sealed: Vec<&Assessor> =
            sheet.layers.get(&of.id).map(|of| of.values().collect()).unwrap_or_default();
        if sealed.is_empty() {
            continue;
        }
        if sealed.len() < of.assessors {
            settled.unsealed.push((at, sealed.len(), of.assessors));
            continue;
        }
        panels.push((of, sealed));
    }
    panels
}

/// What stands for one fact.
enum State<'s> {
    /// A state or one of its periods: the values, each on its own.
    Values(Values<'s>),
    /// A list.
    Records(Standing<'s>),
}

type Values<'s> = BTreeMap<Option<Period>, Held<'s>>;

/// What is stated for a state or for one period.
#[derive(Clone, Copy, PartialEq)]
enum Stated<'s> {
    /// A state: values, each with the days between which it holds.
    Dated(&'s [(Value, DateRange)]),
    /// The value of a period.
    One(&'s Value),
}

/// One value with how far it is settled.
#[derive(Clone, Copy)]
struct Held<'s> {
    value: Option<Stated<'s>>,
    confirmed: bool,
    disputed: bool,
}

fn fact_over<'s>(
    vocabulary: &Vocabulary,
    id: FactId,
    sheet: &'s Sheet,
    panels: &[(&Layer, Vec<&'s Assessor>)],
) -> Option<State<'s>> {
    let fact = id.of(vocabulary)?;
    match &fact.kind {
        FactKind::Records(record) => {
            let of = record.of(vocabulary)?;
            let mut standing = Standing::claimed(of, sheet.claims.get(&id));
            for (_, assessors) in panels {
                standing.review(of, id, assessors);
            }
            Some(State::Records(standing))
        }
        FactKind::Value(..) => Some(State::Values(values_over(id, sheet, panels))),
        FactKind::DerivedNumber(..) | FactKind::DerivedCondition(..) => None,
    }
}

/// The values of an entry, by period; a state has none.
fn by_period(entry: &Entry) -> impl Iterator<Item = (Option<Period>, Stated<'_>)> {
    let (state, periods) = match entry {
        Entry::State(values) => (Some((None, Stated::Dated(values))), None),
        Entry::Periods(values) => (None, Some(values)),
        Entry::Records(_) | Entry::Changes(_) => (None, None),
    };
    let one = |(period, value): (&Period, _)| (Some(*period), Stated::One(value));
    state.into_iter().chain(periods.into_iter().flatten().map(one))
}

/// The value of an entry at a period.
fn stated_at(entry: &Entry, period: Option<Period>) -> Option<Stated<'_>> {
    match (entry, period) {
        (Entry::State(values), None) => Some(Stated::Dated(values)),
        (Entry::Periods(values), Some(period)) => values.get(&period).map(Stated::One),
        _ => None,
    }
}

fn values_over<'s>(id: FactId, sheet: &'s Sheet, panels: &[(&Layer, Vec<&'s Assessor>)]) -> Values<'s> {
    let claimed = |value| Held { value: Some(value), confirmed: false, disputed: false };
    let claims = sheet.claims.get(&id).into_iter().flat_map(by_period);
    let mut held: Values<'s> = claims.map(|(period, value)| (period, claimed(value))).collect();
    for (_, assessors) in panels {
        let mut periods: BTreeSet<Option<Period>> = held.keys().copied().collect();
        let entered = assessors.iter().filter_map(|assessor| assessor.facts.get(&id));
        periods.extend(entered.flat_map(by_period).map(|(period, _)| period));
        for period in periods {
            let before = held.get(&period).and_then(|held| held.value);
            let statement = |assessor: &&'s Assessor| {
                let confirms = assessor.confirm_all || assessor.confirm.contains(&id);
                let entered = assessor.facts.get(&id).and_then(|entry| stated_at(entry, period));
                entered.or_else(|| before.filter(|_| confirms))
            };
            let statements: Vec<Option<Stated<'s>>> = assessors.iter().map(statement).collect();
            match agreement(&statements) {
                Agreement::Silent => {}
                Agreement::All(value) => {
                    held.insert(period, Held { value: Some(*value), confirmed: true, disputed: false });
                }
                Agreement::Differ => {
                    held.insert(period, Held { value: None, confirmed: false, disputed: true });
                }
            }
        }
    }
    held
}

/// What several statements come to.
enum Agreement<'a, T> {
    /// All state the same.
    All(&'a T),
    /// Two differ.
    Differ,
    /// Some are silent and the others do not differ.
    Silent,
}

fn agreement<T: PartialEq>(statements: &[Option<T>]) -> Agreement<'_, T> {
    let mut stated = statements.iter().flatten();
    let Some(first) = stated.next() else { return Agreement::Silent };
    if stated.any(|other| other != first) {
        return Agreement::Differ;
    }
    if statements.iter().all(Option::is_some) { Agreement::All(first) } else { Agreement::Silent }
}

impl State<'_> {
    fn disputed(&self) -> bool {
        match self {
            Self::Values(values) => values.values().any(|held| held.disputed),
            Self::Records(standing) => standing.disputed(),
        }
    }

    fn unconfirmed(&self) -> bool {
        match self {
            Self::Values(values) => values.values().any(|held| held.value.is_some() && !held.confirmed),
            Self::Records(standing) => standing.unconfirmed(),
        }
    }

    /// What expressions read; with `strict`, nothing that is unconfirmed.
    fn known(self, as_of: Date, strict: bool) -> Known {
        let values = match self {
            Self::Records(standing) => return standing.known(strict),
            Self::Values(values) => values,
        };
        let mut periods = Vec::new();
        for (period, held) in values {
            let current = held.value.filter(|_| held.confirmed || !strict).and_then(|value| value.on(as_of));
            match (period, current) {
                (None, Some(value)) => return Known::State(value.clone()),
                (Some(period), Some(value)) => periods.push((period, value.clone())),
                (_, None) => {}
            }
        }
        if periods.is_empty() { Known::Nothing } else { Known::Periods(periods) }
    }
}

impl<'s> Stated<'s> {
    /// The first value that holds on a day.
    fn on(self, day: Date) -> Option<&'s Value> {
        match self {
            Self::One(value) => Some(value),
            Self::Dated(values) => {
                values.iter().find(|(_, range)| range.contains(day)).map(|(value, _)| value)
            }
        }
    }
}

/// What a register or authority gives: settled as it is.
fn given(vocabulary: &Vocabulary, sheet: &Sheet, id: FactId) -> Known {
    match (sheet.given.get(&id), id.of(vocabulary).map(|fact| &fact.kind)) {
        (None | Some(Entry::Changes(_)), _) => Known::Nothing,
        (entry @ Some(Entry::Records(_)), Some(FactKind::Records(record))) => match record.of(vocabulary) {
            Some(of) => Standing::claimed(of, entry).known(false),
            None => Known::Nothing,
        },
        (Some(entry), _) => {
            let settled = |value| Held { value: Some(value), confirmed: true, disputed: false };
            let values = by_period(entry).map(|(period, value)| (period, settled(value)));
            State::Values(values.collect()).known(sheet.as_of, false)
        }
    }
}

/// Judged points: combined where they lie close enough, left to a later layer where they do not.
fn judge(panels: &[(&Layer, Vec<&Assessor>)], settled: &mut Settled) {
    for (layer, assessors) in panels {
        let codes: BTreeSet<&String> = assessors.iter().flat_map(|assessor| assessor.judged.keys()).collect();
        for code in codes {
            let points: Option<Vec<Rational>> =
                assessors.iter().map(|assessor| assessor.judged.get(code).cloned()).collect();
            let Some(points) = points else { continue };
            match combine(layer, points) {
                Some(value) => {
                    settled.judged.insert(code.to_string(), value);
                    settled.judged_apart.remove(code);
                }
                None => {
                    settled.judged.remove(code);
                    settled.judged_apart.insert(code.to_string());
                }
            }
        }
    }
}

fn combine(layer: &Layer, mut points: Vec<Rational>) -> Option<Rational> {
    points.sort();
    let (first, last) = (points.first()?, points.last()?);
    let apart = last - first;
    if layer.gap.as_ref().is_some_and(|gap| apart > *gap) {
        return None;
    }
    let count = points.len();
    match layer.judged {
        Combine::Consensus => apart.is_zero().then(|| first.clone()),
        Combine::Mean => points.iter().cloned().sum::<Rational>().checked_div(&Rational::from(count)),
        Combine::Median => {
            let (low, high) = (points.get((count - 1) / 2)?, points.get(count / 2)?);
            (low + high).checked_div(&Rational::from_int(2))
        }
    }
}

/// What comes from outside the filing: official lists, other results, the cohort.
fn outside(standard: &Standard, vocabulary: &Vocabulary, sheet: &Sheet, view: &mut View) {
    for (at, list) in vocabulary.lists.iter().enumerate() {
        let stated = sheet.lists.get(&duheng_pack::vocabulary::ListId(at)).copied();
        let shipped = list.members.as_ref().filter(|_| !sheet.subject.uscc.is_empty()).and_then(
            |(members, complete)| {
                let contained = members.contains(&sheet.subject.uscc);
                (contained || *complete).then_some(contained)
            },
        );
        if let Some(slot) = view.lists.get_mut(at) {
            *slot = stated.or(shipped);
        }
    }
    for (result, (grade, range, _)) in &sheet.results {
        if let Some(slot) = view.results.get_mut(result.0) {
            *slot = range.contains(sheet.as_of).then_some(*grade);
        }
    }
    if sheet.cohort.frozen {
        let large = |values: &&Vec<Rational>| values.len() >= standard.cohort_at_least && !values.is_empty();
        let values = sheet.cohort.values.iter().filter(|(_, values)| large(values));
        view.cohort = values.map(|(fact, values)| (*fact, values.clone())).collect();
    }
}
