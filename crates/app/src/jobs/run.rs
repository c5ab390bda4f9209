//! The worker of jobs: some applications a turn, each by all rules and in a transaction of its own.

use duheng_pack::text::Text;
use duheng_programme::command::{Command, read_command};
use duheng_programme::event::{Event, FilingEvent};
use duheng_programme::model::Programme;
use duheng_programme::refusal::Refusal;
use duheng_programme::scoring::map;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use sea_orm::{ExprTrait as _, QuerySelect as _};

use crate::accounts::{AccountFailure, Intent};
use crate::app::App;
use crate::fault::{Failure, Fault};
use crate::packs::InstalledPack;
use crate::public::titles::grade_in_words;
use crate::sequencer::holds;
use crate::sight::Target;
use crate::store::entity::{job, job_step};
use crate::store::in_transaction;

/// The name of the lease.
const LEASE: &str = "jobs";
/// How many applications one turn does at most.
const TURN: u64 = 20;

impl App {
    /// One turn of the worker: the next applications of the oldest job that is not finished. Returns how many were done or
    /// refused; zero also when another worker holds the lease.
    pub async fn work_jobs(&self, holder: &str) -> Result<usize, Failure> {
        let db = self.store.read();
        let open = job::Entity::find()
            .filter(job::Column::FinishedAt.is_null())
            .order_by_asc(job::Column::CreatedAt)
            .order_by_asc(job::Column::Id)
            .one(db)
            .await
            .map_err(Fault::from)?;
        // without a job nothing is written, not even who would do it
        let Some(open) = open else { return Ok(0) };
        let now = self.clock.now();
        let held = in_transaction!(unlisted, self, Failure, db => {
            holds(db, LEASE, holder, now).await.map_err(Failure::from)
        });
        if !held {
            return Ok(0);
        }
        let steps = job_step::Entity::find()
            .filter(job_step::Column::Job.eq(&open.id))
            .filter(job_step::Column::At.is_null())
            .order_by_asc(job_step::Column::Seq)
            .limit(TURN)
            .all(db)
            .await
            .map_err(Fault::from)?;
        for step in &steps {
            match self.step(&open, step).await {
                Ok(()) => {}
                Err(Failure::Refused(refusal)) => {
                    in_transaction!(self, Failure, db => {
                        self.note(db, step, &Outcome::Refused(refusal.clone())).await.map_err(Failure::from)
                    });
                }
                Err(broken) => return Err(broken),
            }
        }
        if u64::try_from(steps.len()).unwrap_or(TURN) < TURN {
            in_transaction!(self, Failure, db => {
                let finished = job::Entity::update_many()
                    .col_expr(job::Column::FinishedAt, Expr::value(self.clock.now()))
                    .filter(job::Column::Id.eq(&open.id))
                    .filter(job::Column::FinishedAt.is_null());
                finished.exec(db).await.map_err(Fault::from)?;
                Ok::<_, Failure>(())
            });
        }
        Ok(steps.len())
    }

    /// Does one application and notes it in one transaction, unless the job was stopped meanwhile.
    async fn step(&self, of: &job::Model, step: &job_step::Model) -> Result<(), Failure> {
        in_transaction!(self, Failure, db => self.step_in(db, of, step).await);
        Ok(())
    }

    async fn step_in(
        &self,
        db: &impl ConnectionTrait,
        of: &job::Model,
        step: &job_step::Model,
    ) -> Result<(), Failure> {
        let stopped = job::Entity::find_by_id(&of.id).one(db).await.map_err(Fault::from)?;
        if stopped.is_none_or(|row| row.stopped) {
            return Ok(());
        }
        let person = self.person_of_job(db, &of.person, of.second_factor).await?;
        let target = Target {
            programme: of.programme.clone(),
            edition: of.edition.clone(),
            organisation: Some(step.organisation.clone()),
        };
        let actor = self
            .actor(&person, &of.role, Some(&of.place), &target, Intent::Act)
            .map_err(AccountFailure::from)?;
        let command = command(&of.command)?;
        if of.command == "propose" && self.looked(db, &actor, &target).await?.1.proposal.is_some() {
            return Err(super::already_proposed().into());
        }
        let receipt = self.act_in(db, &actor, &target, command, self.clock.now()).await?;
        let sight = self.sight_of(db, &target).await?;
        let what = outcome(&receipt.events, &sight.installed, sight.programme()?);
        Ok(self.note(db, step, &Outcome::Done(what)).await?)
    }

    /// Notes what came out of an application, or why it is not done.
    async fn note(
        &self,
        db: &impl ConnectionTrait,
        step: &job_step::Model,
        outcome: &Outcome,
    ) -> Result<(), Fault> {
        use job_step::Column;
        let (code, said) = match outcome {
            Outcome::Done(what) => (None, what.clone()),
            Outcome::Refused(Refusal { code, message, remedy, .. }) => {
                let zh = format!("{}；{}", message.zh, remedy.zh);
                (Some((*code).to_owned()), Text::new(zh, format!("{}; {}", message.en, remedy.en)))
            }
        };
        job_step::Entity::update_many()
            .col_expr(Column::At, Expr::value(self.clock.now()))
            .col_expr(Column::Code, Expr::value(code))
            .col_expr(Column::Zh, Expr::value(said.zh))
            .col_expr(Column::En, Expr::value(said.en))
            .filter(Expr::col(Column::Job).eq(&step.job).and(Expr::col(Column::Seq).eq(step.seq)))
            .exec(db)
            .await?;
        Ok(())
    }
}

/// What became of an application.
enum Outcome {
    /// What came out.
    Done(Text),
    /// Why it was not done.
    Refused(Refusal),
}

/// What came out of an act, in words: what it was done for, else where the application stands since.
fn outcome(events: &[Event], pack: &InstalledPack, programme: &Programme) -> Text {
    let grade = |code: &str| grade_in_words(pack, programme, code);
    let told = |event: &FilingEvent| -> Option<(u8, Text)> {
        Some(match event {
            FilingEvent::Issued { programme: of, grade: code, number, .. } if *of == programme.id => {
                let grade = grade(code);
                let zh = format!("{}，证书编号 {number}", grade.zh);
                (0, Text::new(zh, format!("{}, certificate {number}", grade.en)))
            }
            FilingEvent::Decided { programme: of, grade: code, .. } if *of == programme.id => {
                let grade = grade(code);
                (1, Text::new(format!("等级确定为{}", grade.zh), format!("grade decided: {}", grade.en)))
            }
            FilingEvent::NoticePublished { programme: of, from, until, .. } if *of == programme.id => {
                (2, Text::new(format!("公示 {from} 至 {until}"), format!("on notice from {from} to {until}")))
            }
            FilingEvent::Proposed { programme: of, grade: code, .. } if *of == programme.id => {
                let grade = grade(code);
                (3, Text::new(format!("建议{}", grade.zh), format!("proposed: {}", grade.en)))
            }
            FilingEvent::Ended { programme: of, end } if *of == programme.id => {
                (4, programme.ends.get(end).cloned().unwrap_or_else(|| Text::same(end)))
            }
            FilingEvent::Reached { programme: of, stage } if *of == programme.id => {
                let title = programme.stage(stage).map_or_else(|| Text::same(stage), |of| of.title.clone());
                (5, Text::new(format!("转入“{}”", title.zh), format!("now at “{}”", title.en)))
            }
            FilingEvent::Approved { programme: of, .. } if *of == programme.id => {
                (6, Text::new("已批准，还须他人批准", "approved; others still have to approve"))
            }
            _ => return None,
        })
    };
    let filing = events.iter().filter_map(|event| match event {
        Event::Filing(_, event) => told(event),
        _ => None,
    });
    filing.min_by_key(|(rank, _)| *rank).map(|(_, text)| text).unwrap_or_default()
}

/// A command of which nothing is asked.
fn command(name: &str) -> Result<Command, Failure> {
    read_command(name, &map(Vec::new()), None).map_err(|_| super::not_in_bulk(name).into())
}
