//! The form of a claim: parts, indicators and items of the standard with the facts that they read, the answers so far
//! and what they would score.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;
use duheng_pack::vocabulary::{FactId, Vocabulary};
use duheng_programme::scoring::facts_file;
use duheng_programme::view::View;
use duheng_standard::advice::{Advice, advise};
use duheng_standard::dictionary;
use duheng_standard::model::{Indicator, Item, Standard};
use duheng_standard::score::{Score, State, score};
use duheng_standard::sheet::read_sheet;

use super::facts::{FormFact, asked};
use crate::accounts::SignedInPerson;
use crate::app::{App, moment};
use crate::draft::{Answer, Draft, Finding, Question, drafted};
use crate::evidence::{self, Attachment};
use crate::fault::Failure;
use crate::sight::Target;

/// The form of a claim, as it stands.
#[derive(Clone, Debug)]
pub struct ClaimForm {
    /// The title of the standard.
    pub standard: Text,
    /// The reporting year.
    pub year: i16,
    /// The day of the evaluation.
    pub as_of: Date,
    /// The parts of the base, then the bonus.
    pub parts: Vec<FormPart>,
    /// The facts that the enterprise states, each once, by name.
    pub facts: BTreeMap<String, FormFact>,
    /// The answers, in order of their questions.
    pub answers: Vec<Answer>,
    /// The files.
    pub attachments: Vec<Attachment>,
    /// What cannot be read or is doubtful, each at its question.
    pub findings: Vec<Finding>,
    /// How many items are how far.
    pub progress: Progress,
    /// All points, as shown.
    pub total: String,
    /// The grade that they would give, with its title; the title of no grade where there is none.
    pub grade: Text,
    /// What would lift the grade; nothing where what is written cannot be read.
    pub advice: Option<Advice>,
}

/// How many items are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// All of them.
    pub items: usize,
    /// Those for which something was stated, but not all.
    pub begun: usize,
    /// Those for which all was stated, or which are asked to be left out.
    pub complete: usize,
}

/// A part of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormPart {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// The points now, as shown.
    pub points: String,
    /// The most points, as shown.
    pub max: String,
    /// Its indicators.
    pub indicators: Vec<FormIndicator>,
}

/// An indicator of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormIndicator {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// Its items.
    pub items: Vec<FormItem>,
}

/// An item of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormItem {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// The text of the source.
    pub text: Text,
    /// Guidance for applicants.
    pub guidance: Text,
    /// Its clause.
    pub clause: String,
    /// The points now, as shown.
    pub points: String,
    /// The most points, as shown.
    pub max: String,
    /// How it stands by what is known.
    pub standing: Option<State>,
    /// Whether assessors type its points.
    pub judged: bool,
    /// Its evidence checklist: the kind of document, the fact that it proves, whether it must be there.
    pub evidence: Vec<(String, Option<String>, bool)>,
    /// The names of the facts that it asks of the enterprise.
    pub facts: Vec<String>,
    /// Whether the enterprise may ask to leave it unevaluated.
    pub may_be_left: bool,
    /// How far the enterprise is with it.
    pub state: ItemState,
}

/// How far an enterprise is with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemState {
    /// It asks nothing of the enterprise.
    NothingAsked,
    /// Nothing is stated.
    NotBegun,
    /// Something is stated, not all.
    Begun,
    /// All is stated.
    Complete,
    /// It is asked to be left unevaluated.
    LeftOut,
}

impl App {
    /// The form of the claim that a person may write for an enterprise now.
    pub async fn claim_form(&self, by: &SignedInPerson, target: &Target) -> Result<ClaimForm, Failure> {
        let db = self.store.read();
        let (sight, now) = self.writing(db, by, target).await?;
        let civil = moment(now, &sight.installed.zone)?;
        let draft: Draft = self.drafted_in(db, &sight, civil).await?;
        let attachments = evidence::attached(db, &sight).await?;
        let form = sight.with(|view| form(view, &draft, &attachments, civil.date))?;
        form.ok_or_else(|| duheng_programme::refusal::edition_closed().into())
    }
}

/// What is answered: facts with their periods, and requests.
struct Answered {
    facts: BTreeMap<String, BTreeSet<Option<String>>>,
    left: BTreeSet<String>,
}

impl Answered {
    fn of(answers: &[Answer]) -> Self {
        let mut found = Self { facts: BTreeMap::new(), left: BTreeSet::new() };
        for answer in answers {
            let Some(value) = &answer.value else { continue };
            match &answer.question {
                Question::Fact { fact, period } => {
                    let of = found.facts.entry(fact.clone()).or_default();
                    of.insert(period.clone());
                    // several periods may stand in one answer
                    of.extend(value.entries().iter().map(|entry| Some(entry.key.clone())));
                }
                Question::NotEvaluated { item } => {
                    found.left.insert(item.clone());
                }
                Question::Document { .. } => {}
            }
        }
        found
    }

    /// How many of the values that a fact is asked for are stated, and how many there are.
    fn stated(&self, fact: &FormFact) -> (usize, usize) {
        let held = self.facts.get(&fact.name);
        let has = |period: Option<&String>| held.is_some_and(|of| of.contains(&period.cloned()));
        if fact.periods.is_empty() {
            return (usize::from(held.is_some()), 1);
        }
        (fact.periods.iter().filter(|period| has(Some(period))).count(), fact.periods.len())
    }

    fn state(&self, item: &Item, facts: &[&FormFact]) -> ItemState {
        if self.left.contains(&item.code) {
            return ItemState::LeftOut;
        }
        let counts = facts.iter().map(|fact| self.stated(fact));
        let (stated, all) = counts.fold((0, 0), |(a, b), (stated, all)| (a + stated, b + all));
        match (stated, all) {
            (_, 0) => ItemState::NothingAsked,
            (0, _) => ItemState::NotBegun,
            (stated, all) if stated == all => ItemState::Complete,
            _ => ItemState::Begun,
        }
    }
}

fn form(view: &View<'_>, draft: &Draft, attachments: &[Attachment], on: Date) -> Option<ClaimForm> {
    let (year, as_of) = view.edition()?.dates?;
    let standard = view.standard()?;
    let vocabulary = &view.pack.vocabulary;
    let filing = drafted(view, &draft.answers, on);
    let sheet = facts_file(view, &filing, &year.to_string(), &as_of.to_string());
    let (read, _) = read_sheet(&sheet, view.pack, Some(&standard.id), Some(&standard.profile.id));
    let scored = read.as_ref().map(|(sheet, standard)| (sheet, score(standard, vocabulary, sheet, 0)));
    let by_id = asked(standard, vocabulary, as_of, year);
    let answered = Answered::of(&draft.answers);
    let former = Former { standard, vocabulary, by_id: &by_id, answered: &answered };
    let score = scored.as_ref().map(|(_, score)| score);
    let parts = former.parts(score);
    let items = || parts.iter().flat_map(|part| &part.indicators).flat_map(|indicator| &indicator.items);
    let count = |wanted: &[ItemState]| items().filter(|item| wanted.contains(&item.state)).count();
    let grade = score.and_then(|score| standard.grades.get(score.grade.grade?));
    Some(ClaimForm {
        standard: standard.title.clone(),
        year,
        as_of,
        progress: Progress {
            items: items().count(),
            begun: count(&[ItemState::Begun]),
            complete: count(&[ItemState::Complete, ItemState::LeftOut, ItemState::NothingAsked]),
        },
        total: score.map(|score| score.total.to_string()).unwrap_or_default(),
        grade: grade.map_or_else(|| standard.no_grade.clone(), |band| band.title.clone()),
        advice: scored.as_ref().map(|(sheet, score)| advise(standard, vocabulary, sheet, score)),
        parts,
        facts: by_id.into_values().map(|fact| (fact.name.clone(), fact)).collect(),
        answers: draft.answers.clone(),
        attachments: attachments.to_vec(),
        findings: draft.findings.clone(),
    })
}

struct Former<'f> {
    standard: &'f Standard,
    vocabulary: &'f Vocabulary,
    by_id: &'f BTreeMap<FactId, FormFact>,
    answered: &'f Answered,
}

impl Former<'_> {
    fn parts(&self, score: Option<&Score<'_>>) -> Vec<FormPart> {
        let mut parts = Vec::new();
        for (at, part) in self.standard.parts.iter().enumerate() {
            let points = score.and_then(|score| score.parts.get(at)).map(|part| part.score.to_string());
            parts.push(FormPart {
                code: part.code.clone(),
                title: part.title.clone(),
                points: points.unwrap_or_default(),
                max: part.max().to_string(),
                indicators: part.indicators.iter().map(|of| self.indicator(of, score)).collect(),
            });
        }
        if let Some(bonus) = &self.standard.bonus {
            let items = bonus.items.iter().map(|item| self.item(item, score)).collect();
            let (code, title) = (bonus.code.clone(), bonus.title.clone());
            parts.push(FormPart {
                points: score.map(|score| score.bonus.to_string()).unwrap_or_default(),
                max: self.standard.bonus_max().to_string(),
                indicators: vec![FormIndicator { code: code.clone(), title: title.clone(), items }],
                code,
                title,
            });
        }
        parts
    }

    fn indicator(&self, indicator: &Indicator, score: Option<&Score<'_>>) -> FormIndicator {
        FormIndicator {
            code: indicator.code.clone(),
            title: indicator.title.clone(),
            items: indicator.items.iter().map(|item| self.item(item, score)).collect(),
        }
    }

    fn item(&self, item: &Item, score: Option<&Score<'_>>) -> FormItem {
        let scored = score.and_then(|score| score.item(&item.code));
        let facts: Vec<&FormFact> = item.reads.iter().filter_map(|fact| self.by_id.get(fact)).collect();
        let named = |fact: FactId| fact.of(self.vocabulary).map(|fact| fact.name.clone());
        FormItem {
            code: item.code.clone(),
            title: item.title.clone(),
            text: item.text.clone(),
            guidance: item.guidance.clone(),
            clause: item.clause.clone(),
            points: scored.map(|scored| scored.outcome.value.to_string()).unwrap_or_default(),
            max: item.rule.range.1.to_string(),
            standing: scored.map(|scored| scored.state),
            judged: dictionary::judgement(&item.rule).is_some(),
            evidence: item
                .evidence
                .iter()
                .map(|of| (of.document.clone(), of.of.and_then(named), of.required))
                .collect(),
            state: self.answered.state(item, &facts),
            facts: facts.into_iter().map(|fact| fact.name.clone()).collect(),
            may_be_left: item.not_evaluated.is_some(),
        }
    }
}
