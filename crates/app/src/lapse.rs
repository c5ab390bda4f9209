//! Honours whose last day has passed: each is ended by the clock, so that its register says the same as its certificate.

use duheng_programme::command::{Command, FilingCommand};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use crate::act::Vouched;
use crate::app::App;
use crate::fault::{Failure, Fault};
use crate::sight::Target;
use crate::store::entity::application::{self, Column};

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
            match self.act(&Vouched::clock(), &target, Command::Filing(FilingCommand::Tick)).await {
                Ok(_) => ended += 1,
                // nothing is due: it is not tracked, or somebody else ended it just now
                Err(Failure::Refused(_)) => {}
                Err(Failure::Broken(fault)) => return Err(fault),
            }
        }
        Ok(ended)
    }
}
