//! What counts ask of each of very many applications: where it stands, and what its organisation hangs below. Each of these
//! indexes says it by itself, without the row. Whom applications wait for is worked out again too: of a panel that serves
//! several programmes of a filing each now waits for the same experts.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0014_counts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let hangs = Index::create()
            .name("hang_node")
            .table("hang")
            .col("node")
            .col("since")
            .col("seq")
            .col("above")
            .take();
        let stands = Index::create()
            .name("application_standing")
            .table("application")
            .col("programme")
            .col("edition")
            .col("stage")
            .col("ended")
            .col("organisation")
            .take();
        manager.create_index(hangs).await?;
        manager.create_index(stands).await
    }
}
