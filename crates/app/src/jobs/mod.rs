//! One command on many applications: a job, whose applications are done one after another in the name of whoever began
//! it. Each is asked for again by all rules, and each is a transaction of its own with the note that it is done, so a job
//! that was interrupted goes on where it stood and does nothing twice.

mod run;
mod seen;

use std::collections::BTreeSet;

use duheng_pack::text::Text;
use duheng_programme::language;
use duheng_programme::refusal::Refusal;
use sea_orm::{EntityTrait as _, Set};

use crate::accounts::{SignedInPerson, identity};
use crate::app::App;
use crate::fault::Failure;
use crate::store::entity::{job, job_step};
use crate::store::in_transaction;

pub use seen::{Finished, JobRow, Progress, Refused};

/// The commands that can be done on many applications at once: those that ask for nothing that differs from one to the
/// next.
pub const BULK: [&str; 5] = ["propose", "approve", "publish_notice", "close_notice", "issue"];

/// How many rows are written at once.
const CHUNK: usize = 500;

/// What is to be done on which applications.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// In which role, at which place.
    pub role: String,
    /// The place.
    pub place: String,
    /// The programme.
    pub programme: String,
    /// The edition.
    pub edition: String,
    /// The stage at which applications stand.
    pub stage: String,
    /// One of [`BULK`].
    pub command: String,
    /// The unified social credit codes of those that were chosen; all that the role reaches where there are none.
    pub chosen: BTreeSet<String>,
}

impl App {
    /// Begins a job. Returns its id.
    pub async fn begin_job(&self, by: &SignedInPerson, new: &NewJob) -> Result<String, Failure> {
        if !BULK.contains(&new.command.as_str()) || language::command(&new.command).is_none() {
            return Err(not_in_bulk(&new.command).into());
        }
        Ok(in_transaction!(self, Failure, db => {
            let person = self.changing(db, by, "begin_job").await?;
            let found = self.standing_at(db, &person, new).await?;
            if found.is_empty() {
                return Err(nothing_there().into());
            }
            let id = identity(self.chance.as_ref())?;
            let row = job::ActiveModel {
                id: Set(id.clone()),
                person: Set(person.person().to_owned()),
                second_factor: Set(person.has_second_factor()),
                role: Set(new.role.clone()),
                place: Set(new.place.clone()),
                programme: Set(new.programme.clone()),
                edition: Set(new.edition.clone()),
                stage: Set(new.stage.clone()),
                command: Set(new.command.clone()),
                created_at: Set(self.clock.now()),
                finished_at: Set(None),
                stopped: Set(false),
            };
            job::Entity::insert(row).exec_without_returning(db).await?;
            let steps = (1..).zip(found).map(|(seq, organisation)| job_step::ActiveModel {
                job: Set(id.clone()),
                seq: Set(seq),
                organisation: Set(organisation),
                at: Set(None),
                code: Set(None),
                zh: Set(None),
                en: Set(None),
            });
            let steps: Vec<job_step::ActiveModel> = steps.collect();
            for part in steps.chunks(CHUNK) {
                job_step::Entity::insert_many(part.to_vec()).exec_without_returning(db).await?;
            }
            self.audited(db, person.person(), "begin_job", &id, &new.command).await?;
            Ok(id)
        }))
    }

    /// Stops a job of one's own: what is done stays done, the rest is left.
    pub async fn stop_job(&self, by: &SignedInPerson, id: &str) -> Result<(), Failure> {
        in_transaction!(self, Failure, db => {
            let person = self.changing(db, by, "stop_job").await?;
            let row = job::Entity::find_by_id(id).one(db).await?;
            let Some(row) = row.filter(|row| row.person == person.person()) else {
                return Err(unknown(id).into());
            };
            if row.finished_at.is_none() {
                let mut row: job::ActiveModel = row.into();
                row.stopped = Set(true);
                row.finished_at = Set(Some(self.clock.now()));
                job::Entity::update(row).exec(db).await?;
                self.audited(db, person.person(), "stop_job", id, "").await?;
            }
            Ok(())
        });
        Ok(())
    }
}

fn not_in_bulk(command: &str) -> Refusal {
    Refusal {
        code: "not-in-bulk",
        message: Text::new(
            format!("“{command}”不能成批办理"),
            format!("`{command}` is not done on many at once"),
        ),
        remedy: Text::new("逐件办理", "do it on one application after another"),
        field: None,
    }
}

fn already_proposed() -> Refusal {
    Refusal {
        code: "proposal-waits",
        message: Text::new("已有等级建议，等待批准", "a proposal waits for approval already"),
        remedy: Text::new(
            "由另一人批准或退回；需要改提的，请逐件办理",
            "let another approve it or send it back; to propose another grade, do this one alone",
        ),
        field: None,
    }
}

fn nothing_there() -> Refusal {
    Refusal {
        code: "job-empty",
        message: Text::new("没有可办理的申报", "no application is there to be done"),
        remedy: Text::new(
            "选择一个阶段和其中的申报；名单可能已被他人办理",
            "choose a stage and applications in it; somebody else may have done them",
        ),
        field: None,
    }
}

fn unknown(id: &str) -> Refusal {
    Refusal {
        code: "job-unknown",
        message: Text::new(
            format!("没有这项成批办理：“{id}”"),
            format!("there is no job `{id}` of one's own"),
        ),
        remedy: Text::new("在待办中查看本人的成批办理", "look at the jobs of one's own desk"),
        field: None,
    }
}
