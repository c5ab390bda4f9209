//! A claim that is being written. Every answer is saved in place with a version of its own, so that two people of one
//! enterprise can work at once and neither overwrites the other unseen. Submitting freezes the answers into one event.

use duheng_programme::command::{Command, FilingCommand};
use duheng_programme::refusal;
use duheng_programme::scoring::{Standing, provisional};
use duheng_programme::time::Moment;
use duheng_programme::view::View;
use duheng_programme::{Actor, authorise};
use sea_orm::ConnectionTrait;

use crate::accounts::{Intent, SignedInPerson};
use crate::act::Receipt;
use crate::app::{App, moment};
use crate::evidence;
use crate::fault::Failure;
use crate::sight::{Sight, Target};
use crate::store::in_transaction;

mod answer;
mod rows;
mod saving;
mod submission;

pub(crate) use answer::answerable;
pub use answer::{Answer, Finding, Question, Saving, typed};
pub(crate) use rows::{Keys, LONGEST, answers, json};
pub(crate) use saving::Typed;
pub use submission::Documents;
pub(crate) use submission::{drafted, submission};

/// Whether an enterprise may check itself by the standard of an edition: as long as that is open and it has not applied.
pub(crate) fn may_check(view: &View<'_>) -> bool {
    let is_open = view.edition().is_some_and(|edition| edition.dates.is_some() && !edition.closed);
    is_open && view.standard().is_some() && view.application().is_none()
}

/// A claim as it stands.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The answers, in order of their questions.
    pub answers: Vec<Answer>,
    /// What cannot be read or is doubtful.
    pub findings: Vec<Finding>,
    /// Grade and total of what can be read, at the layer of the claim; none while the edition has no days.
    pub standing: Option<Standing>,
}

impl App {
    /// The claim as it stands, with what it would score.
    pub async fn draft(&self, by: &SignedInPerson, target: &Target) -> Result<Draft, Failure> {
        let db = self.store.read();
        let (sight, now) = self.writing(db, by, target).await?;
        let civil = moment(now, &sight.installed.zone)?;
        self.drafted_in(db, &sight, civil).await
    }

    pub(crate) async fn drafted_in(
        &self,
        db: &impl ConnectionTrait,
        sight: &Sight,
        civil: Moment,
    ) -> Result<Draft, Failure> {
        let answers = answers(db, sight).await?;
        let (standing, findings) = sight.with(|view| {
            let filing = drafted(view, &answers, civil.date);
            let layer = view.standard().and_then(|standard| standard.layers.first());
            provisional(view, &filing, layer.map_or("", |layer| layer.id.as_str()))
        })?;
        let findings = findings.into_iter().map(|finding| Finding::of(finding, &answers)).collect();
        Ok(Draft { answers, findings, standing })
    }

    /// Submits the claim as it stands, with its documents; later changes of answers do not touch it.
    pub async fn submit_draft(
        &self,
        by: &SignedInPerson,
        target: &Target,
        documents: &Documents,
    ) -> Result<Receipt, Failure> {
        let now = self.clock.now();
        Ok(in_transaction!(self, Failure, db => self.submit_in(db, by, target, documents, now).await))
    }

    async fn submit_in(
        &self,
        db: &impl ConnectionTrait,
        by: &SignedInPerson,
        target: &Target,
        documents: &Documents,
        now: i64,
    ) -> Result<Receipt, Failure> {
        let person = self.changing(db, by, "submit_draft").await?;
        let (sight, _) = self.writing_as(db, &person, target).await?;
        let mut submission = submission(&answers(db, &sight).await?, documents.clone());
        submission.evidence = evidence::of_claim(db, &sight).await?;
        let actor = self.filler(&person, target, Intent::Act)?;
        self.act_in(db, &actor, target, Command::Filing(FilingCommand::Submit(submission)), now).await
    }

    /// What somebody sees who may write the claim now: they may write it where they may submit it.
    pub(crate) async fn writing(
        &self,
        db: &impl ConnectionTrait,
        by: &SignedInPerson,
        target: &Target,
    ) -> Result<(Sight, i64), Failure> {
        let person = self.present(db, by).await?;
        self.writing_as(db, &person, target).await
    }

    /// The same for somebody who is known to be present.
    pub(crate) async fn writing_as(
        &self,
        db: &impl ConnectionTrait,
        person: &SignedInPerson,
        target: &Target,
    ) -> Result<(Sight, i64), Failure> {
        let actor = self.filler(person, target, Intent::FillIn)?;
        self.writing_by(db, &actor, target).await
    }

    /// What somebody sees who may answer now: who may write the claim, and who checks an enterprise that has not applied.
    pub(crate) async fn answering(
        &self,
        db: &impl ConnectionTrait,
        person: &SignedInPerson,
        target: &Target,
    ) -> Result<(Sight, i64), Failure> {
        let refused = match self.writing_as(db, person, target).await {
            Err(Failure::Refused(refusal)) => refusal,
            written => return written,
        };
        if self.filler(person, target, Intent::FillIn).is_err() {
            return Err(refused.into());
        }
        let sight = self.sight_of(db, target).await?;
        match sight.with(may_check)? {
            true => Ok((sight, self.clock.now())),
            false => Err(refused.into()),
        }
    }

    /// The same for an actor.
    pub(crate) async fn writing_by(
        &self,
        db: &impl ConnectionTrait,
        actor: &Actor,
        target: &Target,
    ) -> Result<(Sight, i64), Failure> {
        let now = self.clock.now();
        let sight = self.sight(db, target, &submit()).await?;
        writable(&sight, actor, now)?;
        Ok((sight, now))
    }
}

/// What whoever writes a claim may come to do.
fn submit() -> Command {
    Command::Filing(FilingCommand::Submit(submission(&[], Documents::default())))
}

/// Refuses an actor who may not write the claim at a time.
pub(crate) fn writable(sight: &Sight, actor: &Actor, now: i64) -> Result<(), Failure> {
    let civil = moment(now, &sight.installed.zone)?;
    sight.with(|view| {
        authorise(actor, submit(), view, civil)?;
        match view.is_left() {
            true => Err(refusal::left_unfinished()),
            false => Ok(()),
        }
    })??;
    Ok(())
}
