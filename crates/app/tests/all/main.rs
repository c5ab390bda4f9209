//! Tests of the use-cases, on SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod backups;
mod chains;
mod databases;
mod drafts;
mod evidence;
mod host;
mod races;
mod walks;
