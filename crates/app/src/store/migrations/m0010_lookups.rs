//! What each page or each second looks up among all rows: the tree of offices among places of enterprises, streams that
//! are ahead of the log, honours by their last day, registers in the order in which they are shown.

use sea_orm_migration::prelude::*;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0010_lookups"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn indexes() -> Vec<IndexCreateStatement> {
    let ahead = Expr::col("version").gt(Expr::col("logged"));
    vec![
        Index::create().name("hang_office").table("hang").col("office").take(),
        Index::create().name("stream_ahead").table("stream").col("key").and_where(ahead).take(),
        Index::create()
            .name("application_in_force")
            .table("application")
            .col("honour")
            .col("honour_until")
            .take(),
        // the order of a register, so that a page of it reads no more rows than it shows
        Index::create()
            .name("application_register")
            .table("application")
            .col("programme")
            .col(("honour_from", IndexOrder::Desc))
            .col("edition")
            .col("organisation")
            .take(),
    ]
}
