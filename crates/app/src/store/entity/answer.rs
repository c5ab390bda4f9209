//! An answer of a claim that is not submitted yet.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub filing: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation: String,
    /// `fact` or `not_evaluated`
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The fact or the item.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// The period of a fact that has several; else empty.
    #[sea_orm(primary_key, auto_increment = false)]
    pub period: String,
    /// JSON; none once it was cleared.
    pub value: Option<String>,
    /// How often it was saved.
    pub version: i64,
    pub person: String,
    pub at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
