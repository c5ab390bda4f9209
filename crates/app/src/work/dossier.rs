//! The dossier of one application, as somebody may see it.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use duheng_pack::text::Text;
use duheng_pack::tree::{Data, Node};
use duheng_programme::command::Evidence;
use duheng_programme::event::FilingEvent;
use duheng_programme::model::{Mechanism, Programme};
use duheng_programme::refusal::{self, Refusal};
use duheng_programme::scoring::merged;
use duheng_programme::seen::{Seen, Viewer, event_title, seen};
use duheng_programme::state::Place;
use duheng_programme::view::Organisation;
use duheng_programme::{Actor, Opening, openings};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};

use super::shown::{end_title, grade_title, role_title, stage_title};
use super::turns::{Told, Turn, dated, objected, told, turns};
use crate::accounts::{Intent, SignedInPerson};
use crate::app::{App, moment};
use crate::evidence::of_submissions;
use crate::fault::{Failure, Fault};
use crate::packs::InstalledPack;
use crate::public::Enterprise;
use crate::sight::{Sight, Target};
use crate::store::entity::person;

/// An application as somebody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// Programme, edition and organisation.
    pub target: Target,
    /// Whose it is.
    pub enterprise: Enterprise,
    /// The title of the programme.
    pub programme: Text,
    /// The role in which it is looked at, with its title.
    pub role: (String, Text),
    /// The place in whose name.
    pub place: String,
    /// What they see of the filing; names of stages, grades and ends are those of the programme.
    pub seen: Seen,
    /// The stages of the programme with their titles, in order.
    pub stages: Vec<(String, Text)>,
    /// Where it stands, in words: the title of the stage or of the end; nothing before it has entered.
    pub stands: Option<Text>,
    /// The title of the grade that was decided, where they see it.
    pub grade: Option<Text>,
    /// What happened, in order.
    pub timeline: Vec<Happened>,
    /// The times at which it was sent back, for the office and the enterprise.
    pub turns: Vec<Turn>,
    /// When the objections came that they see, in their order.
    pub objected: Vec<i64>,
    /// What the enterprise states, with its labels; of a fact that it stated again, what it stated last.
    pub facts: Vec<ShownFact>,
    /// The evidence of all submissions, by the fact or item that it is for.
    pub evidence: BTreeMap<String, Vec<Evidence>>,
    /// The names of persons whose ids are shown, by id; who has none, or whose name was erased, is left out.
    pub people: BTreeMap<String, String>,
    /// What they may do.
    pub openings: Vec<Opening>,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When, in microseconds since 1970-01-01 UTC.
    pub at: i64,
    /// The name of the event.
    pub event: String,
    /// Its title.
    pub title: Text,
    /// What it is mainly about: the title of a stage, a grade or an end, a number, a day; empty where the title says all.
    pub about: Text,
    /// Why, in the words of who did it, for the office and the enterprise; empty where nothing was written.
    pub reason: String,
    /// The layer of the standard in which entries were sealed, for the event that says so.
    pub layer: Option<String>,
    /// The title of the role that did it.
    pub role: Text,
    /// The person, for those who may know.
    pub person: Option<String>,
}

/// A fact as it was submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownFact {
    /// Its name in the pack.
    pub name: String,
    /// What people read.
    pub label: Text,
    /// The values as typed, each with its period where it has one.
    pub values: Vec<(Option<String>, Node)>,
}

impl From<Organisation> for Enterprise {
    fn from(organisation: Organisation) -> Self {
        let Organisation { name, uscc, fictional, .. } = organisation;
        Self { name, uscc, fictional }
    }
}

/// The refusal for an application out of reach, and for one that does not exist.
fn unknown(target: &Target) -> Refusal {
    let name = target.organisation.as_deref().unwrap_or_default();
    refusal::unknown_name(&Text::new("可以查看的申报", "application that you may look at"), name)
}

impl App {
    /// The dossier of an application, as a person sees it in a role. One out of reach is refused as one that does not
    /// exist.
    pub async fn dossier(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
    ) -> Result<Dossier, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let actor = self.actor(&person, role, place, target, Intent::FillIn)?;
        let (sight, seen) = self.looked(db, &actor, target).await?;
        let now = moment(self.clock.now(), &sight.installed.zone)?;
        let openings = sight.with(|view| openings(&actor, view, now))?;
        let Actor::Person { role, place, .. } = actor else { return Err(unknown(target).into()) };
        let programme = sight.programme()?;
        let told = told(db, &sight).await?;
        let timeline = timeline(&sight, programme, &seen, person.person(), &told);
        let events = dated(told);
        let is_told = matches!(seen.viewer, Viewer::Office | Viewer::Enterprise);
        let stands = seen.course.as_ref().map(|course| match &course.place {
            Place::At(stage) => stage_title(programme, stage),
            Place::Ended(end) => end_title(programme, end),
        });
        let organisation = sight.organisation.clone().ok_or_else(|| unknown(target))?;
        let grade = seen.decided.as_ref().map(|(grade, _)| grade_title(&sight.installed, programme, grade));
        Ok(Dossier {
            enterprise: organisation.into(),
            programme: programme.title.clone(),
            stages: programme.stages.iter().map(|stage| (stage.id.clone(), stage.title.clone())).collect(),
            stands,
            grade,
            facts: facts(&sight.installed, &seen),
            evidence: evidence(&seen),
            people: names(db, shown_people(&seen, &timeline)).await?,
            role: (role.clone(), role_title(programme, &role)),
            place,
            turns: if is_told { turns(&programme.id, &events) } else { Vec::new() },
            objected: if seen.objections.is_empty() { Vec::new() } else { objected(&programme.id, &events) },
            timeline,
            openings,
            seen,
            target: target.clone(),
        })
    }

    /// The content of a file of evidence that was submitted, by its hash, for whoever sees the claim.
    pub async fn evidence_of(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
        hash: &str,
    ) -> Result<(Evidence, Bytes), Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let actor = self.actor(&person, role, place, target, Intent::FillIn)?;
        let (_, seen) = self.looked(db, &actor, target).await?;
        let found = evidence(&seen).into_values().flatten().find(|file| file.hash == hash);
        let found = found.ok_or_else(|| refusal::unknown_name(&Text::new("佐证材料", "file"), hash))?;
        let content = self.blobs.get(&found.hash).await?.ok_or_else(|| Fault::Blob(found.hash.clone()))?;
        if crate::blobs::hash(&content) != found.hash {
            return Err(Fault::Blob(found.hash).into());
        }
        Ok((found, content))
    }

    /// What an actor sees of a filing, or the refusal of one that does not exist.
    pub(crate) async fn looked(
        &self,
        db: &impl ConnectionTrait,
        actor: &Actor,
        target: &Target,
    ) -> Result<(Sight, Seen), Failure> {
        let sight = self.sight_of(db, target).await?;
        let now = moment(self.clock.now(), &sight.installed.zone)?;
        let seen = sight.with(|view| seen(actor, view, now))?.ok_or_else(|| unknown(target))?;
        Ok((sight, seen))
    }
}

fn timeline(sight: &Sight, programme: &Programme, seen: &Seen, own: &str, told: &Told) -> Vec<Happened> {
    let mut found = Vec::new();
    for (row, event) in told {
        let is_own = row.person == own;
        if !seen.learns(&row.name, is_own) {
            continue;
        }
        // of an event whose body was erased nobody can say whose application it was about
        let Some(event) = event else { continue };
        if event.programme().is_some_and(|of| of != programme.id) {
            continue;
        }
        let tells = is_own || seen.names_authors();
        found.push(Happened {
            at: row.at,
            title: event_title(&row.name),
            about: about(&sight.installed, programme, event),
            reason: reason(seen.viewer, event).to_owned(),
            layer: layer(&sight.installed, programme, event),
            role: role_of(&sight.installed, programme, &row.role),
            person: Some(row.person.clone()).filter(|person| tells && !person.is_empty()),
            event: row.name.clone(),
        });
    }
    found
}

/// The layer in which entries were sealed.
fn layer(pack: &InstalledPack, programme: &Programme, event: &FilingEvent) -> Option<String> {
    let FilingEvent::Sealed { stage, .. } = event else { return None };
    match &sharing(pack, programme).find_map(|programme| programme.stage(stage))?.mechanism {
        Mechanism::Assess { layer, .. } => Some(layer.clone()),
        _ => None,
    }
}

/// The programme at hand, and then those that may share its filing: what happened may be of a stage or a role of another.
fn sharing<'p>(pack: &'p InstalledPack, programme: &'p Programme) -> impl Iterator<Item = &'p Programme> {
    std::iter::once(programme).chain(&pack.programmes.programmes)
}

/// Why something was done, for those whom it concerns. What is not told here stands with its own part of the page, as a
/// ruling with its objection.
fn reason(viewer: Viewer, event: &FilingEvent) -> &str {
    match event {
        FilingEvent::Submitted { submission, .. }
            if matches!(viewer, Viewer::Office | Viewer::Enterprise) =>
        {
            &submission.reply
        }
        FilingEvent::Checked { reason, .. }
        | FilingEvent::Extended { reason, .. }
        | FilingEvent::RequestJudged { reason, .. }
        | FilingEvent::Withdrawn { reason, .. }
        | FilingEvent::HonourEnded { reason, .. }
            if matches!(viewer, Viewer::Office | Viewer::Enterprise) =>
        {
            reason
        }
        FilingEvent::SentBack { reason, .. } | FilingEvent::Reopened { reason, .. }
            if viewer == Viewer::Office =>
        {
            reason
        }
        _ => "",
    }
}

/// What an event is mainly about; nothing that names a person.
fn about(pack: &InstalledPack, programme: &Programme, event: &FilingEvent) -> Text {
    match event {
        FilingEvent::Submitted { stage, .. }
        | FilingEvent::Reached { stage, .. }
        | FilingEvent::Sealed { stage, .. } => title_of(pack, programme, stage),
        FilingEvent::Checked { stage, verdict, .. } => {
            let [zh, en] = verdict.title();
            let stage = title_of(pack, programme, stage);
            Text::new(format!("{}：{zh}", stage.zh), format!("{}: {en}", stage.en))
        }
        FilingEvent::Extended { stage, until, .. } => {
            let stage = title_of(pack, programme, stage);
            Text::new(format!("{} 至 {until}", stage.zh), format!("{} until {until}", stage.en))
        }
        FilingEvent::Ended { end, .. } => end_title(programme, end),
        FilingEvent::Decided { grade, .. } | FilingEvent::Proposed { grade, .. } => {
            grade_title(pack, programme, grade)
        }
        FilingEvent::Cleared { unit, .. } | FilingEvent::SilenceAgreed { unit, .. } => {
            role_of(pack, programme, unit)
        }
        FilingEvent::Returned { due, .. } => Text::same(due.to_string()),
        FilingEvent::NoticePublished { until, .. } => Text::same(until.to_string()),
        FilingEvent::RequestJudged { item, .. } => {
            let standard = pack.standard_of(programme);
            let found = standard.and_then(|standard| standard.item(item));
            found.map_or_else(|| Text::same(item), |found| found.title.clone())
        }
        FilingEvent::Issued { number, .. } => Text::same(number),
        _ => Text::default(),
    }
}

/// The title of a stage.
fn title_of(pack: &InstalledPack, programme: &Programme, stage: &str) -> Text {
    let found = sharing(pack, programme).find(|programme| programme.stage(stage).is_some());
    stage_title(found.unwrap_or(programme), stage)
}

/// The title of a role.
fn role_of(pack: &InstalledPack, programme: &Programme, role: &str) -> Text {
    let found = sharing(pack, programme).find(|programme| programme.roles.contains_key(role));
    role_title(found.unwrap_or(programme), role)
}

/// What the enterprise states; of a fact that it stated again, what it stated last.
fn facts(pack: &InstalledPack, seen: &Seen) -> Vec<ShownFact> {
    // a stage that asks for more says only that; what was stated before holds on
    let submissions = seen.claim.iter().flat_map(|claim| &claim.submissions);
    let stated = merged(submissions.map(|submission| &submission.facts));
    let shown = stated.entries().iter().map(|entry| {
        let label = pack.pack.vocabulary.fact(&entry.key);
        let label = label.and_then(|id| id.of(&pack.pack.vocabulary)).map(|fact| fact.title.clone());
        let values = match &entry.value.data {
            Data::Map(periods, _) => {
                periods.iter().map(|of| (Some(of.key.clone()), of.value.clone())).collect()
            }
            _ => vec![(None, entry.value.clone())],
        };
        ShownFact { name: entry.key.clone(), label: label.unwrap_or_else(|| Text::same(&entry.key)), values }
    });
    shown.collect()
}

fn evidence(seen: &Seen) -> BTreeMap<String, Vec<Evidence>> {
    of_submissions(seen.claim.iter().flat_map(|claim| &claim.submissions))
}

/// The persons whose ids stand in what is shown.
fn shown_people(seen: &Seen, timeline: &[Happened]) -> BTreeSet<String> {
    let seats = seen.seats.iter().map(|seat| seat.expert.clone());
    let assessors = seen.entries.values().flat_map(|of| of.keys().cloned());
    let suggesters = seen.suggestions.iter().filter_map(|suggestion| suggestion.by.clone());
    let proposal = seen.proposal.iter();
    let deciders = proposal.flat_map(|of| of.approvals.iter().chain([&of.by]).cloned());
    let authors = timeline.iter().filter_map(|happened| happened.person.clone());
    seats.chain(assessors).chain(suggesters).chain(deciders).chain(authors).collect()
}

/// The names of persons.
pub(crate) async fn names(
    db: &impl ConnectionTrait,
    ids: BTreeSet<String>,
) -> Result<BTreeMap<String, String>, Fault> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = person::Entity::find().filter(person::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().filter(|row| !row.name.is_empty()).map(|row| (row.id, row.name)).collect())
}
