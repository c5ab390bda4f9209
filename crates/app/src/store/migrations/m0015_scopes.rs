//! Tokens that administer; those of before do not.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0015_scopes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let administers = ColumnDef::new("administers").boolean().not_null().default(false).take();
        manager.alter_table(Table::alter().table("token").add_column(administers).take()).await
    }
}
