//! One command on many applications, in somebody's name.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub person: String,
    pub second_factor: bool,
    pub role: String,
    pub place: String,
    pub programme: String,
    pub edition: String,
    pub stage: String,
    pub command: String,
    pub created_at: i64,
    pub finished_at: Option<i64>,
    pub stopped: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
