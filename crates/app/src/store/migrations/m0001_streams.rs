//! The first tables.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0001_streams"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        table("stream", &mut [text("key"), number("version"), text("head"), number("logged")], &["key"]),
        table(
            "event",
            &mut [
                text("stream"),
                number("seq"),
                number("at"),
                text("person"),
                text("role"),
                text("place"),
                text("name"),
                optional("salt"),
                optional("body"),
                text("digest"),
                text("hash"),
            ],
            &["stream", "seq"],
        ),
        table(
            "log",
            &mut [
                number("position"),
                text("stream"),
                number("version"),
                text("head"),
                number("at"),
                text("root"),
            ],
            &["position"],
        ),
        table("lease", &mut [text("name"), text("holder"), number("until")], &["name"]),
        table(
            "pack",
            &mut [text("hash"), text("id"), text("version"), text("texts"), number("installed_at")],
            &["hash"],
        ),
        table("organisation", &mut [text("id"), text("name"), text("uscc"), flag("fictional")], &["id"]),
        table(
            "hang",
            &mut [text("node"), number("seq"), text("above"), text("since"), flag("office")],
            &["node", "seq"],
        ),
        table("expert", &mut [text("person"), text("organisation"), text("fields")], &["person"]),
        table(
            "conflict",
            &mut [text("person"), number("seq"), text("organisation"), text("since"), optional("until")],
            &["person", "seq"],
        ),
        table(
            "edition",
            &mut [
                text("programme"),
                text("id"),
                text("pack"),
                small("year"),
                text("as_of"),
                number("opened_at"),
                flag("closed"),
            ],
            &["programme", "id"],
        ),
        table(
            "application",
            &mut [
                text("programme"),
                text("edition"),
                text("organisation"),
                text("entry"),
                optional("stage"),
                optional("ended"),
                optional("grade"),
                optional("number"),
                optional("honour"),
                optional("honour_from"),
                optional("honour_until"),
                number("changed_at"),
            ],
            &["programme", "edition", "organisation"],
        ),
        table(
            "record_state",
            &mut [
                text("register"),
                text("organisation"),
                number("seq"),
                text("state"),
                text("since"),
                text("entered_on"),
                text("basis"),
            ],
            &["register", "organisation", "seq"],
        ),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        Index::create().name("organisation_uscc").table("organisation").col("uscc").unique().take(),
        Index::create().name("application_organisation").table("application").col("organisation").take(),
        Index::create()
            .name("application_stage")
            .table("application")
            .col("programme")
            .col("edition")
            .col("stage")
            .take(),
        Index::create().name("application_number").table("application").col("number").take(),
        Index::create().name("stream_logged").table("stream").col("logged").take(),
    ]
}

pub(super) fn table(
    name: &'static str,
    columns: &mut [ColumnDef],
    key: &[&'static str],
) -> TableCreateStatement {
    let mut table = Table::create().table(name).take();
    for column in columns {
        table.col(column);
    }
    let mut primary = Index::create().take();
    for column in key {
        primary.col(*column);
    }
    table.primary_key(&mut primary);
    table
}

pub(super) fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().take()
}

pub(super) fn optional(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().take()
}

pub(super) fn number(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

pub(super) fn small(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).integer().not_null().take()
}

pub(super) fn flag(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).boolean().not_null().take()
}
