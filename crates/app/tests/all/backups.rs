//! A backup is one file that either kind of database takes back, whole or not at all.

use std::collections::BTreeSet;
use std::io::Cursor;

use duheng_app::BackupError;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use tokio::runtime::Runtime;

use crate::chains::played;
use crate::databases::{KINDS, Kind, deployment};

fn other(kind: Kind) -> Kind {
    if kind == Kind::Sqlite { Kind::Postgres } else { Kind::Sqlite }
}

#[test]
fn a_backup_goes_into_the_other_kind_of_database_and_verifies() {
    let runtime = Runtime::new().unwrap();
    for kind in KINDS {
        let (from, head) = played(&runtime, kind);
        let mut file = Vec::new();
        let saved = runtime.block_on(from.app.backup(&mut file)).unwrap();
        let into = runtime.block_on(deployment(other(kind)));
        // it was served before, and is empty all the same
        runtime.block_on(into.app.sequence("server")).unwrap();
        let restored = runtime.block_on(into.app.restore(&mut Cursor::new(&file))).unwrap();
        assert_eq!(restored, saved);
        let verified = runtime.block_on(into.app.verify(Some(&head))).unwrap();
        assert_eq!(verified.discrepancies, []);
        assert_eq!(verified.head, Some(head));
        // the same state gives the same rows, whichever database holds it
        let mut again = Vec::new();
        let second = runtime.block_on(into.app.backup(&mut again)).unwrap();
        assert_eq!(second.rows, saved.rows);
        let lines = |file: &[u8]| -> BTreeSet<String> {
            let text = String::from_utf8(file.to_vec()).unwrap();
            text.lines().filter(|line| line.contains("\"table\"")).map(str::to_owned).collect()
        };
        assert_eq!(lines(&again), lines(&file));
    }
}

#[test]
fn a_damaged_backup_leaves_the_deployment_empty() {
    let runtime = Runtime::new().unwrap();
    let (from, _) = played(&runtime, Kind::Sqlite);
    let mut file = Vec::new();
    runtime.block_on(from.app.backup(&mut file)).unwrap();
    let text = String::from_utf8(file).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let cut = lines[..lines.len() - 1].join("\n");
    let without_a_row = [&lines[..5], &lines[6..]].concat().join("\n");
    let changed = text.replacen("four_star", "five_star", 1);
    let longer = format!("{text}{}\n", lines[3]);
    for (kind, damaged) in KINDS
        .iter()
        .flat_map(|kind| [&cut, &without_a_row, &changed, &longer].map(|damaged| (*kind, damaged.clone())))
    {
        let into = runtime.block_on(deployment(kind));
        let refused = runtime.block_on(into.app.restore(&mut Cursor::new(damaged)));
        assert!(matches!(refused, Err(BackupError::Damaged)), "{kind:?}: {refused:?}");
        assert_eq!(runtime.block_on(into.app.verify(None)).unwrap().events, 0);
    }
    let into = runtime.block_on(deployment(Kind::Sqlite));
    let refused = runtime.block_on(into.app.restore(&mut Cursor::new("{\"a\": 1}\n")));
    assert!(matches!(refused, Err(BackupError::NoBackup)), "{refused:?}");
    let refused = runtime.block_on(from.app.restore(&mut Cursor::new(&text)));
    assert!(matches!(refused, Err(BackupError::NotEmpty)), "{refused:?}");
}

/// A table that is not on the list of tables would be missing from every backup.
#[test]
fn every_table_of_the_database_is_saved() {
    let runtime = Runtime::new().unwrap();
    let (from, _) = played(&runtime, Kind::Sqlite);
    let beside = runtime.block_on(from.beside());
    let chosen = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
                  AND name <> 'seaql_migrations'";
    let rows =
        runtime.block_on(beside.query_all_raw(Statement::from_string(DbBackend::Sqlite, chosen))).unwrap();
    for row in rows {
        let table: String = row.try_get("", "name").unwrap();
        let mut file = Vec::new();
        runtime.block_on(from.app.backup(&mut file)).unwrap();
        let count = Statement::from_string(DbBackend::Sqlite, format!("SELECT count(*) AS n FROM {table}"));
        let count = runtime.block_on(beside.query_one_raw(count)).unwrap().unwrap();
        let rows: i64 = count.try_get("", "n").unwrap();
        let text = String::from_utf8(file).unwrap();
        let saved = text.lines().filter(|line| line.contains(&format!("{{\"table\":\"{table}\""))).count();
        let held = duheng_app::tables().contains(&table.as_str());
        assert!(held, "the table `{table}` is not in `each_table`");
        assert_eq!(i64::try_from(saved).unwrap(), rows, "{table}");
    }
}
