//! What certificates are found by: the line of the log that first has their event.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0011_papers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let stream = Index::create().name("log_stream").table("log").col("stream").col("version").take();
        manager.create_index(stream).await
    }
}
