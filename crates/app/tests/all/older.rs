//! A deployment of an earlier schema: what its tables did not hold is made from its events when it is opened.

use sea_orm::ConnectionTrait as _;
use tokio::runtime::Runtime;

use crate::chains::played;
use crate::databases::KINDS;

/// From the schema of today back to that of the fourth step: without the tables and columns of those who have work.
const BACK: &[&str] = &[
    "DROP INDEX hang_node",
    "DROP INDEX application_standing",
    "DROP INDEX application_history",
    "DROP INDEX application_valid",
    "DROP INDEX application_on_notice",
    "CREATE INDEX application_organisation ON application (organisation)",
    "DROP TABLE job",
    "DROP TABLE job_step",
    "DROP INDEX log_stream",
    "DROP INDEX hang_office",
    "DROP INDEX stream_ahead",
    "DROP INDEX application_in_force",
    "DROP INDEX application_register",
    "DROP TABLE token",
    "DROP TABLE receipt",
    "DROP INDEX event_name_at",
    "DROP TABLE seed",
    "DROP TABLE office",
    "DROP TABLE waiting",
    "DROP TABLE seat",
    "DROP TABLE finding",
    "DROP TABLE recommendation",
    "DROP INDEX hang_above",
    "ALTER TABLE application DROP COLUMN returns",
    "ALTER TABLE application DROP COLUMN passed",
    "ALTER TABLE edition DROP COLUMN windows",
    "DELETE FROM seaql_migrations WHERE version > 'm0005'",
];

#[test]
fn tables_that_an_earlier_schema_did_not_have_are_made_from_its_events() {
    let runtime = Runtime::new().unwrap();
    for kind in KINDS {
        let (deployment, head) = played(&runtime, kind);
        let beside = runtime.block_on(deployment.beside());
        let mut before = Vec::new();
        runtime.block_on(deployment.app.backup(&mut before)).unwrap();
        for statement in BACK {
            runtime.block_on(beside.execute_unprepared(statement)).unwrap();
        }
        let app = runtime.block_on(deployment.reopened());
        let verified = runtime.block_on(app.verify(Some(&head))).unwrap();
        assert_eq!(verified.discrepancies, [], "{kind:?}");
        let mut after = Vec::new();
        runtime.block_on(app.backup(&mut after)).unwrap();
        let rows = |saved: &[u8], table: &str| {
            let mark = format!("\"table\":\"{table}\"");
            let saved = String::from_utf8(saved.to_vec()).unwrap();
            saved.lines().filter(|line| line.replace(' ', "").contains(&mark)).count()
        };
        assert!(rows(&before, "seat") > 0, "{kind:?}: the walk has a panel");
        for table in ["waiting", "seat", "recommendation", "application", "edition"] {
            assert_eq!(rows(&after, table), rows(&before, table), "{kind:?} {table}");
        }
    }
}
