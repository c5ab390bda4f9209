//! A signed-in browser; of its secret only the hash is kept.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub token: String,
    pub person: String,
    pub pending: bool,
    pub csrf: String,
    pub created_at: i64,
    pub seen_at: i64,
    pub expires_at: i64,
    pub revoked_at: Option<i64>,
    pub second_factor: bool,
    pub agent: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl Related<super::person::Entity> for Entity {
    fn to() -> RelationDef {
        Entity::belongs_to(super::person::Entity).from(Column::Person).to(super::person::Column::Id).into()
    }
}

impl ActiveModelBehavior for ActiveModel {}
