//! Sheets made from a seed: enterprises that meet a standard more or less, often exactly at its thresholds, with
//! gaps, duplicates, doubts and quarrelling assessors.

mod dice;
mod facts;
mod hints;
mod records;
mod reviews;
mod written;

use std::collections::BTreeMap;

use duheng_pack::calendar::{Date, DateRange};
use duheng_pack::expr::form::{Cond, CondKind, Num};
use duheng_pack::number::Rational;
use duheng_pack::source::Span;
use duheng_pack::text::Text;
use duheng_pack::vocabulary::{FactId, FactKind, ListId, Origin, ResultId, Value, ValueType, Vocabulary};
use duheng_standard::model::Standard;
use duheng_standard::sheet::{Cohort, Entries, Entry, Request, Sheet, Subject};

pub use dice::Dice;
use hints::{Hints, hints};
use records::{Maker, is_zero_test};
pub use written::{claims, given, layers, lists};

/// What an enterprise is like; all in per cent unless said otherwise.
#[derive(Clone, Copy, Debug)]
struct Temper {
    /// How much of what is asked for it does.
    quality: u8,
    /// How much of what it does it states.
    stated: u8,
    /// How much stands in its lists that nobody asked for.
    noise: u8,
    /// The least number of records of a list.
    records: usize,
    /// How its layers look.
    reviewed: Reviewed,
    /// Whether nothing is odd about it: the usual day, a frozen cohort, nothing on its record with authorities.
    ordinary: bool,
    /// The day of the evaluation and the reporting year, where they are given. Such an enterprise states only what can be:
    /// nothing of the future, nothing twice, amounts of money in the size of a firm.
    day: Option<(Date, i16)>,
}

/// How the entries of assessors look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reviewed {
    /// None.
    Not,
    /// All layers are sealed and agree with the claims.
    Smoothly,
    /// All layers are sealed; assessors correct, add and reject, mostly together.
    Thoroughly,
    /// Anything, also too few assessors and layers left out.
    Wildly,
}

/// An enterprise of a seed; all its throws follow from the seed, so the same seed gives the same sheet.
#[must_use]
pub fn sheet(vocabulary: &Vocabulary, standard: &Standard, seed: u64) -> Sheet {
    let mut dice = Dice::new(seed);
    let quality = dice.pick(&[30, 60, 75, 85, 90, 94, 97, 99, 100]).copied().unwrap_or(90);
    let stated = dice.pick(&[60, 85, 95, 98, 100, 100]).copied().unwrap_or(100);
    let reviewed = match dice.below(20) {
        0..=2 => Reviewed::Not,
        3..=8 => Reviewed::Smoothly,
        9..=14 => Reviewed::Thoroughly,
        _ => Reviewed::Wildly,
    };
    make(
        vocabulary,
        standard,
        dice,
        Temper { quality, stated, noise: 40, records: 0, reviewed, ordinary: false, day: None },
    )
}

/// An average enterprise: nearly all is stated, most is met, and the assessors agree.
#[must_use]
pub fn typical(vocabulary: &Vocabulary, standard: &Standard, seed: u64) -> Sheet {
    let temper = Temper {
        quality: 92,
        stated: 99,
        noise: 20,
        records: 0,
        reviewed: Reviewed::Smoothly,
        ordinary: true,
        day: None,
    };
    make(vocabulary, standard, Dice::new(seed), temper)
}

/// An enterprise that makes scoring work: 200 records in each list, and corrections in all layers.
#[must_use]
pub fn worst(vocabulary: &Vocabulary, standard: &Standard, seed: u64) -> Sheet {
    let temper = Temper {
        quality: 95,
        stated: 95,
        noise: 100,
        records: 200,
        reviewed: Reviewed::Thoroughly,
        ordinary: true,
        day: None,
    };
    make(vocabulary, standard, Dice::new(seed), temper)
}

/// An enterprise that may be shown: what it states can be, and it does so many of a hundred things that are asked for.
#[must_use]
pub fn plausible(
    vocabulary: &Vocabulary,
    standard: &Standard,
    seed: u64,
    quality: u8,
    day: (Date, i16),
) -> Sheet {
    let temper = Temper {
        quality,
        stated: 100,
        noise: 10,
        records: 0,
        reviewed: Reviewed::Smoothly,
        ordinary: true,
        day: Some(day),
    };
    make(vocabulary, standard, Dice::new(seed), temper)
}

fn make(vocabulary: &Vocabulary, standard: &Standard, mut dice: Dice, temper: Temper) -> Sheet {
    let (as_of, year) = day_of(&mut dice, temper);
    let hints = hints(vocabulary, standard);
    let mut maker = Maker::new(vocabulary, &hints, as_of, year);
    if temper.day.is_some() {
        maker.firm = true;
        maker.later = LATER.iter().filter_map(|days| as_of.plus_days(*days)).collect();
        maker.edges.retain(|edge| *edge <= as_of);
    }
    let mut enterprise = Enterprise { standard, temper, maker, dice };
    let mut sheet = Sheet {
        subject: enterprise.subject(),
        standard: Some(standard.id.clone()),
        profile: (!standard.profile.id.is_empty()).then(|| standard.profile.id.clone()),
        layer: None,
        as_of,
        year,
        claims: Entries::new(),
        given: Entries::new(),
        lists: enterprise.lists(),
        layers: BTreeMap::new(),
        not_evaluated: BTreeMap::new(),
        results: enterprise.results(),
        cohort: Cohort::default(),
    };
    for (at, fact) in vocabulary.facts.iter().enumerate() {
        let id = FactId(at);
        if let Some(entry) = enterprise.entry(id, fact) {
            let entries =
                if fact.origin == Origin::Enterprise { &mut sheet.claims } else { &mut sheet.given };
            entries.insert(id, entry);
        }
    }
    enterprise.requests(&mut sheet);
    sheet.cohort = enterprise.cohort(&sheet);
    sheet.layers = enterprise.layers(&sheet);
    sheet
}

/// In how many days things end that still hold.
const LATER: &[i32] = &[190, 380, 560, 730, 910, 1090];
/// How many of a hundred plausible enterprises do what lets them in.
const ADMITTED: u8 = 98;
/// How many of a hundred stand on an official list.
const LISTED: u8 = 10;

/// The day of the evaluation and the reporting year.
fn day_of(dice: &mut Dice, temper: Temper) -> (Date, i16) {
    if let Some(day) = temper.day {
        return day;
    }
    let days = [(2026, 6, 1), (2026, 6, 1), (2024, 2, 29), (2026, 3, 31), (2026, 1, 1), (2025, 12, 31)];
    let (year, month, day) = match dice.pick(&days) {
        Some(day) if !temper.ordinary => *day,
        _ => (2026, 6, 1),
    };
    let reporting = if temper.ordinary || dice.chance(90) { year - 1 } else { year };
    (Date::new(year, month, day).unwrap_or(Date::FIRST), reporting)
}

/// One enterprise in the making.
struct Enterprise<'a> {
    standard: &'a Standard,
    temper: Temper,
    maker: Maker<'a>,
    dice: Dice,
}

impl<'a> Enterprise<'a> {
    fn vocabulary(&self) -> &'a Vocabulary {
        self.maker.vocabulary
    }

    fn hints(&self) -> &'a Hints {
        self.maker.hints
    }

    /// How good the enterprise is at a fact: hardly anybody applies who cannot be let in.
    fn quality(&self, fact: FactId) -> u8 {
        let lets_in = self.temper.day.is_some() && self.hints().gate.contains(&fact);
        if lets_in { ADMITTED } else { self.temper.quality }
    }

    fn subject(&mut self) -> Subject {
        let lists = self.vocabulary().lists.iter();
        let members: Vec<&String> =
            lists.filter_map(|list| list.members.as_ref()).flat_map(|(members, _)| members).collect();
        let uscc = match self.dice.pick(&members) {
            Some(member) if self.dice.chance(30) => (*member).clone(),
            _ => String::from("914403000000000276"),
        };
        Subject { name: String::from("示例企业有限公司"), uscc, fictional: true }
    }

    fn lists(&mut self) -> BTreeMap<ListId, bool> {
        let mut lists = BTreeMap::new();
        for at in 0..self.vocabulary().lists.len() {
            if self.temper.day.is_some() {
                lists.insert(ListId(at), self.dice.chance(LISTED));
            } else if self.dice.chance(70) {
                lists.insert(ListId(at), self.dice.chance(50));
            }
        }
        lists
    }

    fn results(&mut self) -> BTreeMap<ResultId, (usize, DateRange, String)> {
        let mut results = BTreeMap::new();
        for (at, result) in self.vocabulary().results.iter().enumerate() {
            let grades = result.grades.of(self.vocabulary()).map_or(0, |choice| choice.values.len());
            if grades > 0 && self.dice.chance(75) {
                let grade = self.dice.below(grades);
                results.insert(ResultId(at), (grade, self.range(50), format!("R-{at}")));
            }
        }
        results
    }

    /// Days around `as_of`; open at both ends in so many of a hundred cases.
    fn range(&mut self, open: u8) -> DateRange {
        if self.dice.chance(open) {
            return DateRange::default();
        }
        let as_of = self.maker.as_of;
        let day = |days: i32| as_of.plus_days(days);
        let ranges =
            [(None, Some(0)), (None, Some(-1)), (Some(0), None), (Some(1), None), (Some(-400), Some(300))];
        let (from, until) = self.dice.pick(&ranges).copied().unwrap_or_default();
        DateRange { from: from.and_then(day), until: until.and_then(day) }
    }

    // ── around the facts ──────────────────────────────────────────────────────────────────────────────────────

    /// Requests not to evaluate items: granted or not, with and without the condition they need.
    fn requests(&mut self, sheet: &mut Sheet) {
        for item in self.standard.items() {
            let asks = if item.not_evaluated.is_some() { 20 } else { 2 };
            if !self.dice.chance(asks) {
                continue;
            }
            let approver = item.not_evaluated.as_ref().map_or("office", |allowed| &allowed.approved_by);
            let approved_by = match self.dice.below(10) {
                0..=6 => Some(String::from(approver)),
                7 => Some(String::from("nobody")),
                _ => None,
            };
            let when = item.not_evaluated.as_ref().and_then(|allowed| allowed.when.as_ref());
            if let Some(when) = when
                && self.dice.chance(60)
            {
                fulfil(&mut sheet.claims, when, true);
            }
            let request = Request { reason: Text::same("无此业务"), approved_by, span: Span::default() };
            sheet.not_evaluated.insert(item.code.clone(), request);
        }
    }

    fn cohort(&mut self, sheet: &Sheet) -> Cohort {
        let least = self.standard.cohort_at_least;
        let size = |dice: &mut Dice| match dice.below(10) {
            0 => least.saturating_sub(1),
            1..=4 => least.max(1),
            _ => least.max(1) + dice.below(12),
        };
        let mut cohort = Cohort { frozen: self.temper.ordinary || self.dice.chance(75), ..Cohort::default() };
        for id in &self.hints().cohort {
            let Some(FactKind::Value(of @ ValueType::Number(_), _)) =
                id.of(self.vocabulary()).map(|fact| &fact.kind)
            else {
                let count = size(&mut self.dice);
                let values = (0..count).map(|_| self.maker.ratio(&mut self.dice)).collect();
                cohort.values.insert(*id, values);
                continue;
            };
            let own = match sheet.claims.get(id) {
                Some(Entry::Periods(values)) => values.values().next_back(),
                Some(Entry::State(dated)) => dated.first().map(|(value, _)| value),
                _ => None,
            };
            let mut values = Vec::new();
            for _ in 0..size(&mut self.dice) {
                let other = self.maker.value(&mut self.dice, of, 0);
                match (own, other) {
                    (Some(Value::Number(own)), _) if self.dice.chance(40) => values.push(own.clone()),
                    (_, Value::Number(other)) => values.push(other),
                    _ => {}
                }
            }
            cohort.values.insert(*id, values);
        }
        for _ in 0..size(&mut self.dice) {
            cohort.totals.push(Rational::from_ratio(self.dice.between(100, 260), 2).unwrap_or_default());
        }
        cohort
    }
}

/// Changes claims so that a simple condition holds: a list without records, a figure of zero, yes or no.
fn fulfil(claims: &mut Entries, when: &Cond, want: bool) {
    match &when.kind {
        CondKind::Not(inner) => fulfil(claims, inner, !want),
        CondKind::All(parts) if want => parts.iter().for_each(|part| fulfil(claims, part, want)),
        CondKind::Fact(at) => {
            claims.insert(at.fact, Entry::State(vec![(Value::YesNo(want), DateRange::default())]));
        }
        CondKind::Numbers(comparison, Num::Count(records), Num::Constant(number, _))
            if want && is_zero_test(*comparison, number) =>
        {
            claims.insert(records.fact, Entry::Records(Vec::new()));
        }
        CondKind::Numbers(comparison, Num::Fact(at), Num::Constant(number, _))
            if want && is_zero_test(*comparison, number) =>
        {
            if let Some(Entry::Periods(values)) = claims.get_mut(&at.fact) {
                values.values_mut().for_each(|value| *value = Value::Number(number.clone()));
            }
        }
        CondKind::None(records) if want => {
            claims.insert(records.fact, Entry::Records(Vec::new()));
        }
        _ => {}
    }
}
