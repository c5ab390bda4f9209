//! Scores with their trace: grade ← bounds ← points ← items ← rules ← conditions ← facts.

mod figures;
mod grade;
mod near;
mod periods;
mod rules;
mod telling;
mod trace;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::expr::Evaluator;
use duheng_pack::number::Rational;
use duheng_pack::vocabulary::Vocabulary;

use crate::layers::{Settled, settle};
use crate::model::{Item, Missing, Standard};
use crate::sheet::Sheet;
pub(crate) use grade::{Points, by_points};

pub use crate::facts_of::facts_behind;
pub use figures::{Figure, RecordFigure, RecordsFigure, figures_of_cond, figures_of_num, figures_of_records};
pub use grade::{BandResult, Gate, GateState, GradeResult, Provisional, VetoResult};

pub use near::Lack;
pub use periods::periods_read;
pub use rules::{Counted, Outcome, RuleTrace};
pub use trace::{CondTrace, Sides, one_line, side_type};

/// How an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// All its points.
    Met,
    /// Some of its points.
    Partial,
    /// None of its points (or the greatest deduction).
    Unmet,
    /// What is not known could change its points.
    Unknown,
    /// It is not evaluated, with approval.
    NotEvaluated,
    /// It waits for the cohort to be frozen.
    Pending,
}

impl State {
    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Partial => "partial",
            Self::Unmet => "unmet",
            Self::Unknown => "unknown",
            Self::NotEvaluated => "not_evaluated",
            Self::Pending => "pending",
        }
    }
}

/// The score of one item.
#[derive(Debug)]
pub struct ItemScore<'s> {
    /// The item.
    pub item: &'s Item,
    /// How it stands.
    pub state: State,
    /// Its points: what counts, and what it could be when all were known.
    pub outcome: Outcome,
    /// How they come about.
    pub trace: RuleTrace<'s>,
    /// Whether leaving it unevaluated is asked and not approved, or its condition does not hold.
    pub request_open: bool,
}

impl ItemScore<'_> {
    /// Whether it counts as evaluated.
    #[must_use]
    pub fn is_evaluated(&self) -> bool {
        self.state != State::NotEvaluated
    }

    /// The most points it can have.
    #[must_use]
    pub fn max(&self) -> &Rational {
        &self.item.rule.range.1
    }
}

/// The score of one part.
#[derive(Clone, Debug)]
pub struct PartScore {
    /// Its points: the sum of its evaluated items, before conversion.
    pub score: Rational,
    /// The most points of all its items.
    pub max: Rational,
}

/// The score of one target of sustainable development.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SdgScore {
    /// The points of the items that serve it.
    pub score: Rational,
    /// The most points of those that are evaluated.
    pub max: Rational,
}

/// A score with everything that explains it.
#[derive(Debug)]
pub struct Score<'s> {
    /// The standard.
    pub standard: &'s Standard,
    /// Its vocabulary.
    pub vocabulary: &'s Vocabulary,
    /// What holds at the layer it was scored at.
    pub settled: Settled,
    /// The basic requirements.
    pub gate: Gate<'s>,
    /// The vetoes.
    pub vetoes: Vec<VetoResult<'s>>,
    /// The parts, in the order of the standard.
    pub parts: Vec<PartScore>,
    /// The items: of the parts, then of the bonus.
    pub items: Vec<ItemScore<'s>>,
    /// The points of the evaluated base items.
    pub base_raw: Rational,
    /// The base after conversion.
    pub base: Rational,
    /// The most points of the evaluated base items.
    pub evaluated_max: Rational,
    /// The points of the bonus.
    pub bonus: Rational,
    /// Base and bonus.
    pub total: Rational,
    /// Base and total if every open request not to evaluate an item were approved, where there is one.
    pub if_approved: Option<(Rational, Rational)>,
    /// The grade.
    pub grade: GradeResult,
    /// The bounds of each grade with how they came out, highest first.
    pub bands: Vec<BandResult<'s>>,
    /// Points for each target of sustainable development, in natural order.
    pub sdg: Vec<(String, SdgScore)>,
}

/// Scores one enterprise at a layer (by position).
#[must_use]
pub fn score<'s>(
    standard: &'s Standard,
    vocabulary: &'s Vocabulary,
    sheet: &Sheet,
    layer: usize,
) -> Score<'s> {
    let settled = settle(standard, vocabulary, sheet, layer);
    let highlights = Highlights::of(standard, &settled);
    let mut evaluator = Evaluator::new(vocabulary, &settled.view);
    let base_count = standard.base_items().count();
    let mut items = Vec::with_capacity(base_count + 3);
    for (at, item) in standard.items().enumerate() {
        let mut scored = item_score(item, sheet, &settled.judged, &mut evaluator);
        if at >= base_count {
            highlights.limit(&mut scored);
        }
        items.push(scored);
    }
    let gate = grade::gate(standard, &mut evaluator);
    let vetoes = grade::vetoes(standard, &mut evaluator);
    let bands = grade::conditions(standard, &mut evaluator);
    let (base_items, bonus_items) = items.split_at_checked(base_count).unwrap_or((&items, &[]));
    let bonus: Rational = bonus_items.iter().map(|item| item.outcome.value.clone()).sum();
    let sums = sum_base(standard, base_items, |item| item.is_evaluated());
    let total = &sums.base + &bonus;
    let parts = part_scores(standard, base_items);
    let points = Points { total: &total, base: &sums.base, parts: &parts, totals: &sheet.cohort };
    let enough = enough_evaluated(standard, &sums.evaluated_max);
    let grade = grade::decide(standard, &points, &bands, &vetoes, &gate, enough);
    let provisional = grade::provisional(standard, layer, &items, &gate, &vetoes, &bands, &points);
    let reached = grade::reached(standard, &points, &mut evaluator);
    let if_approved = if_approved(standard, base_items, &bonus);
    let sdg = sdg_scores(standard, &items);
    Score {
        standard,
        vocabulary,
        gate,
        vetoes,
        parts,
        base_raw: sums.raw,
        base: sums.base,
        evaluated_max: sums.evaluated_max,
        bonus,
        total,
        if_approved,
        grade: GradeResult { provisional, ..grade },
        bands: reached,
        sdg,
        items,
        settled,
    }
}

impl<'s> Score<'s> {
    /// The score of an item.
    #[must_use]
    pub fn item(&self, code: &str) -> Option<&ItemScore<'s>> {
        self.items.iter().find(|scored| scored.item.code == code)
    }

    /// An evaluator over the facts that it was scored with, for explanations.
    #[must_use]
    pub fn evaluator(&self) -> Evaluator<'_> {
        Evaluator::new(self.vocabulary, &self.settled.view)
    }
}

/// Scores one item.
fn item_score<'s>(
    item: &'s Item,
    sheet: &Sheet,
    judged: &BTreeMap<String, Rational>,
    evaluator: &mut Evaluator<'_>,
) -> ItemScore<'s> {
    let mut scorer = rules::Scorer {
        evaluator,
        judged: judged.get(&item.code),
        unknown_is_unmet: item.missing == Missing::Unmet,
    };
    let trace = scorer.rule(&item.rule);
    let outcome = trace.outcome.clone();
    let request = sheet.not_evaluated.get(&item.code);
    let approved = request.is_some_and(|request| {
        item.not_evaluated.as_ref().is_some_and(|allowed| {
            let holds = allowed.when.as_ref().is_none_or(|when| scorer.evaluator.cond(when) == Some(true));
            holds && request.approved_by.as_deref() == Some(allowed.approved_by.as_str())
        })
    });
    let state = if approved {
        State::NotEvaluated
    } else if item.reads_cohort && !sheet.cohort.frozen {
        State::Pending
    } else {
        state_of(item, &trace, scorer.unknown_is_unmet)
    };
    ItemScore { item, state, outcome, trace, request_open: request.is_some() && !approved }
}

fn state_of(item: &Item, trace: &RuleTrace<'_>, unknown_is_unmet: bool) -> State {
    let ((least, most), outcome) = (&item.rule.range, &trace.outcome);
    // where there is nothing to gain or lose, the condition alone says how the item stands
    if least == most
        && let Some(when) = &trace.when
    {
        return match when.truth {
            Some(true) => State::Met,
            None if !unknown_is_unmet => State::Unknown,
            _ => State::Unmet,
        };
    }
    if outcome.low != outcome.high {
        State::Unknown
    } else if outcome.value == *most {
        State::Met
    } else if outcome.value == *least || (outcome.value.is_zero() && !most.is_zero()) {
        State::Unmet
    } else {
        State::Partial
    }
}

/// What the highlights filed mean for the bonus.
enum Highlights {
    /// It counts: there are as many as there may be, or it does not depend on any.
    Fit,
    /// It gives nothing: none is filed, or too many.
    Unfit,
    /// Nobody has said whether one is filed.
    Unknown,
}

impl Highlights {
    fn of(standard: &Standard, settled: &Settled) -> Self {
        let Some((fact, at_most)) = standard.bonus.as_ref().and_then(|bonus| bonus.of) else {
            return Self::Fit;
        };
        match settled.view.records(fact) {
            Some(filed) if !filed.rows.is_empty() && at_most.is_none_or(|most| filed.rows.len() <= most) => {
                Self::Fit
            }
            Some(_) => Self::Unfit,
            None => Self::Unknown,
        }
    }

    fn limit(&self, scored: &mut ItemScore<'_>) {
        match self {
            Self::Fit => {}
            Self::Unfit => {
                scored.outcome = Outcome::nothing();
                scored.state = State::Unmet;
            }
            Self::Unknown => {
                let (least, most) = &scored.item.rule.range;
                scored.outcome = Outcome::between(least, most);
                scored.state = State::Unknown;
            }
        }
    }
}

struct BaseSums {
    raw: Rational,
    base: Rational,
    evaluated_max: Rational,
}

/// The base before and after conversion, over the items that count as evaluated.
fn sum_base(
    standard: &Standard,
    items: &[ItemScore<'_>],
    evaluated: impl Fn(&ItemScore<'_>) -> bool,
) -> BaseSums {
    let counted = || items.iter().filter(|item| evaluated(item));
    let raw: Rational = counted().map(|item| item.outcome.value.clone()).sum();
    let evaluated_max: Rational = counted().map(|item| item.max().clone()).sum();
    let all = items.iter().all(evaluated);
    let base = match &standard.conversion {
        Some(conversion) if !all => (&conversion.to * &raw).checked_div(&evaluated_max).unwrap_or_default(),
        _ => raw.clone(),
    };
    BaseSums { raw, base, evaluated_max }
}

/// What the live score shows beside it while requests are open.
fn if_approved(
    standard: &Standard,
    items: &[ItemScore<'_>],
    bonus: &Rational,
) -> Option<(Rational, Rational)> {
    if items.iter().all(|item| !item.request_open) {
        return None;
    }
    let sums = sum_base(standard, items, |item| item.is_evaluated() && !item.request_open);
    let total = &sums.base + bonus;
    Some((sums.base, total))
}

fn enough_evaluated(standard: &Standard, evaluated_max: &Rational) -> bool {
    let least = standard.conversion.as_ref().and_then(|conversion| conversion.evaluated_at_least.as_ref());
    least.is_none_or(|least| *evaluated_max >= least * &standard.base_max())
}

fn part_scores(standard: &Standard, items: &[ItemScore<'_>]) -> Vec<PartScore> {
    let mut rest = items.iter();
    let mut parts = Vec::with_capacity(standard.parts.len());
    for part in &standard.parts {
        let mut score = PartScore { score: Rational::default(), max: Rational::default() };
        for item in rest.by_ref().take(part.items().count()) {
            score.max += item.max();
            if item.is_evaluated() {
                score.score += &item.outcome.value;
            }
        }
        parts.push(score);
    }
    parts
}

fn sdg_scores(standard: &Standard, items: &[ItemScore<'_>]) -> Vec<(String, SdgScore)> {
    let zero =
        |target: &String| (target.clone(), SdgScore { score: Rational::default(), max: Rational::default() });
    let mut found: Vec<(String, SdgScore)> = standard.targets.iter().map(zero).collect();
    for item in items.iter().filter(|item| item.is_evaluated()) {
        for at in &item.item.targets {
            if let Some((_, sum)) = found.get_mut(*at) {
                sum.score += &item.outcome.value;
                sum.max += item.max();
            }
        }
    }
    found
}
