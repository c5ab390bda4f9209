//! Commands on many applications at once.

use sea_orm_migration::prelude::*;

use super::m0001_streams::{flag, number, optional, table, text};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0012_jobs"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let perhaps = |name: &'static str| ColumnDef::new(name).big_integer().take();
        let mut job = [
            text("id"),
            text("person"),
            flag("second_factor"),
            text("role"),
            text("place"),
            text("programme"),
            text("edition"),
            text("stage"),
            text("command"),
            number("created_at"),
            perhaps("finished_at"),
            flag("stopped"),
        ];
        manager.create_table(table("job", &mut job, &["id"])).await?;
        let person = Index::create().name("job_person").table("job").col("person").take();
        manager.create_index(person).await?;
        let finished = Index::create().name("job_finished").table("job").col("finished_at").take();
        manager.create_index(finished).await?;
        let mut step = [
            text("job"),
            number("seq"),
            text("organisation"),
            perhaps("at"),
            optional("code"),
            optional("zh"),
            optional("en"),
        ];
        manager.create_table(table("job_step", &mut step, &["job", "seq"])).await
    }
}
