//! The application form: all answers of a claim with what was brought beside it, to be read and printed by the enterprise
//! and by whoever sees the claim; and the checklist of its evidence, which is made from the items.

use std::collections::BTreeMap;

use duheng_pack::text::Text;
use duheng_programme::command::{Evidence, Submission};
use duheng_programme::model::{Document, Mechanism, Programme};
use duheng_programme::refusal;
use duheng_programme::time::Window;
use duheng_programme::view::View;
use sea_orm::ConnectionTrait;

use super::form::{Claim, ItemState};
use super::made::{Depth, made};
use crate::accounts::{Intent, SignedInPerson};
use crate::app::{App, moment};
use crate::evidence::{named, of_submissions};
use crate::fault::Failure;
use crate::sight::{Sight, Target, filing_key};
use crate::store::streams;
use crate::work::role_title;

/// The application form of a claim.
#[derive(Clone, Debug)]
pub struct ApplicationForm {
    /// What was asked and answered: as it stands for a draft, as it was submitted otherwise.
    pub claim: Claim,
    /// Whether it is still being written: what is handed in may be another.
    pub is_draft: bool,
    /// When it was submitted last, else the present time; in microseconds since 1970-01-01 UTC.
    pub at: i64,
    /// The documents that go with it.
    pub documents: Vec<FormDocument>,
    /// The consents that go with it, with who signed; nobody yet for none.
    pub consents: Vec<(Text, Option<String>)>,
    /// The files, by the fact, item or document that they are for.
    pub files: BTreeMap<String, Vec<Evidence>>,
    /// The stages of the evaluation, in order.
    pub plan: Vec<PlannedStage>,
}

/// A document that goes with a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormDocument {
    /// What people read.
    pub title: Text,
    /// Whether it must be there.
    pub required: bool,
    /// The name of the file that was given; none where none was.
    pub given: Option<String>,
    /// The files that were brought for it.
    pub files: Vec<Evidence>,
}

/// A stage of the plan of an evaluation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedStage {
    /// What people read.
    pub title: Text,
    /// Who acts in it.
    pub by: Vec<Text>,
    /// Its first and last day, as they are for this application.
    pub window: Window,
}

/// What an item asks to be shown of one fact, and what was brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceRow {
    /// The code of the item.
    pub code: String,
    /// Its title.
    pub item: Text,
    /// The fact, by name.
    pub fact: String,
    /// Its title.
    pub title: Text,
    /// The documents that show it, with whether they must be there.
    pub documents: Vec<(Text, bool)>,
    /// The files that were brought.
    pub files: Vec<Evidence>,
    /// How it stands.
    pub state: EvidenceState,
}

/// How the evidence of an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EvidenceState {
    /// Files were brought.
    Brought,
    /// None was, and some document must be there.
    Missing,
    /// None was, and none must be there.
    Optional,
    /// The item is asked not to be evaluated, so that nothing is asked.
    AskedOut,
}

impl EvidenceState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Brought, Self::Missing, Self::Optional, Self::AskedOut];

    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Brought => "brought",
            Self::Missing => "missing",
            Self::Optional => "optional",
            Self::AskedOut => "asked-out",
        }
    }
}

impl ApplicationForm {
    /// The files for a fact, those for one of its periods included.
    #[must_use]
    pub fn files_of(&self, fact: &str) -> Vec<Evidence> {
        let is_own = |name: &str| name.split(' ').next() == Some(fact);
        let files = self.files.iter().filter(|(name, _)| is_own(name)).flat_map(|(_, files)| files);
        files.cloned().collect()
    }

    /// The checklist of all evidence that the items ask for, in their order: one row for each fact of an item.
    #[must_use]
    pub fn checklist(&self) -> Vec<EvidenceRow> {
        let mut rows: Vec<EvidenceRow> = Vec::new();
        for item in self.claim.items() {
            for asked in &item.evidence {
                let document = (asked.title.clone(), asked.required);
                let of_fact = |row: &&mut EvidenceRow| row.code == item.code && row.fact == asked.fact;
                if let Some(row) = rows.iter_mut().find(of_fact) {
                    row.documents.push(document);
                    continue;
                }
                let title = self.claim.asks.get(&asked.fact).map(|ask| ask.title.clone());
                rows.push(EvidenceRow {
                    code: item.code.clone(),
                    item: item.title.clone(),
                    fact: asked.fact.clone(),
                    title: title.unwrap_or_default(),
                    documents: vec![document],
                    files: self.files_of(&asked.fact),
                    state: EvidenceState::Optional,
                });
            }
        }
        for row in &mut rows {
            let asked_out = self.claim.item(&row.code).is_some_and(|of| of.state == ItemState::AskedOut);
            row.state = match (asked_out, row.files.is_empty(), row.documents.iter().any(|(_, must)| *must)) {
                (_, false, _) => EvidenceState::Brought,
                (true, ..) => EvidenceState::AskedOut,
                (_, _, true) => EvidenceState::Missing,
                _ => EvidenceState::Optional,
            };
        }
        rows
    }
}

impl App {
    /// The application form of a claim for the people of its enterprise: the draft while it is written, what was submitted
    /// after that; none as for [`App::claim`].
    pub async fn application_form(
        &self,
        by: &SignedInPerson,
        programme: &str,
        edition: &str,
        uscc: &str,
    ) -> Result<Option<ApplicationForm>, Failure> {
        let Some(claim) = self.claim_to(Depth::Questions, by, programme, edition, uscc).await? else {
            return Ok(None);
        };
        let db = self.store.read();
        let sight = self.sight_of(db, &claim.target).await?;
        Ok(Some(self.formed(db, &sight, claim).await?))
    }

    /// The same for whoever sees the claim in a role, as it was submitted; none before that.
    pub async fn application_form_as(
        &self,
        by: &SignedInPerson,
        role: &str,
        place: Option<&str>,
        target: &Target,
    ) -> Result<Option<ApplicationForm>, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let actor = self.actor(&person, role, place, target, Intent::FillIn)?;
        let (sight, seen) = self.looked(db, &actor, target).await?;
        let Some(organisation) = sight.organisation.clone() else { return Ok(None) };
        if seen.claim.is_none_or(|claim| claim.submissions.is_empty()) {
            return Ok(None);
        }
        let today = moment(self.clock.now(), &sight.installed.zone)?.date;
        let own = made_of_submitted(&sight, today)?;
        let claim = Claim { target: target.clone(), enterprise: organisation.into(), ..own };
        Ok(Some(self.formed(db, &sight, claim).await?))
    }

    async fn formed(
        &self,
        db: &impl ConnectionTrait,
        sight: &Sight,
        claim: Claim,
    ) -> Result<ApplicationForm, Failure> {
        let programme = sight.programme()?;
        let is_draft = claim.closed.is_none() || !claim.submitted;
        let organisation = sight.target.organisation.as_deref().unwrap_or_default();
        let key = filing_key(&programme.filing, &sight.target.edition, organisation);
        let submitted = match is_draft {
            true => None,
            false => streams::load(db, &key).await?.into_iter().rev().find(|row| row.name == "submitted"),
        };
        let submissions: Vec<Submission> =
            sight.with(|view| view.filing.map(|filing| filing.submissions.clone()).unwrap_or_default())?;
        let files = match is_draft {
            true => named(claim.files.iter().cloned()),
            false => of_submissions(&submissions),
        };
        let handed_in = submissions.last().filter(|_| !is_draft);
        let documents = asked_documents(programme, &claim, is_draft)
            .into_iter()
            .map(|(name, document)| {
                let own = files.get(name).cloned().unwrap_or_default();
                let given = match handed_in {
                    Some(submission) => submission.documents.get(name).cloned(),
                    None => own.last().map(|file| file.name.clone()),
                };
                FormDocument { title: document.title.clone(), required: document.required, given, files: own }
            })
            .collect();
        let signer = |name: &String| handed_in.and_then(|of| of.consents.get(name)).cloned();
        let consents = asked_consents(programme, &claim, is_draft)
            .into_iter()
            .map(|(name, title)| (title.clone(), signer(name)))
            .collect();
        let plan = sight.with(plan)?;
        let at = submitted.map_or_else(|| self.clock.now(), |row| row.at);
        Ok(ApplicationForm { claim, is_draft, at, documents, consents, files, plan })
    }
}

/// The claim as it was submitted, which whoever looks at it cannot write.
fn made_of_submitted(sight: &Sight, today: duheng_pack::calendar::Date) -> Result<Claim, Failure> {
    let made = sight.with(|view| {
        let stands = view.stage().map(|stage| stage.title.clone()).unwrap_or_default();
        let wanted = view.programme.stages.first().map(|stage| stage.title.clone()).unwrap_or_default();
        let closed = refusal::wrong_stage(&stands, &wanted);
        made(view, today, &[], Vec::new(), Some(closed), Depth::Questions)
    })?;
    Ok(made)
}

/// The documents of the stages in which a claim is filed; of a draft those of the stage that it is written in.
fn asked_documents<'p>(
    programme: &'p Programme,
    claim: &Claim,
    is_draft: bool,
) -> Vec<(&'p String, &'p Document)> {
    let own = |name: &String| !is_draft || claim.documents.iter().any(|of| of.name == *name);
    let files = programme.stages.iter().filter_map(|stage| match &stage.mechanism {
        Mechanism::File { documents, .. } => Some(documents),
        _ => None,
    });
    files.flatten().filter(|(name, _)| own(name)).collect()
}

/// The same for consents.
fn asked_consents<'p>(
    programme: &'p Programme,
    claim: &Claim,
    is_draft: bool,
) -> Vec<(&'p String, &'p Text)> {
    let own = |name: &String| !is_draft || claim.consents.iter().any(|(of, _)| of == name);
    let files = programme.stages.iter().filter_map(|stage| match &stage.mechanism {
        Mechanism::File { consents, .. } => Some(consents),
        _ => None,
    });
    files.flatten().filter(|(name, _)| own(name)).collect()
}

/// The stages of the programme, with who acts and when; what comes of an objection alone, or of an authority that begins
/// by itself, is no part of a plan.
fn plan(view: &View<'_>) -> Vec<PlannedStage> {
    let programme = view.programme;
    let own = programme.leads_through(view.application().map(|of| of.entry.as_str()));
    let planned = |stage: &&duheng_programme::model::Stage| {
        let before = stage.of_edition || matches!(stage.mechanism, Mechanism::Recommend { .. });
        before || own.contains(stage.id.as_str())
    };
    let stage = |stage: &duheng_programme::model::Stage| PlannedStage {
        title: stage.title.clone(),
        by: stage.by.iter().map(|role| role_title(programme, role)).collect(),
        window: view.window(stage),
    };
    programme.stages.iter().filter(planned).map(stage).collect()
}
