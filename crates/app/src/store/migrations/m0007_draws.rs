//! Seeds of draws, kept until they are drawn.

use sea_orm_migration::prelude::*;

use super::m0001_streams::{number, table, text};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0007_draws"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let key = ["programme", "edition", "organisation", "commitment"];
        let mut columns: Vec<ColumnDef> =
            key.into_iter().map(text).chain([text("seed"), number("at")]).collect();
        manager.create_table(table("seed", &mut columns, &key)).await
    }
}
