//! The question list of a layer: what an assessor looks at item by item, with the claim, the evidence and the rule.

use std::collections::BTreeMap;

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;
use duheng_pack::tree::{Data, Node};
use duheng_programme::command::Evidence;
use duheng_programme::scoring::Standing;
use duheng_programme::view::View;
use duheng_standard::dictionary;
use duheng_standard::model::{Item, Standard};

use super::facts::{FormFact, asked};
use super::finding::{Assessing, Point, SavedPoint, alone, points};
use crate::accounts::SignedInPerson;
use crate::app::App;
use crate::claim::RuleLine;
use crate::claim::parts::clause;
use crate::claim::rules::lines;
use crate::fault::Failure;
use crate::sight::Target;

/// What a layer asks of an assessor, and what they wrote so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The stage.
    pub stage: String,
    /// The layer.
    pub layer: String,
    /// Its title.
    pub title: Text,
    /// Whether the stage needs the record of a visit.
    pub visit: bool,
    /// The last day to seal, included.
    pub due: Option<Date>,
    /// The items, in the order of the standard.
    pub items: Vec<ReviewItem>,
    /// The facts that the enterprise states, by name.
    pub facts: BTreeMap<String, FormFact>,
    /// What the assessor wrote.
    pub points: Vec<SavedPoint>,
    /// What of it cannot be read or is doubtful: what it is about, message, help, whether it keeps from sealing.
    pub findings: Vec<(Option<Point>, Text, Text, bool)>,
    /// What the claim would score if all who assess agreed with this one.
    pub standing: Option<Standing>,
    /// How many items have all that they ask for.
    pub complete: usize,
}

/// An item as an assessor sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewItem {
    /// The code and the title of its part; the code is empty for the bonus.
    pub part: (String, Text),
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// The text of the source.
    pub text: Text,
    /// The heading of its clause.
    pub clause: Text,
    /// How it is reviewed: `document`, `site`, `interview`.
    pub method: Vec<String>,
    /// The most points, as shown.
    pub max: String,
    /// The points that assessors type: least, most and step, as shown; none where they only confirm.
    pub judge: Option<[String; 3]>,
    /// The evidence checklist: each kind of document once, and whether it must be there.
    pub checklist: Vec<(Text, bool)>,
    /// The rule in words.
    pub rule: Vec<RuleLine>,
    /// The facts that it reads of the enterprise.
    pub facts: Vec<ReviewFact>,
    /// Whether all is written that it asks of the assessor.
    pub is_complete: bool,
}

/// A fact of an item as an assessor sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewFact {
    /// Its name in the pack.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// What the enterprise claims, as typed, each value with its period where it has one.
    pub claim: Vec<(Option<String>, Node)>,
    /// The evidence for it.
    pub evidence: Vec<Evidence>,
    /// Whether the assessor confirmed it.
    pub confirmed: bool,
    /// Whether the assessor found it otherwise.
    pub found: bool,
}

impl App {
    /// What the layer that a person may seal now asks of them, with what they wrote. Nobody sees what others write.
    pub async fn review(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
    ) -> Result<Review, Failure> {
        let db = self.store.read();
        let own = self.assessing(db, by, role, place, target).await?;
        let points = points(db, &own).await?;
        let review = own.sight.with(|view| review(view, &own, points))?;
        review.ok_or_else(|| duheng_programme::refusal::edition_closed().into())
    }
}

fn review(view: &View<'_>, own: &Assessing, points: Vec<SavedPoint>) -> Option<Review> {
    use duheng_programme::model::Mechanism;
    let (year, as_of) = view.edition()?.dates?;
    let standard: &Standard = view.standard()?;
    let layer = standard.layers.get(standard.layer(&own.layer)?)?;
    let stage = view.programme.stage(&own.stage)?;
    let by_id = asked(standard, &view.pack.vocabulary, as_of, year);
    let looked = Looked { view, points: &points };
    let item = |item: &Item| {
        let facts = item.reads.iter().filter_map(|fact| by_id.get(fact));
        looked.item(item, facts.map(|fact| looked.fact(fact)).collect())
    };
    let items: Vec<ReviewItem> = standard.items().map(item).collect();
    let (standing, told) = alone(view, own, &points);
    let findings = told.into_iter().flat_map(|(position, findings)| {
        let about = position.and_then(|at| points.get(at));
        let about = about.map(|saved| saved.point.clone());
        findings.into_iter().map(move |(message, help, is_error)| (about.clone(), message, help, is_error))
    });
    Some(Review {
        stage: own.stage.clone(),
        layer: layer.id.clone(),
        title: layer.title.clone(),
        visit: matches!(stage.mechanism, Mechanism::Assess { visit: true, .. }),
        due: view.window(stage).closes,
        complete: items.iter().filter(|item| item.is_complete).count(),
        items,
        findings: findings.collect(),
        standing,
        facts: by_id.into_values().map(|fact| (fact.name.clone(), fact)).collect(),
        points,
    })
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

struct Looked<'l, 'v> {
    view: &'l View<'v>,
    points: &'l [SavedPoint],
}

impl Looked<'_, '_> {
    fn has(&self, wanted: impl Fn(&Point) -> bool) -> bool {
        self.points.iter().any(|saved| saved.value.is_some() && wanted(&saved.point))
    }

    fn item(&self, item: &Item, facts: Vec<ReviewFact>) -> ReviewItem {
        let vocabulary = &self.view.pack.vocabulary;
        let document = |name: &String| {
            vocabulary.documents.get(name).map_or_else(|| Text::same(name), |of| of.title.clone())
        };
        let judge = dictionary::judgement(&item.rule);
        let judged = self.has(|point| matches!(point, Point::Judged { item: of } if *of == item.code));
        // what was not claimed is nothing to confirm
        let settled = facts.iter().all(|fact| fact.confirmed || fact.found || fact.claim.is_empty());
        let mut checklist: Vec<(Text, bool)> = Vec::new();
        for of in &item.evidence {
            let title = document(&of.document);
            match checklist.iter_mut().find(|(other, _)| *other == title) {
                Some((_, required)) => *required |= of.required,
                None => checklist.push((title, of.required)),
            }
        }
        ReviewItem {
            part: part_of(self.view, item),
            code: item.code.clone(),
            title: item.title.clone(),
            text: item.text.clone(),
            clause: self.view.standard().map(|of| clause(self.view, of, &item.clause)).unwrap_or_default(),
            method: item.method.clone(),
            max: item.rule.range.1.to_string(),
            judge: judge.map(|range| range.map(ToString::to_string)),
            checklist,
            rule: lines(&item.rule, None, vocabulary),
            is_complete: settled && (judge.is_none() || judged),
            facts,
        }
    }

    fn fact(&self, fact: &FormFact) -> ReviewFact {
        let submissions = || self.view.filing.into_iter().flat_map(|filing| &filing.submissions);
        let mut claim = Vec::new();
        let mut evidence: Vec<Evidence> = Vec::new();
        for submission in submissions() {
            if let Some(value) = submission.facts.get(&fact.name) {
                claim = match &value.data {
                    Data::Map(periods, _) => {
                        periods.iter().map(|of| (Some(of.key.clone()), of.value.clone())).collect()
                    }
                    _ => vec![(None, value.clone())],
                };
            }
            let own = |name: &str| name.split(' ').next() == Some(fact.name.as_str());
            let files = submission.evidence.iter().filter(|(name, _)| own(name)).flat_map(|(_, files)| files);
            for file in files {
                if !evidence.contains(file) {
                    evidence.push(file.clone());
                }
            }
        }
        ReviewFact {
            name: fact.name.clone(),
            title: fact.title.clone(),
            claim,
            evidence,
            confirmed: self.has(|point| matches!(point, Point::Confirmed { fact: of } if *of == fact.name)),
            found: self.has(|point| matches!(point, Point::Found { fact: of, .. } if *of == fact.name)),
        }
    }
}
