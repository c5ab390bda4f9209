//! The walks of the shipped packs go on a deployment as they go in memory, and what they leave behind verifies.

use duheng_pack::bundle::FileKind;
use duheng_programme::walk::{Material, play_on};
use tokio::runtime::Runtime;

use crate::databases::{Kind, deployment};
use crate::host::Deployed;

const PACKS: [&str; 5] = [
    "sz-sustainable-enterprise",
    "sh-csr-report",
    "nb-harmonious-enterprise",
    "examples/quay-steps",
    "examples/tide-league",
];

/// Plays every walk of a pack, each on a database of its own.
fn play_all(kind: Kind, pack: &str) -> usize {
    let runtime = Runtime::new().unwrap();
    let folder = duheng_testkit::shipped::folder().join(pack);
    let walks = {
        let deployment = runtime.block_on(deployment(Kind::Sqlite));
        let installed = runtime.block_on(deployment.app.install_pack(folder.clone())).unwrap();
        let bundle = installed.bundle().unwrap();
        bundle.of_kind(FileKind::Walk).map(|file| file.path.clone()).collect::<Vec<_>>()
    };
    for path in &walks {
        let deployment = runtime.block_on(deployment(kind));
        let installed = runtime.block_on(deployment.app.install_pack(folder.clone())).unwrap();
        let bundle = installed.bundle().unwrap();
        let material = Material { pack: &installed.pack, programmes: &installed.programmes, bundle };
        let walk = bundle.of_kind(FileKind::Walk).find(|file| file.path == *path).unwrap();
        let mut host = Deployed { runtime: &runtime, app: &deployment.app, clock: &deployment.clock };
        let played = play_on(&walk.tree, material, &mut host);
        let told: Vec<&str> = played.failures.iter().map(|failure| failure.message.en.as_str()).collect();
        assert!(played.passed(), "{kind:?} {pack} {path}: {told:?}");
        while runtime.block_on(deployment.app.sequence("tests")).unwrap() > 0 {}
        // somebody else opens the database and verifies it
        let other = runtime.block_on(deployment.reopened());
        let verified = runtime.block_on(other.verify(None)).unwrap();
        assert_eq!(verified.discrepancies, [], "{kind:?} {pack} {path}");
        assert!(verified.head.is_some_and(|head| head.position >= 2));
        assert!(verified.events > played.commands / 4);
    }
    walks.len()
}

#[test]
fn walks_go_the_same_way_on_sqlite() {
    let count: usize = PACKS.iter().map(|pack| play_all(Kind::Sqlite, pack)).sum();
    assert!(count > 40, "only {count} walks");
}

#[test]
fn walks_go_the_same_way_on_postgresql() {
    let count: usize = PACKS.iter().map(|pack| play_all(Kind::Postgres, pack)).sum();
    assert!(count > 40, "only {count} walks");
}
