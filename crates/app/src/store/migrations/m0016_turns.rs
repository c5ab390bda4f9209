//! How often each application was sent back: lists say of one that came back that it did.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0016_turns"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let returns = ColumnDef::new("returns").big_integer().not_null().default(0).take();
        manager.alter_table(Table::alter().table("application").add_column(returns).take()).await
    }
}
