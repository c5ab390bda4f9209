//! What people look for who have work: whom applications wait for, who sits on panels, who was recommended; and what
//! assessors write.

use sea_orm_migration::prelude::*;

use super::m0001_streams::{flag, number, optional, table, text};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0005_work"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, column, empty) in [("application", "passed", "[]"), ("edition", "windows", "{}")] {
            let column = ColumnDef::new(column).text().not_null().default(empty).take();
            manager.alter_table(Table::alter().table(name).add_column(column).take()).await?;
        }
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
    let application = || [text("programme"), text("edition"), text("organisation")];
    let own = |rest: Vec<ColumnDef>| application().into_iter().chain(rest).collect::<Vec<ColumnDef>>();
    let rest = vec![
        text("role"),
        text("person"),
        text("stage"),
        optional("since"),
        optional("due"),
        optional("extended"),
        optional("opens"),
    ];
    vec![
        table("waiting", &mut own(rest), &["programme", "edition", "organisation", "role", "person"]),
        table(
            "seat",
            &mut own(vec![text("person"), flag("declared")]),
            &["programme", "edition", "organisation", "person"],
        ),
        findings(),
        table("recommendation", &mut own(vec![text("unit")]), &["programme", "edition", "organisation"]),
    ]
}

/// What assessors write before they seal.
fn findings() -> TableCreateStatement {
    let key = ["filing", "edition", "organisation", "layer", "person", "kind", "name", "period"];
    let rest = [optional("value"), number("version"), number("at")];
    let mut columns: Vec<ColumnDef> = key.into_iter().map(text).chain(rest).collect();
    table("finding", &mut columns, &key)
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        Index::create()
            .name("waiting_role")
            .table("waiting")
            .col("programme")
            .col("edition")
            .col("role")
            .col("stage")
            .take(),
        Index::create().name("waiting_person").table("waiting").col("person").take(),
        Index::create().name("seat_person").table("seat").col("person").take(),
        Index::create().name("recommendation_unit").table("recommendation").col("unit").take(),
        Index::create().name("hang_above").table("hang").col("above").take(),
    ]
}
