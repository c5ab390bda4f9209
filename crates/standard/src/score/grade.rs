//! From points to a grade: bounds, vetoes, the gate, and what keeps a grade provisional.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::expr::Evaluator;
use duheng_pack::number::Rational;

use super::trace::{CondTrace, explain};
use super::{ItemScore, PartScore, State};
use crate::model::{Band, Missing, Requirement, Standard, Veto};
use crate::sheet::Cohort;

/// How the gate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GateState {
    /// All requirements hold.
    Pass,
    /// One does not.
    Fail,
    /// None fails, and one is unknown or undecided.
    Clarify,
}

impl GateState {
    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Clarify => "clarify",
        }
    }
}

/// The basic requirements with how they came out.
#[derive(Debug)]
pub struct Gate<'s> {
    /// How the gate stands.
    pub state: GateState,
    /// Each requirement with its condition.
    pub requirements: Vec<(&'s Requirement, CondTrace<'s>)>,
}

/// A veto with how it came out.
#[derive(Debug)]
pub struct VetoResult<'s> {
    /// The veto.
    pub veto: &'s Veto,
    /// Its condition; true strikes.
    pub when: CondTrace<'s>,
}

/// The bounds of a grade with how they came out; a bound that the grade does not have holds.
#[derive(Debug)]
pub struct BandResult<'s> {
    /// The grade.
    pub band: &'s Band,
    /// Whether the total is high enough.
    pub total: bool,
    /// Whether the base is high enough.
    pub base: bool,
    /// Whether each part that has a bound is high enough, in the order of [`Band::parts`].
    pub parts: Vec<bool>,
    /// Whether the rank in the cohort is high enough; none where the cohort is not there.
    pub percentile: Option<bool>,
    /// Its condition, where it has one.
    pub when: Option<CondTrace<'s>>,
}

impl BandResult<'_> {
    /// Whether all bounds hold.
    #[must_use]
    pub fn holds(&self) -> Option<bool> {
        let bounds = [Some(self.total), Some(self.base), Some(self.parts.iter().all(|part| *part))];
        let when = self.when.as_ref().map_or(Some(true), |when| when.truth);
        duheng_pack::expr::all(bounds.into_iter().chain([self.percentile, when]))
    }
}

/// Why a grade is not final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Provisional {
    /// A basic requirement has to be clarified.
    Gate,
    /// A veto has to be clarified, by id.
    Veto(String),
    /// An item whose unknown facts have to be clarified, by code.
    Item(String),
    /// An item waits for the cohort, by code.
    Pending(String),
    /// The condition or cohort of a grade is unknown, by code.
    Band(String),
    /// Later layers have still to settle it.
    Layer,
}

/// The grade with what led to it.
#[derive(Clone, Debug, Default)]
pub struct GradeResult {
    /// The grade, by position; none for no grade.
    pub grade: Option<usize>,
    /// The grade that the points give, before vetoes and gate.
    pub by_points: Option<usize>,
    /// The higher grade whose bound on the total is reached while another bound is not.
    pub demoted_from: Option<usize>,
    /// Whether too little was evaluated for any grade.
    pub too_little_evaluated: bool,
    /// Why it is not final; empty when it is.
    pub provisional: Vec<Provisional>,
}

/// The points that bounds are compared with.
pub(crate) struct Points<'p> {
    pub(crate) total: &'p Rational,
    pub(crate) base: &'p Rational,
    pub(crate) parts: &'p [PartScore],
    pub(crate) totals: &'p Cohort,
}

pub(super) fn gate<'s>(standard: &'s Standard, evaluator: &mut Evaluator<'_>) -> Gate<'s> {
    let requirements: Vec<_> = standard
        .gate
        .iter()
        .map(|requirement| (requirement, explain(evaluator, &requirement.holds)))
        .collect();
    let state = match duheng_pack::expr::all(requirements.iter().map(|(_, trace)| trace.truth)) {
        Some(true) => GateState::Pass,
        Some(false) => GateState::Fail,
        None => GateState::Clarify,
    };
    Gate { state, requirements }
}

pub(super) fn vetoes<'s>(standard: &'s Standard, evaluator: &mut Evaluator<'_>) -> Vec<VetoResult<'s>> {
    standard.vetoes.iter().map(|veto| VetoResult { veto, when: explain(evaluator, &veto.when) }).collect()
}

/// Whether the condition of each band holds; true where it has none.
pub(super) fn conditions(standard: &Standard, evaluator: &mut Evaluator<'_>) -> Vec<Option<bool>> {
    let condition = |band: &Band| band.when.as_ref().map_or(Some(true), |when| evaluator.cond(when));
    standard.grades.iter().map(condition).collect()
}

impl Points<'_> {
    /// Whether the numeric bounds of a band hold; unknown only for a rank in a cohort that is not there.
    fn reach(&self, standard: &Standard, band: &Band) -> Option<bool> {
        let over =
            |bound: &Option<Rational>, points: &Rational| bound.as_ref().is_none_or(|bound| points >= bound);
        let of_parts =
            band.parts.iter().all(|(at, bound)| self.parts.get(*at).is_some_and(|part| part.score >= *bound));
        if !over(&band.total, self.total) || !over(&band.base, self.base) || !of_parts {
            return Some(false);
        }
        self.ranks(standard, band)
    }

    /// Whether the total reaches the share of the cohort that a band asks for; unknown where the cohort is not there.
    fn ranks(&self, standard: &Standard, band: &Band) -> Option<bool> {
        let Some(share) = &band.percentile else { return Some(true) };
        let bound = self.totals.total_at(share, standard.cohort_at_least)?;
        Some(*self.total >= bound)
    }
}

/// Every bound of every grade.
pub(super) fn reached<'s>(
    standard: &'s Standard,
    points: &Points<'_>,
    evaluator: &mut Evaluator<'_>,
) -> Vec<BandResult<'s>> {
    let over = |bound: &Option<Rational>, of: &Rational| bound.as_ref().is_none_or(|bound| of >= bound);
    let mut found = Vec::with_capacity(standard.grades.len());
    for band in &standard.grades {
        let part =
            |(at, bound): &(usize, Rational)| points.parts.get(*at).is_some_and(|of| of.score >= *bound);
        found.push(BandResult {
            band,
            total: over(&band.total, points.total),
            base: over(&band.base, points.base),
            parts: band.parts.iter().map(part).collect(),
            percentile: points.ranks(standard, band),
            when: band.when.as_ref().map(|when| explain(evaluator, when)),
        });
    }
    found
}

/// The grade that points alone give.
pub(crate) fn by_points(
    standard: &Standard,
    points: &Points<'_>,
    conditions: &[Option<bool>],
) -> Option<usize> {
    let holds = |at: usize| {
        let band = standard.grades.get(at)?;
        let condition = conditions.get(at).copied().flatten();
        Some(points.reach(standard, band) == Some(true) && condition == Some(true))
    };
    let count = standard.grades.len();
    if standard.ladder {
        let steps = (0..count).rev().take_while(|at| holds(*at) == Some(true));
        return steps.last();
    }
    (0..count).find(|at| holds(*at) == Some(true))
}

pub(super) fn decide(
    standard: &Standard,
    points: &Points<'_>,
    conditions: &[Option<bool>],
    vetoes: &[VetoResult<'_>],
    gate: &Gate<'_>,
    enough_evaluated: bool,
) -> GradeResult {
    let by_points = by_points(standard, points, conditions);
    let by_total = standard
        .grades
        .iter()
        .position(|band| band.total.as_ref().is_some_and(|bound| points.total >= bound));
    let better = |a: usize, b: Option<usize>| b.is_none_or(|b| a < b);
    let mut grade = by_points;
    for result in vetoes.iter().filter(|result| result.when.truth == Some(true)) {
        grade = match (grade, result.veto.at_most) {
            (Some(grade), Some(at_most)) => Some(grade.max(at_most)),
            _ => None,
        };
    }
    if gate.state == GateState::Fail || !enough_evaluated {
        grade = None;
    }
    GradeResult {
        grade,
        by_points,
        demoted_from: by_total.filter(|total| better(*total, by_points)),
        too_little_evaluated: !enough_evaluated,
        provisional: Vec::new(),
    }
}

pub(super) fn provisional(
    standard: &Standard,
    layer: usize,
    items: &[ItemScore<'_>],
    gate: &Gate<'_>,
    vetoes: &[VetoResult<'_>],
    conditions: &[Option<bool>],
    points: &Points<'_>,
) -> Vec<Provisional> {
    let mut found = Vec::new();
    if gate.state == GateState::Clarify {
        found.push(Provisional::Gate);
    }
    let open = vetoes.iter().filter(|result| result.when.truth.is_none());
    found.extend(open.map(|result| Provisional::Veto(result.veto.id.clone())));
    for scored in items {
        match scored.state {
            State::Pending => found.push(Provisional::Pending(scored.item.code.clone())),
            State::Unknown if scored.item.missing == Missing::Clarify => {
                found.push(Provisional::Item(scored.item.code.clone()));
            }
            _ => {}
        }
    }
    let decided = by_points(standard, points, conditions).filter(|_| !standard.ladder);
    let above = decided.unwrap_or(standard.grades.len());
    for (band, condition) in standard.grades.iter().zip(conditions).take(above) {
        if duheng_pack::expr::all([points.reach(standard, band), *condition]).is_none() {
            found.push(Provisional::Band(band.code.clone()));
        }
    }
    if layer + 1 < standard.layers.len() {
        found.push(Provisional::Layer);
    }
    found
}
