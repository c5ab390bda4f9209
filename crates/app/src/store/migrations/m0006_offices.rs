//! Names of offices.

use sea_orm_migration::prelude::*;

use super::m0001_streams::{table, text};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0006_offices"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(table("office", &mut [text("id"), text("name")], &["id"])).await
    }
}
