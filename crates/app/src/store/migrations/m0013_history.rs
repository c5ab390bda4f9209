//! The earlier honours of one organisation in one programme, which every act asks for: without its own index SQLite reads
//! all applications of the programme. And for the start page an index that says by itself how many honours hold, and one
//! in the order in which notices are shown.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0013_history"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let history = Index::create()
            .name("application_history")
            .table("application")
            .col("organisation")
            .col("programme")
            .col("edition")
            .take();
        let valid = Index::create()
            .name("application_valid")
            .table("application")
            .col("honour")
            .col("programme")
            .col("honour_until")
            .take();
        manager.create_index(history).await?;
        manager.create_index(valid).await?;
        let notices = Index::create()
            .name("application_on_notice")
            .table("application")
            .col(("notice_from", IndexOrder::Desc))
            .col("edition")
            .col("organisation")
            .take();
        manager.create_index(notices).await?;
        // the new index answers its questions too
        manager
            .drop_index(Index::drop().name("application_organisation").table("application").to_owned())
            .await
    }
}
