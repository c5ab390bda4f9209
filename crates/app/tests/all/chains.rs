//! Damage is found and named: the first event that was changed, left out, moved or cut off.

use duheng_app::{Discrepancy, Head};
use duheng_pack::bundle::FileKind;
use duheng_programme::walk::{Material, play_on};
use sea_orm::ConnectionTrait as _;
use tokio::runtime::Runtime;

use crate::databases::{Deployment, KINDS, Kind, deployment};
use crate::host::Deployed;

const FILING: &str = "filing/sz-sustainable-enterprise/2026/harbour";

/// A deployment on which a whole walk was played, with the head of its log.
pub(crate) fn played(runtime: &Runtime, kind: Kind) -> (Deployment, Head) {
    let deployment = runtime.block_on(deployment(kind));
    let folder = duheng_testkit::shipped::folder().join("sz-sustainable-enterprise");
    let installed = runtime.block_on(deployment.app.install_pack(folder)).unwrap();
    let (pack, programmes) = (&installed.pack, &installed.programmes);
    let bundle = installed.bundle().unwrap();
    let material = Material { pack, programmes, bundle };
    let walk = bundle.of_kind(FileKind::Walk).find(|file| file.path == "walks/certified.yaml").unwrap();
    let mut host = Deployed { runtime, app: &deployment.app, clock: &deployment.clock };
    assert!(play_on(&walk.tree, material, &mut host).passed());
    while runtime.block_on(deployment.app.sequence("tests")).unwrap() > 0 {}
    let verified = runtime.block_on(deployment.app.verify(None)).unwrap();
    assert_eq!(verified.discrepancies, []);
    (deployment, verified.head.unwrap())
}

/// What verification finds after some statements.
fn after(kind: Kind, statements: &[&str], noted: bool) -> Vec<Discrepancy> {
    let runtime = Runtime::new().unwrap();
    let (deployment, head) = played(&runtime, kind);
    let beside = runtime.block_on(deployment.beside());
    for statement in statements {
        runtime.block_on(beside.execute_unprepared(statement)).unwrap();
    }
    let earlier = noted.then_some(&head);
    runtime.block_on(deployment.app.verify(earlier)).unwrap().discrepancies
}

fn finds(statements: &[&str], first: &Discrepancy) {
    for kind in KINDS {
        let found = after(kind, statements, false);
        assert_eq!(found.first(), Some(first), "{kind:?}: {found:?}");
    }
}

fn stream() -> String {
    FILING.to_owned()
}

#[test]
fn an_edited_event_is_named() {
    finds(
        &["UPDATE event SET body = replace(body, 'four_star', 'five_star') WHERE name = 'decided'"],
        &Discrepancy::Edited { stream: stream(), seq: seq_of("decided") },
    );
}

#[test]
fn a_changed_author_is_named() {
    finds(
        &["UPDATE event SET person = 'lin' WHERE name = 'approved'"],
        &Discrepancy::Broken { stream: stream(), seq: seq_of("approved") },
    );
}

#[test]
fn a_deleted_event_is_named() {
    finds(
        &["DELETE FROM event WHERE name = 'sent_back'"],
        &Discrepancy::Missing { stream: stream(), seq: seq_of("sent_back") },
    );
}

#[test]
fn events_that_changed_places_are_named() {
    let at = seq_of("sent_back");
    finds(
        &[
            &format!("UPDATE event SET seq = -1 WHERE stream = '{FILING}' AND seq = {at}"),
            &format!("UPDATE event SET seq = {at} WHERE stream = '{FILING}' AND seq = {}", at + 1),
            &format!("UPDATE event SET seq = {} WHERE stream = '{FILING}' AND seq = -1", at + 1),
        ],
        &Discrepancy::Broken { stream: stream(), seq: at },
    );
}

/// Somebody cuts the end of a stream off and mends its row: only the log still knows.
#[test]
fn a_stream_cut_short_is_found_by_the_log() {
    let last = seq_of("reached last");
    let keep = last - 1;
    for kind in KINDS {
        let found = after(
            kind,
            &[
                &format!("DELETE FROM event WHERE stream = '{FILING}' AND seq > {keep}"),
                &format!(
                    "UPDATE stream SET version = {keep}, head = \
                     (SELECT hash FROM event WHERE stream = '{FILING}' AND seq = {keep}) WHERE key = '{FILING}'"
                ),
            ],
            false,
        );
        assert!(
            found
                .iter()
                .any(|found| matches!(found, Discrepancy::CutShort { stream, .. } if stream == FILING)),
            "{kind:?}: {found:?}"
        );
    }
}

/// Somebody cuts stream and log: only the head that was noted elsewhere still knows.
#[test]
fn a_log_cut_short_is_found_by_an_earlier_head() {
    for kind in KINDS {
        let cut = ["DELETE FROM log WHERE position = (SELECT max(position) FROM log)"];
        assert_eq!(after(kind, &cut, false), [], "{kind:?}: without the head nobody can know");
        let found = after(kind, &cut, true);
        assert!(matches!(found.as_slice(), [Discrepancy::OtherLog { .. }]), "{kind:?}: {found:?}");
    }
}

#[test]
fn a_row_that_events_do_not_say_is_named() {
    finds(
        &["UPDATE application SET grade = 'five_star'"],
        &Discrepancy::Table {
            table: "application",
            row: "sz-sustainable-enterprise/2026/harbour".to_owned(),
        },
    );
}

/// The number of the first event of a name in the filing of the walk; `reached last` is the last event of all.
fn seq_of(name: &str) -> i64 {
    let runtime = Runtime::new().unwrap();
    let (deployment, _) = played(&runtime, Kind::Sqlite);
    let beside = runtime.block_on(deployment.beside());
    let chosen = match name {
        "reached last" => format!("SELECT max(seq) AS seq FROM event WHERE stream = '{FILING}'"),
        name => format!("SELECT min(seq) AS seq FROM event WHERE stream = '{FILING}' AND name = '{name}'"),
    };
    let statement = sea_orm::Statement::from_string(sea_orm::DbBackend::Sqlite, chosen);
    let row = runtime.block_on(beside.query_one_raw(statement)).unwrap().unwrap();
    row.try_get("", "seq").unwrap()
}
