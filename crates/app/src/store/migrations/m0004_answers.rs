//! Answers of claims that are not submitted yet, and the files beside them.

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
        manager.create_table(table).await?;
        manager.create_table(attachments()).await
    }
}

fn attachments() -> TableCreateStatement {
    let mut table = Table::create().table("attachment").take();
    let mut primary = Index::create().take();
    for column in ["filing", "edition", "organisation"] {
        table.col(ColumnDef::new(column).text().not_null());
        primary.col(column);
    }
    table.col(ColumnDef::new("number").big_integer().not_null());
    for column in ["kind", "name", "period", "file", "hash", "media", "person"] {
        table.col(ColumnDef::new(column).text().not_null());
    }
    for column in ["size", "at"] {
        table.col(ColumnDef::new(column).big_integer().not_null());
    }
    table.col(ColumnDef::new("removed").boolean().not_null());
    table.primary_key(primary.col("number"));
    table
}
