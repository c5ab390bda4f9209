//! Answers of claims that are not submitted yet, and the files beside them.

use sea_orm_migration::prelude::*;

use super::m0001_streams::{flag, number, optional, table, text};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0004_answers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(answers()).await?;
        manager.create_table(attachments()).await
    }
}

fn answers() -> TableCreateStatement {
    let key = ["filing", "edition", "organisation", "kind", "name", "period"];
    let rest = [optional("value"), number("version"), text("person"), number("at")];
    let mut columns: Vec<ColumnDef> = key.into_iter().map(text).chain(rest).collect();
    table("answer", &mut columns, &key)
}

fn attachments() -> TableCreateStatement {
    let mut columns = [
        text("filing"),
        text("edition"),
        text("organisation"),
        number("number"),
        text("kind"),
        text("name"),
        text("period"),
        text("file"),
        text("hash"),
        text("media"),
        text("person"),
        number("size"),
        number("at"),
        flag("removed"),
    ];
    table("attachment", &mut columns, &["filing", "edition", "organisation", "number"])
}
