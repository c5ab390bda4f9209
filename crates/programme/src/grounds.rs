//! What a decision rests on beside the score: what each assessor found by themselves, and each requirement of the gate.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::expr::form::Cond;
use duheng_pack::number::Rational;
use duheng_pack::text::{Language, Text};
use duheng_pack::vocabulary::Vocabulary;
use duheng_standard::score::{CondTrace, Score, facts_behind};
use duheng_standard::words;

use crate::cohort::Cohort;
use crate::scoring::{Standing, provisional, scored};
use crate::state::Filing;
use crate::view::View;

/// What the filing would score if all assessors of a layer had found what this one did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// The layer.
    pub layer: String,
    /// Its title.
    pub title: Text,
    /// The assessor.
    pub assessor: String,
    /// The score.
    pub standing: Standing,
}

/// The opinions in the order of the layers; each rests on what the layers before it settled.
#[must_use]
pub fn opinions(view: &View<'_>, filing: &Filing) -> Vec<Opinion> {
    let layers = view.standard().map(|standard| standard.layers.as_slice()).unwrap_or_default();
    let mut found = Vec::new();
    let mut so_far = Filing { sealed: Default::default(), ..filing.clone() };
    for layer in layers {
        let Some(sealed) = filing.sealed.get(&layer.id) else { continue };
        for (assessor, own) in sealed {
            let mut alone = so_far.clone();
            // as many as the layer needs, all of one mind
            let same = sealed.keys().map(|seat| (seat.clone(), own.clone()));
            alone.sealed.insert(layer.id.clone(), same.collect());
            found.extend(provisional(view, &alone, &layer.id).0.map(|standing| Opinion {
                layer: layer.id.clone(),
                title: layer.title.clone(),
                assessor: assessor.clone(),
                standing,
            }));
        }
        so_far.sealed.insert(layer.id.clone(), sealed.clone());
    }
    found
}

/// A requirement of the gate, or a veto, with how it came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateLine {
    /// Its title.
    pub title: Text,
    /// Its clause.
    pub clause: String,
    /// What it asks for, or what strikes, in words.
    pub condition: Text,
    /// Whether it is a veto.
    pub is_veto: bool,
    /// Whether it lets pass; none where it is not known.
    pub passes: Option<bool>,
    /// The facts that it reads, by name.
    pub facts: Vec<String>,
}

/// The requirements and vetoes at a layer, in the order of the standard.
#[must_use]
pub fn gate_lines(view: &View<'_>, filing: &Filing, layer: &str) -> Vec<GateLine> {
    scored(view, filing, layer, |score| lines(score, &view.pack.vocabulary)).0.unwrap_or_default()
}

fn lines(score: &Score<'_>, vocabulary: &Vocabulary) -> Vec<GateLine> {
    let line = |title: &Text, clause: &str, cond: &Cond, is_veto: bool, trace: &CondTrace<'_>| GateLine {
        title: title.clone(),
        clause: clause.into(),
        condition: in_words(cond, vocabulary),
        is_veto,
        passes: trace.truth.map(|truth| truth != is_veto),
        facts: facts_behind(vocabulary, cond)
            .into_iter()
            .filter_map(|id| id.of(vocabulary).map(|fact| fact.name.clone()))
            .collect(),
    };
    let requirements = score.gate.requirements.iter();
    let requirements = requirements.map(|(of, trace)| line(&of.title, &of.clause, &of.holds, false, trace));
    let vetoes = score.vetoes.iter();
    let vetoes = vetoes.map(|of| line(&of.veto.title, "", &of.veto.when, true, &of.when));
    requirements.chain(vetoes).collect()
}

/// What a grade takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeBounds {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// The least total.
    pub total: Option<Rational>,
    /// The least base.
    pub base: Option<Rational>,
    /// The least points of parts, by position.
    pub parts: Vec<(usize, Rational)>,
    /// The share of the cohort, from 0 to 1, among whose totals it must be.
    pub share: Option<Rational>,
    /// The total that this share comes to; none before the cohort is frozen and while it has too few members.
    pub share_total: Option<Rational>,
    /// What must hold too, in words.
    pub when: Option<Text>,
}

/// The grades of the standard, highest first.
#[must_use]
pub fn grade_bounds(view: &View<'_>) -> Vec<GradeBounds> {
    let Some(standard) = view.standard() else { return Vec::new() };
    let vocabulary = &view.pack.vocabulary;
    let cohort = view.edition().and_then(|edition| edition.cohort.as_ref()).map(Cohort::compared);
    let total_at =
        |share: &Rational| cohort.as_ref().and_then(|of| of.total_at(share, standard.cohort_at_least));
    let bounds = standard.grades.iter().map(|band| GradeBounds {
        code: band.code.clone(),
        title: band.title.clone(),
        total: band.total.clone(),
        base: band.base.clone(),
        parts: band.parts.clone(),
        share: band.percentile.clone(),
        share_total: band.percentile.as_ref().and_then(total_at),
        when: band.when.as_ref().map(|when| in_words(when, vocabulary)),
    });
    bounds.collect()
}

fn in_words(cond: &Cond, vocabulary: &Vocabulary) -> Text {
    Text::new(
        words::condition(cond, vocabulary, Language::Zh),
        words::condition(cond, vocabulary, Language::En),
    )
}
