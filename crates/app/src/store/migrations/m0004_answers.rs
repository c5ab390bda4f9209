//! Answers of claims that are not submitted yet.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0004_answers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut table = Table::create().table("answer").take();
        let key = ["filing", "edition", "organisation", "kind", "name", "period"];
        let mut primary = Index::create().take();
        for column in key {
            table.col(ColumnDef::new(column).text().not_null());
            primary.col(column);
        }
        table
            .col(ColumnDef::new("value").text())
            .col(ColumnDef::new("version").big_integer().not_null())
            .col(ColumnDef::new("person").text().not_null())
            .col(ColumnDef::new("at").big_integer().not_null())
            .primary_key(&mut primary);
        manager.create_table(table).await
    }
}
