//! An application.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "application")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub programme: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation: String,
    pub entry: String,
    pub stage: Option<String>,
    pub ended: Option<String>,
    pub grade: Option<String>,
    pub number: Option<String>,
    pub honour: Option<String>,
    pub honour_from: Option<String>,
    pub honour_until: Option<String>,
    pub honour_ended_on: Option<String>,
    pub notice_from: Option<String>,
    pub notice_until: Option<String>,
    pub changed_at: i64,
    /// The stages that it has left, as a list in JSON.
    #[serde(default = "none")]
    pub passed: String,
    /// How often it was sent back to be supplemented.
    #[serde(default)]
    pub returns: i64,
}

fn none() -> String {
    "[]".to_owned()
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
