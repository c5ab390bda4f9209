//! An empty database of each kind.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use duheng_app::outside::{DrivenClock, SeededChance};
use duheng_app::{App, Settings};
use sea_orm::{ConnectionTrait as _, Database, DatabaseConnection};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// The kinds of database that everything must run on.
pub(crate) const KINDS: [Kind; 2] = [Kind::Sqlite, Kind::Postgres];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// The address of an empty database.
pub(crate) async fn empty(kind: Kind) -> String {
    let name = format!("duheng_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
    match kind {
        Kind::Sqlite => {
            let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
            let path = folder.join(format!("{name}.sqlite"));
            for ending in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
            }
            format!("sqlite:{}", path.display())
        }
        Kind::Postgres => {
            let server = server();
            let connection = Database::connect(format!("{server}/postgres")).await.unwrap();
            connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
            format!("{server}/{name}")
        }
    }
}

fn server() -> String {
    std::env::var("DUHENG_POSTGRES").expect(
        "run `cargo xtask test`, which starts a PostgreSQL server, or set DUHENG_POSTGRES to the address of one \
         whose user may create databases, such as postgres://me@127.0.0.1:5432",
    )
}

/// A deployment on an empty database, with a clock that stands still and chance that repeats.
pub(crate) struct Deployment {
    pub(crate) app: App,
    pub(crate) clock: Arc<DrivenClock>,
    pub(crate) address: String,
    pub(crate) files: PathBuf,
}

pub(crate) async fn deployment(kind: Kind) -> Deployment {
    let address = empty(kind).await;
    let clock = Arc::new(DrivenClock::default());
    let name = address.rsplit('/').next().unwrap().trim_end_matches(".sqlite");
    let files = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-files"));
    let app = opened(&address, &files, &clock).await;
    Deployment { app, clock, address, files }
}

/// A deployment of fictional data, as the demo has one.
#[allow(dead_code, reason = "the tests of the demo share this file")]
pub(crate) async fn throwaway(kind: Kind) -> Deployment {
    let mut made = deployment(kind).await;
    let settings = settings(&made.address, &made.files, &made.clock);
    made.app = App::open_throwaway(settings).await.unwrap();
    made
}

fn settings(address: &str, files: &Path, clock: &Arc<DrivenClock>) -> Settings {
    Settings {
        database: address.to_owned(),
        files: files.to_owned(),
        clock: clock.clone(),
        chance: Arc::new(SeededChance::new("tests")),
    }
}

async fn opened(address: &str, files: &Path, clock: &Arc<DrivenClock>) -> App {
    App::open(settings(address, files, clock)).await.unwrap()
}

impl Deployment {
    /// The same deployment, as another program opens it.
    pub(crate) async fn reopened(&self) -> App {
        opened(&self.address, &self.files, &self.clock).await
    }

    /// A connection beside the deployment, to damage what it holds.
    pub(crate) async fn beside(&self) -> DatabaseConnection {
        Database::connect(&self.address).await.unwrap()
    }
}

impl Drop for Deployment {
    /// Files are removed; databases of the server go with the server.
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.files);
        if let Some(path) = self.address.strip_prefix("sqlite:") {
            for ending in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{path}{ending}"));
            }
        }
    }
}
