//! What a claim would score as it stands, with what explains it.

use std::collections::BTreeMap;

use duheng_pack::number::Rational;
use duheng_pack::text::Text;
use duheng_standard::advice::{Advice, advise};
use duheng_standard::score::{GateState, ItemScore, Provisional, Score};
use duheng_standard::sheet::Sheet;

use super::gaps::{Gaps, gaps};
use super::rules::{RuleLine, lines, points};

/// The score of a claim at the layer of the claim; a later layer may find otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveScore {
    /// The title of the grade.
    pub grade: Text,
    /// Whether a grade goes by rank and nobody is ranked yet, so that the grade says nothing.
    pub unranked: bool,
    /// Base and bonus together, and the most there can be.
    pub total: Tally,
    /// The base after conversion.
    pub base: Tally,
    /// The bonus; none where the standard has none.
    pub bonus: Option<Tally>,
    /// The parts, in order.
    pub parts: Vec<Tally>,
    /// The indicators, in order.
    pub indicators: Vec<Tally>,
    /// The seventeen goals; empty where the standard serves none.
    pub goals: Vec<Tally>,
    /// The items, by code.
    pub items: BTreeMap<String, ItemStanding>,
    /// Basic requirements with whether they hold.
    pub requirements: Vec<(Text, Option<bool>)>,
    /// Vetoes with whether they strike.
    pub vetoes: Vec<(Text, Option<bool>)>,
    /// How the gate stands: `pass`, `fail` or `clarify`; empty where there is none.
    pub gate: &'static str,
    /// The total if all requests not to evaluate items were approved.
    pub if_approved: Option<String>,
    /// The points that are still to win.
    pub gaps: Gaps,
    /// What would lift the grade; none where it was not asked for.
    pub advice: Option<Advised>,
}

/// Points with the most there can be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The code; empty where there is none.
    pub code: String,
    /// What it is the sum of.
    pub title: Text,
    /// The points as shown.
    pub points: String,
    /// The most as shown.
    pub most: String,
    /// The share in thousandths; none where nothing is evaluated.
    pub share: Option<u16>,
}

impl LiveScore {
    /// How the item of this code stands.
    #[must_use]
    pub fn item(&self, code: impl AsRef<str>) -> Option<&ItemStanding> {
        self.items.get(code.as_ref())
    }
}

impl Tally {
    fn new(code: &str, title: &Text, score: &Rational, most: &Rational) -> Self {
        Self {
            code: code.to_owned(),
            title: title.clone(),
            points: points(score),
            most: points(most),
            share: share(score, most),
        }
    }
}

fn share(score: &Rational, most: &Rational) -> Option<u16> {
    let thousand = Rational::from_ratio(1000, 1)?;
    let share = (score * &thousand).checked_div(most)?;
    let whole = share.round(0, duheng_pack::number::Rounding::HalfUp).to_i64()?;
    u16::try_from(whole.clamp(0, 1000)).ok()
}

/// How an item stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemStanding {
    /// Its state: `met`, `partial`, `unmet`, `unknown`, `not_evaluated` or `pending`.
    pub state: &'static str,
    /// Its points as shown.
    pub points: String,
    /// What it could be at most if all were known; empty where that is the same.
    pub could_be: String,
    /// The most it gives.
    pub most: String,
    /// Whether a request not to evaluate it is open.
    pub request_open: bool,
    /// Its rule with how it came out.
    pub lines: Vec<RuleLine>,
}

/// What would lift the grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advised {
    /// It is the highest grade.
    Highest,
    /// Points would not help.
    Barred,
    /// This grade is out of reach; with the most total there could be.
    OutOfReach(Text, String),
    /// This grade goes by rank, and the cohort is not frozen yet: nobody can tell what it takes.
    AwaitsRanks(Text, Ranks),
    /// These steps lead to this grade with this total.
    Steps(Text, String, Vec<AdvisedStep>),
}

/// When a programme says who is ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranks {
    /// Whether the cohort may be frozen while enterprises may still submit.
    pub while_open: bool,
}

/// One step of advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdvisedStep {
    /// The code of the item.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// Its points now.
    pub from: String,
    /// Its points then.
    pub to: String,
    /// The reporting year in which it can be reached; none for the present one.
    pub year: Option<i16>,
}

/// The live score of what was read, with advice where that is asked for by saying when the programme ranks.
pub(super) fn live(score: &Score<'_>, sheet: &Sheet, advised: Option<Ranks>) -> LiveScore {
    let standard = score.standard;
    let grade = |at: Option<usize>| {
        let band = at.and_then(|at| standard.grades.get(at));
        band.map_or_else(|| standard.no_grade.clone(), |band| band.title.clone())
    };
    let nothing = Text::default();
    let (base_max, bonus_max) = (standard.base_max(), standard.bonus_max());
    let mut rest = score.items.iter();
    let mut indicators = Vec::new();
    for indicator in standard.parts.iter().flat_map(|part| &part.indicators) {
        let own: Vec<&ItemScore<'_>> = rest.by_ref().take(indicator.items.len()).collect();
        let (sum, most) = evaluated(&own);
        indicators.push(Tally::new(&indicator.code, &indicator.title, &sum, &most));
    }
    let item = |of: &ItemScore<'_>| ItemStanding {
        state: of.state.name(),
        points: points(&of.outcome.value),
        could_be: if of.outcome.high == of.outcome.value { String::new() } else { points(&of.outcome.high) },
        most: points(of.max()),
        request_open: of.request_open,
        lines: lines(&of.item.rule, Some(&of.trace), score.vocabulary),
    };
    LiveScore {
        grade: grade(score.grade.grade),
        unranked: unranked(score, sheet),
        total: Tally::new("", &nothing, &score.total, &(&base_max + &bonus_max)),
        base: Tally::new("", &nothing, &score.base, &base_max),
        bonus: standard
            .bonus
            .as_ref()
            .map(|bonus| Tally::new(&bonus.code, &bonus.title, &score.bonus, &bonus_max)),
        parts: standard
            .parts
            .iter()
            .zip(&score.parts)
            .map(|(part, of)| Tally::new(&part.code, &part.title, &of.score, &of.max))
            .collect(),
        indicators,
        goals: goals(score),
        items: score.items.iter().map(|of| (of.item.code.clone(), item(of))).collect(),
        requirements: score
            .gate
            .requirements
            .iter()
            .map(|(of, trace)| (of.title.clone(), trace.truth))
            .collect(),
        vetoes: score.vetoes.iter().map(|of| (of.veto.title.clone(), of.when.truth)).collect(),
        gate: if score.gate.requirements.is_empty() { "" } else { gate(score.gate.state) },
        if_approved: score.if_approved.as_ref().map(|(_, total)| points(total)),
        gaps: gaps(score),
        advice: advised.map(|ranks| advice(score, sheet, ranks)),
    }
}

/// Whether the grade waits for ranks alone: what a failed requirement keeps from every grade waits for nothing.
fn unranked(score: &Score<'_>, sheet: &Sheet) -> bool {
    let by_rank = |code: &String| {
        let mut bands = score.standard.grades.iter();
        bands.any(|band| band.code == *code && band.percentile.is_some())
    };
    let mut open = score.grade.provisional.iter();
    !sheet.cohort.frozen
        && score.gate.state != GateState::Fail
        && open.any(|why| matches!(why, Provisional::Band(code) if by_rank(code)))
}

/// What would lift the grade.
fn advice(score: &Score<'_>, sheet: &Sheet, ranks: Ranks) -> Advised {
    let standard = score.standard;
    let title = |at: usize| {
        standard.grades.get(at).map_or_else(|| standard.no_grade.clone(), |band| band.title.clone())
    };
    match advise(standard, score.vocabulary, sheet, score) {
        Advice::Highest => Advised::Highest,
        Advice::Barred => Advised::Barred,
        Advice::OutOfReach { grade, awaits_ranks: true, .. } => Advised::AwaitsRanks(title(grade), ranks),
        Advice::OutOfReach { grade, total, .. } => Advised::OutOfReach(title(grade), points(&total)),
        Advice::Improve { grade, steps, total, .. } => {
            let step = |step: &duheng_standard::advice::Step| {
                let of = score.items.get(step.item)?;
                Some(AdvisedStep {
                    code: of.item.code.clone(),
                    title: of.item.title.clone(),
                    from: points(&step.from),
                    to: points(&step.to),
                    year: Some(step.year).filter(|year| *year != sheet.year),
                })
            };
            Advised::Steps(title(grade), points(&total), steps.iter().filter_map(step).collect())
        }
    }
}

fn gate(state: GateState) -> &'static str {
    state.name()
}

/// Points and most points of the items that take part.
fn evaluated(items: &[&ItemScore<'_>]) -> (Rational, Rational) {
    let part = || items.iter().filter(|item| item.is_evaluated());
    (part().map(|item| item.outcome.value.clone()).sum(), part().map(|item| item.max().clone()).sum())
}

/// Each goal with the items that serve one of its targets; an item counts once for a goal.
fn goals(score: &Score<'_>) -> Vec<Tally> {
    if score.sdg.is_empty() {
        return Vec::new();
    }
    let goal = |number: usize| {
        let number = number.to_string();
        let serves = |item: &&ItemScore<'_>| {
            item.item.sdg.iter().any(|of| of.split('.').next() == Some(number.as_str()))
        };
        let own: Vec<_> = score.items.iter().filter(serves).collect();
        let (sum, most) = evaluated(&own);
        Tally::new(&number, &Text::default(), &sum, &most)
    };
    (1..=17).map(goal).collect()
}
