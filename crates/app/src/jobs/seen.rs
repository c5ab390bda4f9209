//! Jobs as whoever began them sees them.

use duheng_pack::text::Text;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use sea_orm::{PaginatorTrait as _, QuerySelect as _};

use super::unknown;
use crate::accounts::SignedInPerson;
use crate::app::App;
use crate::fault::{Failure, Fault};
use crate::public::Enterprise;
use crate::store::entity::{application, job, job_step, organisation};

/// How many jobs and how many refusals are shown at most.
const SHOWN: u64 = 100;

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many applications it has.
    pub total: u64,
    /// How many are done.
    pub done: u64,
    /// How many were refused.
    pub refused: u64,
}

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRow {
    /// Its id.
    pub id: String,
    /// The command.
    pub command: String,
    /// In which role.
    pub role: String,
    /// At which place.
    pub place: String,
    /// The programme with its title.
    pub programme: (String, Text),
    /// The edition.
    pub edition: String,
    /// The stage at which the applications stood, with its title.
    pub stage: (String, Text),
    /// When it began, in microseconds since 1970-01-01 UTC.
    pub created_at: i64,
    /// When it was finished or stopped.
    pub finished_at: Option<i64>,
    /// Whether it was stopped.
    pub stopped: bool,
    /// How far it is.
    pub progress: Progress,
}

/// An application that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Whose it is.
    pub enterprise: Enterprise,
    /// The code of the refusal.
    pub code: String,
    /// Which rule said no, and what would satisfy it.
    pub why: Text,
}

/// An application that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// Whose it is.
    pub enterprise: Enterprise,
    /// What came out; empty of jobs that are older than this note.
    pub what: Text,
    /// The number of its certificate, where the job issued it.
    pub number: Option<String>,
}

impl App {
    /// The jobs of a person, the newest first.
    pub async fn jobs(&self, by: &SignedInPerson) -> Result<Vec<JobRow>, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let rows = job::Entity::find()
            .filter(job::Column::Person.eq(person.person()))
            .order_by_desc(job::Column::CreatedAt)
            .limit(SHOWN)
            .all(db)
            .await
            .map_err(Fault::from)?;
        let mut found = Vec::new();
        for row in rows {
            found.push(self.job_row(db, row).await?);
        }
        Ok(found)
    }

    /// A job of one's own, with the applications that were done and those that were refused, at most 100 of each.
    pub async fn job(
        &self,
        by: &SignedInPerson,
        id: &str,
    ) -> Result<(JobRow, Vec<Finished>, Vec<Refused>), Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let row = job::Entity::find_by_id(id).one(db).await.map_err(Fault::from)?;
        let row = row.filter(|row| row.person == person.person()).ok_or_else(|| unknown(id))?;
        let steps = || {
            let own = job_step::Entity::find().filter(job_step::Column::Job.eq(id));
            own.order_by_asc(job_step::Column::Seq).limit(SHOWN)
        };
        let settled = steps().filter(job_step::Column::At.is_not_null());
        let settled = settled.filter(job_step::Column::Code.is_null()).all(db).await.map_err(Fault::from)?;
        let mut done = Vec::new();
        for step in settled {
            let Some(enterprise) = enterprise(db, &step.organisation).await? else { continue };
            done.push(Finished {
                enterprise,
                number: match row.command.as_str() {
                    "issue" => number(db, &row, &step.organisation).await?,
                    _ => None,
                },
                what: Text::new(step.zh.unwrap_or_default(), step.en.unwrap_or_default()),
            });
        }
        let stopped =
            steps().filter(job_step::Column::Code.is_not_null()).all(db).await.map_err(Fault::from)?;
        let mut refused = Vec::new();
        for step in stopped {
            let Some(enterprise) = enterprise(db, &step.organisation).await? else { continue };
            refused.push(Refused {
                enterprise,
                code: step.code.unwrap_or_default(),
                why: Text::new(step.zh.unwrap_or_default(), step.en.unwrap_or_default()),
            });
        }
        Ok((self.job_row(db, row).await?, done, refused))
    }

    async fn job_row(&self, db: &impl ConnectionTrait, row: job::Model) -> Result<JobRow, Fault> {
        let steps = || job_step::Entity::find().filter(job_step::Column::Job.eq(&row.id));
        let total = steps().count(db).await?;
        let settled = steps().filter(job_step::Column::At.is_not_null()).count(db).await?;
        let refused = steps().filter(job_step::Column::Code.is_not_null()).count(db).await?;
        let progress = Progress { total, done: settled.saturating_sub(refused), refused };
        let pack = self.shelf.with_programme(&row.programme);
        let rules = pack.as_ref().and_then(|pack| pack.programmes.programme(&row.programme));
        let title = rules.map_or_else(|| Text::same(&row.programme), |rules| rules.title.clone());
        let stage = rules.and_then(|rules| rules.stage(&row.stage)).map(|stage| stage.title.clone());
        Ok(JobRow {
            stage: (row.stage.clone(), stage.unwrap_or_else(|| Text::same(&row.stage))),
            programme: (row.programme, title),
            id: row.id,
            command: row.command,
            role: row.role,
            place: row.place,
            edition: row.edition,
            created_at: row.created_at,
            finished_at: row.finished_at,
            stopped: row.stopped,
            progress,
        })
    }
}

/// Whose an application is.
async fn enterprise(db: &impl ConnectionTrait, id: &str) -> Result<Option<Enterprise>, Fault> {
    let found = organisation::Entity::find_by_id(id).one(db).await?;
    Ok(found.map(|of| Enterprise { name: of.name, uscc: of.uscc, fictional: of.fictional }))
}

/// The number of the certificate of an application of a job.
async fn number(db: &impl ConnectionTrait, of: &job::Model, id: &str) -> Result<Option<String>, Fault> {
    let key = (of.programme.clone(), of.edition.clone(), id.to_owned());
    Ok(application::Entity::find_by_id(key).one(db).await?.and_then(|application| application.number))
}
