//! The question list of a layer: what an assessor looks at item by item, with the claim, the evidence and the rule.

use std::collections::BTreeMap;

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_programme::command::Evidence;
use duheng_programme::model::Mechanism;
use duheng_programme::scoring::{Standing, provisional};
use duheng_programme::view::View;
use duheng_standard::dictionary;
use duheng_standard::model::{Item, Standard};

use super::facts::{FormFact, asked};
use super::finding::{Assessing, Point, SavedPoint, points};
use super::looked::{Looked, unsettled};
use super::seal::alone;
use crate::accounts::SignedInPerson;
use crate::app::App;
use crate::claim::{ItemSources, RuleLine};
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
    /// What the claim scores as the enterprise states it.
    pub claimed: Option<Standing>,
    /// What the claim would score if all who assess agreed with this one.
    pub standing: Option<Standing>,
    /// How many of the items that have to be assessed have all that they ask for.
    pub complete: usize,
    /// The documents of the last submission: title, what was given, the files.
    pub documents: Vec<(Text, String, Vec<Evidence>)>,
}

impl Review {
    /// The items that have to be assessed in this layer.
    pub fn asked(&self) -> impl Iterator<Item = &ReviewItem> {
        self.items.iter().filter(|item| item.is_asked)
    }

    /// Those in which something is open: what is asked and not written, and what was written without its reason. Sealing
    /// is refused while there are any.
    pub fn open(&self) -> impl Iterator<Item = &ReviewItem> {
        self.items.iter().filter(|item| (item.is_asked && !item.is_complete) || item.lacks_reason)
    }

    /// The codes and titles of those.
    pub(super) fn open_titles(&self) -> Vec<Text> {
        let title = |item: &ReviewItem| {
            let of = |title: &str| format!("{} {title}", item.code);
            Text::new(of(&item.title.zh), of(&item.title.en))
        };
        self.open().map(title).collect()
    }
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
    /// The slips of the source that concern it, and the standards that it refers to.
    pub sources: ItemSources,
    /// How it is reviewed: `document`, `site`, `interview`.
    pub method: Vec<String>,
    /// The most points, as shown.
    pub max: String,
    /// The points that assessors type: least, most and step, as shown; none where they only confirm.
    pub judge: Option<[String; 3]>,
    /// The evidence checklist: each kind of document once, whether it must be there, the files.
    pub checklist: Vec<(Text, bool, Vec<Evidence>)>,
    /// The rule in words.
    pub rule: Vec<RuleLine>,
    /// The facts that it reads of the enterprise.
    pub facts: Vec<ReviewFact>,
    /// Why the assessor gave these points; empty where nothing was written.
    pub judged_reason: String,
    /// What each assessor of an earlier layer judged: the layer, the points and why.
    pub judged_before: Vec<(Text, String, String)>,
    /// Whether it has to be assessed: where no assessor has sealed before each item, else those in which the assessors
    /// before differ; of the others what was settled stands.
    pub is_asked: bool,
    /// Whether all is written that it asks of the assessor.
    pub is_complete: bool,
    /// Whether something was found otherwise, not accepted or judged without a reason.
    pub lacks_reason: bool,
}

impl ReviewItem {
    /// Whether it can be taken as claimed: something is open, and that are facts alone.
    #[must_use]
    pub fn may_be_taken(&self) -> bool {
        self.facts.iter().any(|fact| !fact.is_settled())
    }
}

/// A fact of an item as an assessor sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewFact {
    /// Its name in the pack.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// The periods for which this item reads it, in order of time; empty where it has none.
    pub periods: Vec<String>,
    /// What the enterprise claims, as typed, each value with its period where it has one.
    pub claim: Vec<(Option<String>, Node)>,
    /// The evidence for it.
    pub evidence: Vec<Evidence>,
    /// Whether the assessor confirmed it.
    pub confirmed: bool,
    /// Whether the assessor does not accept it.
    pub refused: bool,
    /// Whether the assessor found it otherwise, in at least one value.
    pub found: bool,
    /// Why it is found otherwise or not accepted; empty where nothing was written.
    pub reason: String,
    /// What each assessor of an earlier layer found.
    pub before: Vec<FoundBefore>,
    /// What else reads it, code and title: other items, requirements, vetoes, grades. What is found counts there too.
    pub shared: Vec<(String, Text)>,
}

impl ReviewFact {
    /// Whether the assessor has said what they find: what is not claimed is nothing to confirm, and what differs needs a
    /// reason.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        match self.differs() {
            true => !self.reason.is_empty(),
            false => self.confirmed || self.claim.is_empty(),
        }
    }

    /// Whether it is found otherwise or not accepted, and no reason was written.
    #[must_use]
    pub fn lacks_reason(&self) -> bool {
        self.differs() && self.reason.is_empty()
    }

    fn differs(&self) -> bool {
        self.found || self.refused
    }
}

/// What an assessor of an earlier layer found about a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundBefore {
    /// The layer.
    pub layer: Text,
    /// Whether they took it as claimed.
    pub confirmed: bool,
    /// What they found in its place, each value with its period where it has one.
    pub values: Vec<(Option<String>, Node)>,
    /// Why.
    pub reason: String,
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

/// What the layer asks, with what was written so far.
pub(super) fn review(view: &View<'_>, own: &Assessing, points: Vec<SavedPoint>) -> Option<Review> {
    let (year, as_of) = view.edition()?.dates?;
    let standard: &Standard = view.standard()?;
    let layer = standard.layers.get(standard.layer(&own.layer)?)?;
    let stage = view.programme.stage(&own.stage)?;
    let read = dictionary::periods_read(standard, &view.pack.vocabulary, as_of, year);
    let by_id = asked(standard, &view.pack.vocabulary, &read);
    let at = standard.layer(&own.layer)?;
    let looked = Looked { view, points: &points, unsettled: unsettled(view, standard, at), at };
    let item = |item: &Item| {
        let own = read.get(&item.code);
        let facts =
            item.reads.iter().filter_map(|id| Some((by_id.get(id)?, own.and_then(|own| own.get(id)))));
        looked.item(item, facts.map(|(fact, own)| looked.fact(fact, &item.code, own)).collect())
    };
    let items: Vec<ReviewItem> = standard.items().map(item).collect();
    let claim = standard.layers.first()?;
    let claimed = view.filing.and_then(|filing| provisional(view, filing, &claim.id).0);
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
        complete: items.iter().filter(|item| item.is_asked && item.is_complete).count(),
        documents: looked.documents(),
        items,
        findings: findings.collect(),
        claimed,
        standing,
        facts: by_id.into_values().map(|fact| (fact.name.clone(), fact)).collect(),
        points,
    })
}
