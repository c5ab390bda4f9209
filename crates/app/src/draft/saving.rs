//! Saving an answer. Answers that people save at the same moment reach the disk by one commit.

use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_programme::refusal;
use sea_orm::ConnectionTrait;

use super::rows::{self, Keys, LONGEST, json};
use super::{Question, Saving, answerable};
use crate::accounts::SignedInPerson;
use crate::app::App;
use crate::fault::Failure;
use crate::rounds::Turn;
use crate::sight::Target;
use crate::store::in_transaction;

/// An answer as its author typed it.
#[derive(Clone)]
pub(crate) struct Typed {
    by: SignedInPerson,
    target: Target,
    question: Question,
    /// As JSON; none clears it.
    value: Option<String>,
    /// The version that the author saw.
    seen: i64,
}

impl App {
    /// Saves an answer over the version that its author saw; 0 where there was none. A value of none clears it.
    pub async fn save_answer(
        &self,
        by: &SignedInPerson,
        target: &Target,
        question: &Question,
        value: Option<&Node>,
        seen: i64,
    ) -> Result<Saving, Failure> {
        let typed = Typed {
            by: by.clone(),
            target: target.clone(),
            question: question.clone(),
            value: value.map(json).transpose()?,
            seen,
        };
        loop {
            let (round, told) = match self.saves.join(typed.clone()).await {
                Turn::Done(outcome) => return outcome,
                Turn::Lost => continue,
                Turn::Lead(round, told) => (round, told),
            };
            let outcomes = self.save_round(&round.wishes).await;
            round.tell(outcomes);
            if let Ok(outcome) = told.await {
                return outcome;
            }
        }
    }

    /// Saves answers by one commit, in their order. Where something breaks nothing was saved, and each is tried by itself,
    /// so that what is wrong with one keeps nobody else from saving.
    async fn save_round(&self, all: &[Typed]) -> Vec<Result<Saving, Failure>> {
        if let Ok(outcomes) = self.save_together(all).await {
            return outcomes;
        }
        let mut outcomes = Vec::new();
        for one in all {
            outcomes.push(self.save_alone(one).await);
        }
        outcomes
    }

    /// A refusal has written nothing, so it stands beside what is saved.
    async fn save_together(&self, all: &[Typed]) -> Result<Vec<Result<Saving, Failure>>, Failure> {
        Ok(in_transaction!(unlisted, self, Failure, db => {
            let mut outcomes = Vec::new();
            for one in all {
                match self.save_one(db, one).await {
                    Err(Failure::Broken(fault)) => return Err(fault.into()),
                    outcome => outcomes.push(outcome),
                }
            }
            Ok(outcomes)
        }))
    }

    async fn save_alone(&self, one: &Typed) -> Result<Saving, Failure> {
        Ok(in_transaction!(unlisted, self, Failure, db => self.save_one(db, one).await))
    }

    /// Writes last of all, when nothing can be refused any more.
    async fn save_one(&self, db: &impl ConnectionTrait, one: &Typed) -> Result<Saving, Failure> {
        let person = self.changing(db, &one.by, "save_answer").await?;
        let (sight, now) = self.answering(db, &person, &one.target).await?;
        sight.with(|view| answerable(view, &one.question))??;
        let mut row = Keys::of(&sight, &one.question)?.row(one.by.person(), now);
        row.value.clone_from(&one.value);
        if row.value.as_ref().is_some_and(|value| value.len() > LONGEST) {
            let long = Text::new("答案过长", "the answer is too long");
            let help = Text::new("缩短文字，其余放入佐证材料", "shorten it and put the rest into a document");
            return Err(refusal::claim_invalid(&long, &help, 1).into());
        }
        rows::save(db, row, one.seen).await
    }
}
