//! A role that a person holds somewhere, from a day to a day.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "grant_of_role")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub person: String,
    pub kind: String,
    pub role: String,
    pub place: String,
    pub programme: String,
    pub may_submit: bool,
    pub since: String,
    pub until: Option<String>,
    pub given_by: String,
    pub given_at: i64,
    pub delegated_from: Option<String>,
    pub ended_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
