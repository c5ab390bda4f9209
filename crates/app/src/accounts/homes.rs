//! Below which offices an enterprise may register itself.

use std::collections::BTreeSet;

use duheng_programme::model::Reach;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::{AccountFailure, GrantKind, OfficePlace};
use crate::app::App;
use crate::store::entity::grant_of_role;

impl App {
    /// The offices that can be the home of an enterprise: those that look after what hangs below them, and those at which
    /// nobody holds a role yet. A unit that does nothing but recommend or clear, as an association does, is none.
    pub async fn homes(&self) -> Result<Vec<OfficePlace>, AccountFailure> {
        let packs = self.shelf.all();
        let roles = packs.iter().flat_map(|pack| &pack.programmes.programmes).flat_map(|of| &of.roles);
        let leading: BTreeSet<&str> =
            roles.filter(|(_, role)| role.reach == Reach::Subtree).map(|(id, _)| id.as_str()).collect();
        let rows = grant_of_role::Entity::find()
            .filter(grant_of_role::Column::Kind.eq(GrantKind::Office.name()))
            .filter(grant_of_role::Column::EndedAt.is_null())
            .all(self.store.read())
            .await?;
        let (mut led, mut held) = (BTreeSet::new(), BTreeSet::new());
        for row in rows {
            if leading.contains(row.role.as_str()) {
                led.insert(row.place.clone());
            }
            held.insert(row.place);
        }
        let mut offices = self.offices().await?;
        offices.retain(|office| led.contains(&office.id) || !held.contains(&office.id));
        Ok(offices)
    }
}
