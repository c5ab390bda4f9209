//! A token of a program; of its secret only the hash is kept.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "token")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token: String,
    pub person: String,
    pub name: String,
    pub writes: bool,
    /// Backups of earlier versions do not say.
    #[serde(default)]
    pub administers: bool,
    pub second_factor: bool,
    pub until: String,
    pub created_at: i64,
    pub used_at: Option<i64>,
    pub revoked_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl Related<super::person::Entity> for Entity {
    fn to() -> RelationDef {
        Entity::belongs_to(super::person::Entity).from(Column::Person).to(super::person::Column::Id).into()
    }
}

impl ActiveModelBehavior for ActiveModel {}
