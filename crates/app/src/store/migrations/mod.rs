//! The tables, step by step. A step that has landed is never changed.

mod m0001_streams;
mod m0002_accounts;
mod m0003_public;
mod m0004_answers;
mod m0005_work;
mod m0006_offices;
mod m0007_draws;
mod m0008_receipts;
mod m0009_tokens;
mod m0010_lookups;
mod m0011_papers;
mod m0012_jobs;
mod m0013_history;
mod m0014_counts;
mod m0015_scopes;
mod m0016_turns;

use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// The steps that bring tables or columns of lists: after one of them the tables are made again from the events.
pub(super) const REMAKING: &[&str] = &["m0003_public", "m0005_work", "m0014_counts", "m0016_turns"];

pub(super) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_streams::Migration),
            Box::new(m0002_accounts::Migration),
            Box::new(m0003_public::Migration),
            Box::new(m0004_answers::Migration),
            Box::new(m0005_work::Migration),
            Box::new(m0006_offices::Migration),
            Box::new(m0007_draws::Migration),
            Box::new(m0008_receipts::Migration),
            Box::new(m0009_tokens::Migration),
            Box::new(m0010_lookups::Migration),
            Box::new(m0011_papers::Migration),
            Box::new(m0012_jobs::Migration),
            Box::new(m0013_history::Migration),
            Box::new(m0014_counts::Migration),
            Box::new(m0015_scopes::Migration),
            Box::new(m0016_turns::Migration),
        ]
    }
}
