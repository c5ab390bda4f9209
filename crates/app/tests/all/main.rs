//! Tests of the use-cases, on SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod accounts;
mod accounts_policy;
mod accounts_roles;
mod accounts_signing;
mod chains;
mod databases;
mod host;
mod walks;
