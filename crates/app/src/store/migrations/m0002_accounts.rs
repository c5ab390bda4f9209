//! People, their roles and sessions, and letters to them.

use sea_orm_migration::prelude::*;

use super::m0001_streams::{flag, number, optional, table, text};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0002_accounts"
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
        table(
            "person",
            &mut [
                text("id"),
                text("login"),
                text("name"),
                text("email"),
                text("language"),
                text("state"),
                optional("password"),
                number("created_at"),
            ],
            &["id"],
        ),
        table(
            "grant_of_role",
            &mut [
                text("id"),
                text("person"),
                text("kind"),
                text("role"),
                text("place"),
                text("programme"),
                flag("may_submit"),
                text("since"),
                optional("until"),
                text("given_by"),
                number("given_at"),
                optional("delegated_from"),
                perhaps("ended_at"),
            ],
            &["id"],
        ),
        table(
            "invitation",
            &mut [
                text("token"),
                text("person"),
                text("purpose"),
                number("created_at"),
                number("expires_at"),
                perhaps("used_at"),
            ],
            &["token"],
        ),
        table(
            "session",
            &mut [
                text("token"),
                text("person"),
                flag("pending"),
                text("csrf"),
                number("created_at"),
                number("seen_at"),
                number("expires_at"),
                perhaps("revoked_at"),
                flag("second_factor"),
                text("agent"),
            ],
            &["token"],
        ),
        table(
            "second_factor",
            &mut [text("person"), text("secret"), perhaps("confirmed_at"), number("last_step")],
            &["person"],
        ),
        table("recovery_code", &mut [text("person"), text("code"), perhaps("used_at")], &["person", "code"]),
        table(
            "attempt",
            &mut [text("subject"), number("failed"), number("locked_until"), number("last_at")],
            &["subject"],
        ),
        table(
            "audit",
            &mut [text("id"), number("at"), text("by"), text("what"), text("subject"), text("detail")],
            &["id"],
        ),
        table(
            "outbox",
            &mut [
                text("id"),
                text("kind"),
                text("recipient"),
                text("language"),
                text("subject"),
                optional("body"),
                number("created_at"),
                perhaps("sent_at"),
            ],
            &["id"],
        ),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        Index::create().name("person_login").table("person").col("login").unique().take(),
        Index::create().name("grant_person").table("grant_of_role").col("person").take(),
        Index::create().name("grant_place").table("grant_of_role").col("place").take(),
        Index::create().name("grant_from").table("grant_of_role").col("delegated_from").take(),
        Index::create().name("invitation_person").table("invitation").col("person").take(),
        Index::create().name("session_person").table("session").col("person").take(),
        Index::create().name("attempt_last").table("attempt").col("last_at").take(),
        Index::create().name("audit_at").table("audit").col("at").take(),
        Index::create().name("outbox_sent").table("outbox").col("sent_at").take(),
    ]
}

fn perhaps(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().take()
}
