//! A slow, obvious scorer, to hold the engine against.
//!
//! It reads the typed standard and the sheet and shares no evaluation code with the engine: fractions, days, layers,
//! three-valued logic and points are written again, as plainly as their definitions. Where the two differ, one of
//! them is wrong.

mod days;
mod fraction;
mod numbers;
mod points;
mod settle;
#[cfg(test)]
mod tests;
mod truth;

use std::collections::BTreeMap;

use duheng_pack::vocabulary::{FactId, Vocabulary};
use duheng_standard::model::{Band, Item, Missing, Standard};
use duheng_standard::sheet::Sheet;

pub use fraction::{Fraction, sum};

use numbers::percentile;
use points::{Points, Scoring};
use truth::{World, all};

/// The result of one enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The basic requirements: `pass`, `fail` or `clarify`.
    pub gate: &'static str,
    /// The items, by code.
    pub items: BTreeMap<String, ItemOutcome>,
    /// The points of each part of the base, by code, before conversion.
    pub parts: BTreeMap<String, Fraction>,
    /// The points of the base before conversion.
    pub base_raw: Fraction,
    /// The points of the base.
    pub base: Fraction,
    /// The points of the bonus.
    pub bonus: Fraction,
    /// Base and bonus.
    pub total: Fraction,
    /// The code of the grade; none for no grade.
    pub grade: Option<String>,
    /// The code of the grade that the total alone would have reached.
    pub demoted_from: Option<String>,
    /// Whether something is still open that could change the grade.
    pub provisional: bool,
    /// For each target: points and most points of the evaluated items that serve it.
    pub targets: BTreeMap<String, (Fraction, Fraction)>,
}

/// The result of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemOutcome {
    /// `not_evaluated`, `pending`, `unknown`, `met`, `unmet` or `partial`.
    pub state: &'static str,
    /// The points, where unknown counts as nothing; of an item that is not evaluated, what it would have.
    pub value: Fraction,
    /// The least that they could be.
    pub low: Fraction,
    /// The most that they could be.
    pub high: Fraction,
}

/// The layer that is scored where none is named: the last one with entries, else the first.
#[must_use]
pub fn default_layer(standard: &Standard, sheet: &Sheet) -> usize {
    let with_entries = |id: &str| sheet.layers.get(id).is_some_and(|assessors| !assessors.is_empty());
    standard.layers.iter().rposition(|layer| with_entries(&layer.id)).unwrap_or(0)
}

/// Scores an enterprise at a layer, given by its position.
#[must_use]
pub fn score(standard: &Standard, vocabulary: &Vocabulary, sheet: &Sheet, layer: usize) -> Outcome {
    let facts = settle::facts(standard, vocabulary, sheet, layer);
    let world = World { vocabulary, sheet, facts, cohort_at_least: standard.cohort_at_least };
    let judged = settle::judged(standard, sheet, layer);

    let mut provisional = layer + 1 != standard.layers.len();
    let mut items = BTreeMap::new();
    for item in standard.items() {
        let mut outcome = score_item(item, &world, judged.get(&item.code));
        let in_bonus =
            standard.bonus.iter().flat_map(|bonus| &bonus.items).any(|other| other.code == item.code);
        if in_bonus {
            let nothing = Fraction::whole(0);
            match highlights_fit(standard, &world) {
                Some(true) => {}
                Some(false) => {
                    outcome = ItemOutcome {
                        state: "unmet",
                        value: nothing.clone(),
                        low: nothing.clone(),
                        high: nothing,
                    };
                }
                None => {
                    let least = Fraction::of(&item.rule.range.0).min(nothing.clone());
                    let high = most(item).max(nothing.clone());
                    outcome = ItemOutcome { state: "unknown", value: nothing, low: least, high };
                }
            }
        }
        let open = outcome.state != "not_evaluated" && outcome.low != outcome.high;
        if outcome.state == "pending" || (open && item.missing == Missing::Clarify) {
            provisional = true;
        }
        items.insert(item.code.clone(), outcome);
    }

    let (base_score, base_max) = reached(standard.base_items(), &items);
    let all_max = sum(standard.base_items().map(most));
    let something_left_out = standard.base_items().any(|item| !evaluated(item, &items));
    let base = match &standard.conversion {
        Some(conversion) if something_left_out => {
            let scaled = Fraction::of(&conversion.to) * base_score.clone();
            scaled.over(&base_max).unwrap_or_else(|| Fraction::whole(0))
        }
        _ => base_score.clone(),
    };
    let bonus = reached(standard.bonus.iter().flat_map(|bonus| &bonus.items), &items).0;
    let total = base.clone() + bonus.clone();
    let parts: Vec<Fraction> = standard.parts.iter().map(|part| reached(part.items(), &items).0).collect();

    let reach = Reach { world: &world, total: &total, base: &base, parts: &parts };
    let by_points = reach.band(standard, &mut provisional);
    let by_total = standard
        .grades
        .iter()
        .position(|band| band.total.as_ref().is_some_and(|least| total >= Fraction::of(least)));
    let demoted_from = match (by_total, by_points) {
        (Some(by_total), Some(by_points)) if by_total < by_points => Some(by_total),
        (Some(by_total), None) => Some(by_total),
        _ => None,
    };

    let mut grade = by_points;
    let mut clarify = false;
    for veto in &standard.vetoes {
        match world.holds(&veto.when) {
            Some(true) => {
                grade = match (grade, veto.at_most) {
                    (Some(grade), Some(at_most)) => Some(grade.max(at_most)),
                    _ => None,
                };
            }
            Some(false) => {}
            None => clarify = true,
        }
    }
    let requirements: Vec<Option<bool>> =
        standard.gate.iter().map(|requirement| world.holds(&requirement.holds)).collect();
    let gate = match all(&requirements) {
        Some(false) => "fail",
        None => "clarify",
        Some(true) => "pass",
    };
    if gate == "fail" {
        grade = None;
    }
    if clarify || gate == "clarify" {
        provisional = true;
    }
    if let Some(least) =
        standard.conversion.as_ref().and_then(|conversion| conversion.evaluated_at_least.as_ref())
        && let Some(share) = base_max.over(&all_max)
        && share < Fraction::of(least)
    {
        grade = None;
    }

    let code = |at: Option<usize>| at.and_then(|at| standard.grades.get(at)).map(|band| band.code.clone());
    Outcome {
        gate,
        parts: standard.parts.iter().map(|part| part.code.clone()).zip(parts.iter().cloned()).collect(),
        base_raw: base_score,
        base,
        bonus,
        grade: code(grade),
        demoted_from: code(demoted_from),
        provisional,
        targets: targets(standard, &items),
        total,
        items,
    }
}

// ── items ───────────────────────────────────────────────────────────────────────────────────────────────────

fn score_item(item: &Item, world: &World<'_>, judged: Option<&Fraction>) -> ItemOutcome {
    let scoring = Scoring { world, unknown_is_unmet: item.missing == Missing::Unmet, judged };
    let Points { value, low, high } = scoring.rule(&item.rule);
    let nothing = Fraction::whole(0);
    let least = Fraction::of(&item.rule.range.0);
    let most = most(item);
    let state = if left_out(item, world) {
        "not_evaluated"
    } else if item.reads_cohort && !world.sheet.cohort.frozen {
        "pending"
    } else if let (true, Some(when)) = (least == most, &item.rule.when) {
        // an item without points stands as its condition does
        match world.holds(when) {
            Some(true) => "met",
            None if item.missing != Missing::Unmet => "unknown",
            _ => "unmet",
        }
    } else if low != high {
        "unknown"
    } else if value == most {
        "met"
    } else if (value == nothing && most > nothing) || value == least {
        "unmet"
    } else {
        "partial"
    };
    ItemOutcome { state, value, low, high }
}

/// Whether the item is left unevaluated: it allows that, it was asked for, approved, and the condition holds.
fn left_out(item: &Item, world: &World<'_>) -> bool {
    let Some(allowed) = &item.not_evaluated else {
        return false;
    };
    let Some(request) = world.sheet.not_evaluated.get(&item.code) else {
        return false;
    };
    let approved = request.approved_by.as_ref() == Some(&allowed.approved_by);
    let holds = match &allowed.when {
        Some(when) => world.holds(when) == Some(true),
        None => true,
    };
    approved && holds
}

/// The most points of an item.
fn most(item: &Item) -> Fraction {
    Fraction::of(&item.rule.range.1)
}

fn evaluated(item: &Item, items: &BTreeMap<String, ItemOutcome>) -> bool {
    items.get(&item.code).is_some_and(|outcome| outcome.state != "not_evaluated")
}

/// Points and most points of those items that are evaluated.
fn reached<'a>(
    of: impl Iterator<Item = &'a Item>,
    items: &BTreeMap<String, ItemOutcome>,
) -> (Fraction, Fraction) {
    let (mut score, mut max) = (Fraction::whole(0), Fraction::whole(0));
    for item in of {
        if let Some(outcome) = items.get(&item.code)
            && outcome.state != "not_evaluated"
        {
            score = score + outcome.value.clone();
            max = max + most(item);
        }
    }
    (score, max)
}

/// Whether the bonus counts: as many highlights as there may be, and at least one; none when nobody says.
fn highlights_fit(standard: &Standard, world: &World<'_>) -> Option<bool> {
    let Some((fact, at_most)) = standard.bonus.as_ref().and_then(|bonus| bonus.of) else {
        return Some(true);
    };
    let there = world.facts.lists.get::<FactId>(&fact)?.len();
    Some(there > 0 && at_most.is_none_or(|at_most| there <= at_most))
}

fn targets(
    standard: &Standard,
    items: &BTreeMap<String, ItemOutcome>,
) -> BTreeMap<String, (Fraction, Fraction)> {
    let mut targets = BTreeMap::new();
    for target in standard.items().flat_map(|item| &item.sdg) {
        let serving = standard.items().filter(|item| item.sdg.contains(target));
        targets.insert(target.clone(), reached(serving, items));
    }
    targets
}

// ── grades ──────────────────────────────────────────────────────────────────────────────────────────────────

/// What a band looks at.
struct Reach<'a> {
    world: &'a World<'a>,
    total: &'a Fraction,
    base: &'a Fraction,
    parts: &'a [Fraction],
}

impl Reach<'_> {
    /// The position of the grade by points; an unknown bound that was asked makes it provisional.
    fn band(&self, standard: &Standard, provisional: &mut bool) -> Option<usize> {
        let mut holds = |band: &Band| match self.holds(band) {
            Some(holds) => holds,
            None => {
                *provisional = true;
                false
            }
        };
        if !standard.ladder {
            return standard.grades.iter().position(holds);
        }
        let mut grade = None;
        for (at, band) in standard.grades.iter().enumerate().rev() {
            if !holds(band) {
                break;
            }
            grade = Some(at);
        }
        grade
    }

    fn holds(&self, band: &Band) -> Option<bool> {
        let mut bounds = Vec::new();
        if let Some(least) = &band.total {
            bounds.push(Some(*self.total >= Fraction::of(least)));
        }
        if let Some(least) = &band.base {
            bounds.push(Some(*self.base >= Fraction::of(least)));
        }
        for (part, least) in &band.parts {
            bounds.push(self.parts.get(*part).map(|score| *score >= Fraction::of(least)));
        }
        if let Some(share) = &band.percentile {
            let cohort = &self.world.sheet.cohort;
            let usable = cohort.frozen && cohort.totals.len() >= self.world.cohort_at_least;
            let totals = cohort.totals.iter().map(Fraction::of).collect();
            let least = if usable { percentile(totals, &Fraction::of(share)) } else { None };
            bounds.push(least.map(|least| *self.total >= least));
        }
        if let Some(when) = &band.when {
            bounds.push(self.world.holds(when));
        }
        all(&bounds)
    }
}
