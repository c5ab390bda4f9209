//! Tokens of programs, and how their requests were answered.

use sea_orm_migration::prelude::*;

use super::m0001_streams::{flag, number, optional, table, text};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0009_tokens"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let perhaps = |name: &'static str| ColumnDef::new(name).big_integer().take();
        let mut token = [
            text("token"),
            text("person"),
            text("name"),
            flag("writes"),
            flag("second_factor"),
            text("until"),
            number("created_at"),
            perhaps("used_at"),
            perhaps("revoked_at"),
        ];
        manager.create_table(table("token", &mut token, &["token"])).await?;
        let person = Index::create().name("token_person").table("token").col("person").take();
        manager.create_index(person).await?;
        let mut receipt =
            [text("token"), text("key"), text("request"), number("at"), perhaps("status"), optional("body")];
        manager.create_table(table("receipt", &mut receipt, &["token", "key"])).await?;
        let at = Index::create().name("receipt_at").table("receipt").col("at").take();
        manager.create_index(at).await
    }
}
