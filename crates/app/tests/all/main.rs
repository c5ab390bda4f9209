//! Tests of the use-cases, on SQLite and on PostgreSQL.
#![cfg(test)]

mod accounts;
mod accounts_people;
mod accounts_policy;
mod accounts_roles;
mod accounts_signing;
mod accounts_tokens;
mod backups;
mod chains;
mod databases;
mod drafts;
mod evidence;
mod forms;
mod heads;
mod honours;
mod host;
mod jobs;
mod kills;
mod older;
mod races;
mod results;
mod staged;
mod walks;
mod work;
