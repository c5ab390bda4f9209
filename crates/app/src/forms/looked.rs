//! One application as an assessor of a layer looks at it: claim, evidence, what others found before, what they wrote.

use std::collections::BTreeSet;

use duheng_pack::calendar::Period;
use duheng_pack::number::Rational;
use duheng_pack::text::Text;
use duheng_pack::tree::{Data, Node};
use duheng_programme::command::{Evidence, Submission};
use duheng_programme::model::Mechanism;
use duheng_programme::scoring::provisional;
use duheng_programme::state::Sealed;
use duheng_programme::view::View;
use duheng_standard::dictionary;
use duheng_standard::model::{Item, Layer, Standard};

use super::facts::FormFact;
use super::finding::{Point, SavedPoint};
use super::review::{FoundBefore, ReviewFact, ReviewItem};
use crate::claim::parts::clause;
use crate::claim::rules::lines;
use crate::claim::sources_of;
use crate::draft::json;

/// What is unsettled before a layer where assessors have sealed an earlier one; none where they have not, which asks all.
pub(super) fn unsettled(view: &View<'_>, standard: &Standard, layer: usize) -> Option<Vec<String>> {
    let filing = view.filing?;
    let sealed = |of: &&Layer| filing.sealed.get(&of.id).is_some_and(|sealed| !sealed.is_empty());
    let before = standard.layers.iter().take(layer).skip(1).rev().find(sealed)?;
    let (standing, _) = provisional(view, filing, &before.id);
    Some(standing.map(|standing| standing.unsettled).unwrap_or_default())
}

/// The values of an entry: one, or one for each period.
fn by_period(value: &Node) -> Vec<(Option<String>, Node)> {
    match &value.data {
        Data::Map(periods, _) => periods.iter().map(|of| (Some(of.key.clone()), of.value.clone())).collect(),
        _ => vec![(None, value.clone())],
    }
}

/// Whether two values are written alike, wherever they stand.
fn alike(a: &Node, b: &Node) -> bool {
    json(a).ok() == json(b).ok()
}

/// The part that an item stands in.
fn part_of(view: &View<'_>, item: &Item) -> (String, Text) {
    let Some(standard) = view.standard() else { return Default::default() };
    let has = |part: &&duheng_standard::model::Part| {
        part.indicators.iter().flat_map(|of| &of.items).any(|own| own.code == item.code)
    };
    let of_bonus = || standard.bonus.as_ref().map(|bonus| (String::new(), bonus.title.clone()));
    let part = standard.parts.iter().find(has).map(|part| (part.code.clone(), part.title.clone()));
    part.or_else(of_bonus).unwrap_or_default()
}

/// What an assessor looks at.
pub(super) struct Looked<'l, 'v> {
    pub(super) view: &'l View<'v>,
    pub(super) points: &'l [SavedPoint],
    /// The layer, by position.
    pub(super) at: usize,
    /// What the assessors before differ on; none where there are none before.
    pub(super) unsettled: Option<Vec<String>>,
}

impl Looked<'_, '_> {
    fn has(&self, wanted: impl Fn(&Point) -> bool) -> bool {
        self.points.iter().any(|saved| saved.value.is_some() && wanted(&saved.point))
    }

    /// What the assessor wrote about a point.
    fn value(&self, point: &Point) -> Option<&Node> {
        self.points.iter().find(|saved| saved.point == *point)?.value.as_ref()
    }

    pub(super) fn item(&self, item: &Item, facts: Vec<ReviewFact>) -> ReviewItem {
        let vocabulary = &self.view.pack.vocabulary;
        let document = |name: &String| {
            vocabulary.documents.get(name).map_or_else(|| Text::same(name), |of| of.title.clone())
        };
        let mut checklist: Vec<(Text, bool, Vec<Evidence>)> = Vec::new();
        for of in &item.evidence {
            let own = of.of.and_then(|id| id.of(vocabulary)).map(|fact| fact.name.as_str());
            let fact = own.or_else(|| facts.first().map(|fact| fact.name.as_str()));
            let files = self.files(|name| name == of.document || Some(name) == fact);
            let title = document(&of.document);
            match checklist.iter_mut().find(|(other, ..)| *other == title) {
                Some((_, required, held)) => {
                    *required |= of.required;
                    held.extend(files.into_iter().filter(|file| !held.contains(file)).collect::<Vec<_>>());
                }
                None => checklist.push((title, of.required, files)),
            }
        }
        let is_asked = self.unsettled.as_ref().is_none_or(|names| {
            names.iter().any(|name| *name == item.code || facts.iter().any(|fact| fact.name == *name))
        });
        let judge = dictionary::judgement(&item.rule);
        let judged = self.has(|point| matches!(point, Point::Judged { item: of } if *of == item.code));
        let judged_reason = self.value(&Point::Reason { of: item.code.clone() }).filter(|_| judge.is_some());
        let judged_reason = judged_reason.and_then(Node::as_str).unwrap_or_default().trim().to_owned();
        let settled = facts.iter().all(ReviewFact::is_settled);
        ReviewItem {
            part: part_of(self.view, item),
            code: item.code.clone(),
            title: item.title.clone(),
            text: item.text.clone(),
            clause: self.view.standard().map(|of| clause(self.view, of, &item.clause)).unwrap_or_default(),
            sources: self.view.standard().map(|of| sources_of(self.view.pack, of, item)).unwrap_or_default(),
            method: item.method.clone(),
            max: plain(&item.rule.range.1),
            judge: judge.map(|range| range.map(plain)),
            checklist,
            judged_before: self.judged_before(&item.code),
            is_asked,
            rule: lines(&item.rule, None, vocabulary),
            is_complete: settled && (judge.is_none() || (judged && !judged_reason.is_empty())),
            lacks_reason: (judged && judged_reason.is_empty()) || facts.iter().any(ReviewFact::lacks_reason),
            judged_reason,
            facts,
        }
    }

    fn submissions(&self) -> impl Iterator<Item = &Submission> {
        self.view.filing.into_iter().flat_map(|filing| &filing.submissions)
    }

    /// The files whose names of what they prove fit, each once.
    fn files(&self, fits: impl Fn(&str) -> bool) -> Vec<Evidence> {
        let mut found: Vec<Evidence> = Vec::new();
        let named = self.submissions().flat_map(|of| &of.evidence);
        for file in
            named.filter(|(name, _)| fits(name.split(' ').next().unwrap_or_default())).flat_map(|(_, of)| of)
        {
            if !found.contains(file) {
                found.push(file.clone());
            }
        }
        found
    }

    /// The documents of the last submission with their files.
    pub(super) fn documents(&self) -> Vec<(Text, String, Vec<Evidence>)> {
        let asked = |name: &String| {
            self.view.programme.stages.iter().find_map(|stage| match &stage.mechanism {
                Mechanism::File { documents, .. } => documents.get(name),
                _ => None,
            })
        };
        let Some(last) = self.submissions().last() else { return Vec::new() };
        let one = |(name, given): (&String, &String)| {
            let title = asked(name).map(|of| of.title.clone());
            (title.unwrap_or_else(|| Text::same(name)), given.clone(), self.files(|of| of == name))
        };
        last.documents.iter().map(one).collect()
    }

    /// What was sealed in the layers of assessors before this one, each with the title of its layer.
    fn sealed_before(&self) -> Vec<(Text, &Sealed)> {
        let layers = self.view.standard().map(|standard| standard.layers.as_slice()).unwrap_or_default();
        let filing = self.view.filing;
        let before = layers.iter().take(self.at).skip(1).filter_map(|layer| {
            let sealed = filing?.sealed.get(&layer.id)?;
            Some(sealed.values().map(|sealed| (layer.title.clone(), sealed)))
        });
        before.flatten().collect()
    }

    fn judged_before(&self, item: &str) -> Vec<(Text, String, String)> {
        let points = |sealed: &Sealed| Some(sealed.entries.get("judged")?.get(item)?.as_str()?.to_owned());
        let reason = |sealed: &Sealed| sealed.reasons.get(item).cloned().unwrap_or_default();
        let before = self.sealed_before().into_iter();
        before.filter_map(|(layer, of)| Some((layer, points(of)?, reason(of)))).collect()
    }

    fn found_before(&self, fact: &str) -> Vec<FoundBefore> {
        let one = |(layer, sealed): (Text, &Sealed)| {
            let confirms = sealed.entries.get("confirm");
            let confirmed = confirms.is_some_and(|of| {
                of.as_str() == Some("all") || of.items().iter().any(|name| name.as_str() == Some(fact))
            });
            let found = sealed.entries.get("facts").and_then(|facts| facts.get(fact));
            let values = found.map(by_period).unwrap_or_default();
            let reason = sealed.reasons.get(fact).cloned().unwrap_or_default();
            FoundBefore { layer, confirmed: confirmed && values.is_empty(), values, reason }
        };
        self.sealed_before().into_iter().map(one).collect()
    }

    /// What reads a fact beside one item: code and title. Requirements and vetoes have no code that people know.
    fn shared(&self, fact: &FormFact, item: &str) -> Vec<(String, Text)> {
        let Some(standard) = self.view.standard() else { return Vec::new() };
        let titled = |code: &String| {
            let unnamed = |title: &Text| (String::new(), title.clone());
            let item = standard.item(code).map(|of| (code.clone(), of.title.clone()));
            let gate = || standard.gate.iter().find(|of| of.id == *code).map(|of| unnamed(&of.title));
            let veto = || standard.vetoes.iter().find(|of| of.id == *code).map(|of| unnamed(&of.title));
            let bonus = || standard.bonus.as_ref().filter(|of| of.code == *code).map(|of| unnamed(&of.title));
            let grade = || standard.grades.iter().find(|of| of.code == *code).map(|of| unnamed(&of.title));
            item.or_else(gate).or_else(veto).or_else(bonus).or_else(grade)
        };
        fact.read_by.iter().filter(|code| *code != item).filter_map(titled).collect()
    }

    pub(super) fn fact(&self, fact: &FormFact, item: &str, read: Option<&BTreeSet<Period>>) -> ReviewFact {
        let own = read.into_iter().flatten().map(ToString::to_string).collect::<Vec<_>>();
        let last = self.submissions().filter_map(|of| of.facts.get(&fact.name)).last();
        let claim = last.map(by_period).unwrap_or_default();
        let said = self.value(&Point::Confirmed { fact: fact.name.clone() }).and_then(Node::as_str);
        let reason = self.value(&Point::Reason { of: fact.name.clone() }).and_then(Node::as_str);
        // what was found as it was claimed is no finding
        let differs = |saved: &SavedPoint| match (&saved.point, &saved.value) {
            (Point::Found { fact: of, period }, Some(value)) if *of == fact.name => {
                !claim.iter().any(|(claimed, held)| claimed == period && alike(held, value))
            }
            _ => false,
        };
        ReviewFact {
            name: fact.name.clone(),
            title: fact.title.clone(),
            evidence: self.files(|name| name == fact.name),
            confirmed: said == Some("yes"),
            refused: said == Some("no"),
            found: self.points.iter().any(differs),
            reason: reason.unwrap_or_default().trim().to_owned(),
            before: self.found_before(&fact.name),
            shared: self.shared(fact, item),
            periods: if own.is_empty() { fact.periods.clone() } else { own },
            claim,
        }
    }
}

/// A number as people write it: as a decimal, exact where none ends.
fn plain(of: &Rational) -> String {
    of.to_decimal().unwrap_or_else(|| of.to_string())
}
