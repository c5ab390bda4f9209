//! An edition.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "edition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub programme: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub pack: String,
    pub year: i32,
    pub as_of: String,
    pub opened_at: i64,
    pub closed: bool,
    /// The windows that it sets itself, in JSON.
    #[serde(default = "none")]
    pub windows: String,
}

fn none() -> String {
    "{}".to_owned()
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
