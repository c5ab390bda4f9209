//! Sealing: what an assessor wrote as one event, refused while something is open; the rest taken as claimed in one act.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::diagnostic::Severity;
use duheng_pack::text::Text;
use duheng_pack::tree::{Data, Entry, Node};
use duheng_programme::command::{Command, FilingCommand, Visit};
use duheng_programme::refusal::Refusal;
use duheng_programme::scoring::{Standing, entry, map, provisional, scalar};
use duheng_programme::state::{Filing, Sealed};
use duheng_programme::view::View;

use super::finding::{Assessing, Point, SavedPoint, points, save};
use super::review::review;
use crate::accounts::{Intent, SignedInPerson};
use crate::act::Receipt;
use crate::answer_file::{AnswerFile, TypedFacts};
use crate::app::App;
use crate::fault::Failure;
use crate::sight::Target;
use crate::store::in_transaction;

impl App {
    /// Seals what an assessor wrote as one event, with the record of a visit where there was one. What is written later
    /// does not touch it. Refused while something is open that the layer asks of them.
    pub async fn seal_draft(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
        visit: Option<&Visit>,
    ) -> Result<Receipt, Failure> {
        let now = self.clock.now();
        Ok(in_transaction!(self, Failure, db => {
            let person = self.changing(db, by, "seal_draft").await?;
            let own = self.assessing(db, by, role, place, target).await?;
            let points = points(db, &own).await?;
            let (entries, reasons) = (entries(&points), reasons(&points));
            let asked = own.sight.with(|view| review(view, &own, points))?;
            if let Some(open) = asked.map(|review| review.open_titles()).filter(|open| !open.is_empty()) {
                return Err(items_open(&open).into());
            }
            let actor = self.actor(&person, role, place, target, Intent::Act)?;
            let seal = FilingCommand::Seal { entries, reasons, visit: visit.cloned() };
            self.act_in(db, &actor, target, Command::Filing(seal), now).await
        }))
    }

    /// Takes items as claimed, in one act: every fact of them that is not assessed yet is confirmed by this assessor. What
    /// they found otherwise stays; of an item whose points are judged the points stay open. Returns how many facts.
    pub async fn take_as_claimed(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
        items: &[String],
    ) -> Result<usize, Failure> {
        Ok(in_transaction!(self, Failure, db => {
            self.changing(db, by, "take_as_claimed").await?;
            let own = self.assessing(db, by, role, place, target).await?;
            let points = points(db, &own).await?;
            let asked = own.sight.with(|view| review(view, &own, points.clone()))?;
            let asked = asked.map(|review| review.items).unwrap_or_default();
            let named = asked.iter().filter(|item| items.contains(&item.code));
            let open: BTreeSet<&str> = named
                .flat_map(|item| &item.facts)
                .filter(|fact| !fact.is_settled())
                .map(|fact| fact.name.as_str())
                .collect();
            for fact in &open {
                let point = Point::Confirmed { fact: (*fact).to_owned() };
                let seen = points.iter().find(|of| of.point == point).map_or(0, |of| of.version);
                save(db, &own, &point, Some(&scalar("yes")), seen).await?;
            }
            Ok::<_, Failure>(open.len())
        }))
    }
}

/// What an assessor wrote, as it is sealed. What the engine finds in it leads back by [`AnswerFile::position`].
pub(super) fn entries(points: &[SavedPoint]) -> Node {
    let (mut confirm, mut judged): (Vec<Node>, Vec<Entry>) = (Vec::new(), Vec::new());
    let mut facts = TypedFacts::default();
    for (position, saved) in points.iter().enumerate() {
        let Some(value) = &saved.value else { continue };
        let file = AnswerFile::of(position);
        match &saved.point {
            Point::Judged { item } => judged.push(file.entry(item, value.clone())),
            Point::Confirmed { fact } if value.as_str() == Some("yes") => {
                confirm.push(file.entry(fact, scalar(fact)).value);
            }
            Point::Confirmed { .. } | Point::Reason { .. } => {}
            Point::Found { fact, period } => facts.add(fact, period.as_deref(), value, file),
        }
    }
    let mut all = Vec::new();
    if !confirm.is_empty() {
        let mut list = map(Vec::new());
        list.data = Data::List(confirm, duheng_pack::tree::Layout::Block);
        all.push(entry("confirm", list));
    }
    for (key, entries) in [("facts", facts.into_entries()), ("judged", judged)] {
        if !entries.is_empty() {
            all.push(entry(key, map(entries)));
        }
    }
    map(all)
}

/// Why facts are found otherwise or not accepted and why items have their points, as it is sealed: of those alone.
fn reasons(points: &[SavedPoint]) -> BTreeMap<String, String> {
    let has_one = |name: &str| {
        points.iter().any(|saved| match (&saved.point, &saved.value) {
            (Point::Found { fact: of, .. }, Some(_)) => of == name,
            (Point::Confirmed { fact: of }, Some(value)) => of == name && value.as_str() == Some("no"),
            (Point::Judged { item: of }, Some(_)) => of == name,
            _ => false,
        })
    };
    let reason = |saved: &SavedPoint| match (&saved.point, saved.value.as_ref().and_then(Node::as_str)) {
        (Point::Reason { of }, Some(reason)) if has_one(of) => Some((of.clone(), reason.to_owned())),
        _ => None,
    };
    points.iter().filter_map(reason).collect()
}

/// Refuses to seal while items are open.
fn items_open(open: &[Text]) -> Refusal {
    let titles = Text::join(open.iter().take(3), ["；", "; "]);
    let more = if open.len() > 3 { ["等", " and others"] } else { ["", ""] };
    Refusal {
        code: "items-open",
        message: Text::new(
            format!("还有 {} 项没有评定：{}{}", open.len(), titles.zh, more[0]),
            format!("{} items are not assessed: {}{}", open.len(), titles.en, more[1]),
        ),
        remedy: Text::new(
            "逐项评定，或把其余各项按企业申报认定；与申报不一致的须有改动，评分、不一致和不予认定都须写明理由",
            "assess each, or take the rest as claimed; what is found otherwise needs a change, and points, changes and what is not accepted need a reason",
        ),
        field: None,
    }
}

/// Findings by the place, from 0, of the entry that they are about: message, help, whether it keeps from sealing.
pub(super) type Told = BTreeMap<Option<usize>, Vec<(Text, Text, bool)>>;

/// What the claim would score if all who assess agreed with this one, and what cannot be read of it.
pub(super) fn alone(view: &View<'_>, own: &Assessing, points: &[SavedPoint]) -> (Option<Standing>, Told) {
    let mut filing = view.filing.cloned().unwrap_or_else(|| Filing::new(""));
    let layer = view.standard().and_then(|standard| standard.layers.get(standard.layer(&own.layer)?));
    let assessors = layer.map_or(1, |layer| layer.assessors.max(1));
    let (entries, reasons) = (entries(points), reasons(points));
    let sealed = Sealed { stage: own.stage.clone(), entries, reasons, visit: None };
    let panel = (0..assessors).map(|at| (format!("assessor-{at}"), sealed.clone()));
    filing.sealed.insert(own.layer.clone(), panel.collect());
    // what this one did not accept and nobody confirmed counts no more in the end, so it is left out here
    let last = view.standard().and_then(|standard| standard.layers.last());
    let (standing, findings) = provisional(view, &filing, last.map_or("", |layer| layer.id.as_str()));
    let mut told = Told::new();
    for finding in findings {
        let held =
            told.entry(AnswerFile::position(finding.span).filter(|at| *at < points.len())).or_default();
        let one = (finding.message.clone(), finding.help.clone(), finding.severity() == Severity::Error);
        // each is told once, though it stands for every assessor
        if !held.contains(&one) {
            held.push(one);
        }
    }
    (standing, told)
}
