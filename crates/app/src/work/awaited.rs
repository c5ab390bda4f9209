//! Whom an application waits for, told to whoever plays all the people of a demo.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use crate::app::App;
use crate::fault::Fault;
use crate::store::entity::{grant_of_role, organisation, person, waiting};

impl App {
    /// The logins of those for whom an application waits: the persons to whom it is assigned, else all who hold the role,
    /// wherever that is; nobody while it waits for a day. In a deployment of fictional data alone; elsewhere nobody is told.
    pub async fn awaited(
        &self,
        programme: &str,
        edition: &str,
        uscc: &str,
    ) -> Result<BTreeSet<String>, Fault> {
        let db = self.store.read();
        let found = organisation::Entity::find().filter(organisation::Column::Uscc.eq(uscc)).one(db).await?;
        let Some(enterprise) = found.filter(|_| self.is_throwaway()) else { return Ok(BTreeSet::new()) };
        let waits = waiting::Entity::find()
            .filter(waiting::Column::Programme.eq(programme))
            .filter(waiting::Column::Edition.eq(edition))
            .filter(waiting::Column::Organisation.eq(enterprise.id))
            .all(db)
            .await?;
        let today = self.today()?.to_string();
        let waits = waits.into_iter().filter(|row| row.opens.as_ref().is_none_or(|day| *day <= today));
        let (of_roles, assigned): (Vec<_>, Vec<_>) = waits.partition(|row| row.person.is_empty());
        let holders = grant_of_role::Entity::find()
            .filter(grant_of_role::Column::Role.is_in(of_roles.into_iter().map(|row| row.role)))
            .filter(grant_of_role::Column::EndedAt.is_null())
            .all(db)
            .await?;
        let persons = assigned.into_iter().map(|row| row.person);
        let persons: BTreeSet<String> = persons.chain(holders.into_iter().map(|row| row.person)).collect();
        let rows = person::Entity::find().filter(person::Column::Id.is_in(persons)).all(db).await?;
        Ok(rows.into_iter().map(|row| row.login).collect())
    }
}
