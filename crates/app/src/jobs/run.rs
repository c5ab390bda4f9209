//! The worker of jobs: some applications a turn, each by all rules and in a transaction of its own.

use duheng_programme::command::{Command, read_command};
use duheng_programme::refusal::Refusal;
use duheng_programme::scoring::map;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use sea_orm::{ExprTrait as _, QuerySelect as _};

use crate::accounts::{AccountFailure, Intent};
use crate::app::App;
use crate::fault::{Failure, Fault};
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
                        self.note(db, step, Some(&refusal)).await.map_err(Failure::from)
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
        self.act_in(db, &actor, &target, command, self.clock.now()).await?;
        Ok(self.note(db, step, None).await?)
    }

    /// Notes that an application is done, or why it is not.
    async fn note(
        &self,
        db: &impl ConnectionTrait,
        step: &job_step::Model,
        refusal: Option<&Refusal>,
    ) -> Result<(), Fault> {
        use job_step::Column;
        let (message, remedy) = refusal.map(|of| (&of.message, &of.remedy)).unzip();
        let said = |pick: fn(&duheng_pack::text::Text) -> &String, seam: &str| {
            message.zip(remedy).map(|(message, remedy)| format!("{}{seam}{}", pick(message), pick(remedy)))
        };
        job_step::Entity::update_many()
            .col_expr(Column::At, Expr::value(self.clock.now()))
            .col_expr(Column::Code, Expr::value(refusal.map(|of| of.code.to_owned())))
            .col_expr(Column::Zh, Expr::value(said(|text| &text.zh, "；")))
            .col_expr(Column::En, Expr::value(said(|text| &text.en, "; ")))
            .filter(Expr::col(Column::Job).eq(&step.job).and(Expr::col(Column::Seq).eq(step.seq)))
            .exec(db)
            .await?;
        Ok(())
    }
}

/// A command of which nothing is asked.
fn command(name: &str) -> Result<Command, Failure> {
    read_command(name, &map(Vec::new()), None).map_err(|_| super::not_in_bulk(name).into())
}
