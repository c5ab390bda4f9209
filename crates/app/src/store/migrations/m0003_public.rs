//! What the public looks up: notices that run, honours by their first day, organisations by name.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0003_public"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["honour_ended_on", "notice_from", "notice_until"] {
            let mut column = ColumnDef::new(name);
            let alter = Table::alter().table("application").add_column(column.text()).take();
            manager.alter_table(alter).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        Index::create().name("application_notice").table("application").col("notice_until").take(),
        Index::create()
            .name("application_honour")
            .table("application")
            .col("programme")
            .col("honour_from")
            .col("organisation")
            .take(),
        Index::create().name("record_state_organisation").table("record_state").col("organisation").take(),
    ]
}
