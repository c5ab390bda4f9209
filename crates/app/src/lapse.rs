//! What the clock does by itself: it ends honours whose last day has passed, so that a register says the same as the
//! certificate, and it takes silence as agreement where a programme says so. Nothing else waits for it: a late filing can
//! still be given more time by its office, a notice that is over is ended by its office, and a re-evaluation opens by its
//! day whether or not it was announced.

use std::collections::BTreeSet;

use duheng_programme::command::{Command, FilingCommand};
use duheng_programme::model::Mechanism;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use crate::act::Vouched;
use crate::app::App;
use crate::fault::{Failure, Fault};
use crate::sight::Target;
use crate::store::entity::application::{self, Column};
use crate::store::entity::waiting;

impl App {
    /// Ends the honours in force whose last day has passed. Returns how many; one that a pack does not track stays as it
    /// was given.
    pub async fn lapse_honours(&self) -> Result<usize, Fault> {
        let today = self.today()?.to_string();
        let over = application::Entity::find()
            .filter(Column::Honour.eq("in_force"))
            .filter(Column::HonourUntil.lt(today))
            .order_by_asc(Column::HonourUntil)
            .order_by_asc(Column::Organisation)
            .all(self.store.read())
            .await?;
        let mut ended = 0;
        for row in over {
            let target = Target {
                programme: row.programme,
                edition: row.edition,
                organisation: Some(row.organisation),
            };
            // nothing is due where it is not tracked, or where somebody else ended it just now
            ended += usize::from(self.tick(&target).await?);
        }
        Ok(ended)
    }

    /// Lets units agree that did not answer by their last day, where the programme takes silence as agreement. Returns in
    /// how many applications.
    pub async fn let_silence_agree(&self) -> Result<usize, Fault> {
        let today = self.today()?.to_string();
        let over =
            waiting::Entity::find().filter(waiting::Column::Due.lt(today)).all(self.store.read()).await?;
        let mut stood = BTreeSet::new();
        for row in over {
            let target = Target {
                programme: row.programme,
                edition: row.edition,
                organisation: Some(row.organisation),
            };
            stood.insert((target, row.stage));
        }
        let mut agreed = 0;
        for (target, stage) in stood {
            if self.silence_agrees(&target, &stage).await? && self.tick(&target).await? {
                agreed += 1;
            }
        }
        Ok(agreed)
    }

    /// Whether silence is agreement in a stage of an edition.
    async fn silence_agrees(&self, target: &Target, stage: &str) -> Result<bool, Fault> {
        let installed = match self.pack_of(self.store.read(), target, None).await {
            Ok(installed) => installed,
            Err(Failure::Refused(_)) => return Ok(false),
            Err(Failure::Broken(fault)) => return Err(fault),
        };
        let programme = installed.programmes.programme(&target.programme);
        let stage = programme.and_then(|programme| programme.stage(stage));
        Ok(stage
            .is_some_and(|stage| matches!(stage.mechanism, Mechanism::Clear { silence_agrees: true, .. })))
    }

    /// Says that time has passed; whether something was due.
    async fn tick(&self, target: &Target) -> Result<bool, Fault> {
        match self.act(&Vouched::clock(), target, Command::Filing(FilingCommand::Tick)).await {
            Ok(_) => Ok(true),
            Err(Failure::Refused(_)) => Ok(false),
            Err(Failure::Broken(fault)) => Err(fault),
        }
    }
}
