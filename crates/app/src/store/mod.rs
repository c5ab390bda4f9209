//! The database. Nothing outside this module writes SQL, and nothing outside `dialect` knows which database it is.

mod dialect;
pub(crate) mod entity;
pub(crate) mod heads;
mod migrations;
pub(crate) mod streams;

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::{DatabaseConnection, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _};
use sea_orm_migration::MigratorTrait as _;

use crate::fault::{Fault, Passing};
use entity::lease;

/// How often an act is tried again when others were in its way.
const TRIES: u32 = 40;

/// The connections to one database.
pub(crate) struct Store {
    connections: dialect::Connections,
    commits: AtomicU64,
}

/// What becomes of what was acknowledged when the machine stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// It is kept: every commit reaches the disk.
    Durable,
    /// It may be lost.
    Throwaway,
}

/// The name of the lease that stands while tables of lists are to be made again from the events.
pub(crate) const REMAKE: &str = "remake";

/// Notes that tables are to be made again, before a step that brings what older events have not filled; of a new
/// database nothing is noted.
async fn ask_for_tables(db: &DatabaseConnection) -> Result<(), Fault> {
    let pending = migrations::Migrator::get_pending_migrations(db).await?;
    let asks = pending.iter().any(|step| migrations::REMAKING.contains(&step.name()));
    let is_new = pending.len() == migrations::Migrator::migrations().len();
    if asks && !is_new && lease::Entity::find_by_id(REMAKE).one(db).await?.is_none() {
        let row = lease::Model { name: REMAKE.to_owned(), holder: String::new(), until: 0 };
        lease::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The names of all tables, in order.
#[must_use]
pub fn tables() -> Vec<&'static str> {
    macro_rules! names {
        ($($table:ident),* $(,)?) => {
            vec![$(stringify!($table)),*]
        };
    }
    entity::each_table!(names)
}

/// How often a use-case was tried.
pub(crate) struct Attempts {
    count: u32,
    /// Whether lists may show what it does.
    shown: bool,
}

impl Attempts {
    /// None yet.
    pub(crate) fn new(shown: bool) -> Self {
        Self { count: 0, shown }
    }
}

impl Store {
    /// Connects and brings the tables up to date.
    pub(crate) async fn open(url: &str, keeping: Keeping) -> Result<Self, Fault> {
        let connections = dialect::connect(url, keeping).await?;
        ask_for_tables(&connections.write).await?;
        migrations::Migrator::up(&connections.write, None).await?;
        connections.count().await?;
        Ok(Self { connections, commits: AtomicU64::new(0) })
    }

    /// Lets the database count what it holds, so that it finds short ways through what has grown.
    pub(crate) async fn count(&self) -> Result<(), Fault> {
        self.connections.count().await
    }

    /// For reading outside of a transaction.
    pub(crate) fn read(&self) -> &DatabaseConnection {
        &self.connections.read
    }

    /// Begins a transaction that sees a state in which no other writes, and writes itself.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, Fault> {
        self.connections.begin().await
    }

    /// How many transactions of this program were committed that lists may show.
    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::SeqCst)
    }

    /// Begins a transaction that reads one state of everything.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction, Fault> {
        self.connections.snapshot().await
    }

    /// Ends a transaction: commits what succeeded, takes back what did not. Nothing is returned when others were in the way
    /// and the use-case is to be tried again.
    pub(crate) async fn settle<T, F: Passing>(
        &self,
        transaction: DatabaseTransaction,
        outcome: Result<T, F>,
        attempts: &mut Attempts,
    ) -> Result<Option<T>, F> {
        let failure = match outcome {
            Ok(value) => match transaction.commit().await {
                Ok(()) => {
                    if attempts.shown {
                        self.commits.fetch_add(1, Ordering::SeqCst);
                    }
                    return Ok(Some(value));
                }
                Err(error) => Fault::from(error).into(),
            },
            Err(failure) => {
                // a transaction that cannot be taken back was never made
                let _ = transaction.rollback().await;
                failure
            }
        };
        if !failure.is_passing() || attempts.count >= TRIES {
            return Err(failure);
        }
        attempts.count += 1;
        tokio::time::sleep(Duration::from_millis(u64::from(attempts.count.min(10)) * 2)).await;
        Ok(None)
    }
}

/// Does something in one transaction, again as long as others are in its way. What is done may be done several times, so
/// it keeps nothing outside of the database. It fails with the type named. What no list shows is done `unlisted`.
macro_rules! in_transaction {
    ($app:expr, $failure:ty, $db:ident => $body:expr) => {
        crate::store::in_transaction!(@ true, $app, $failure, $db => $body)
    };
    (unlisted, $app:expr, $failure:ty, $db:ident => $body:expr) => {
        crate::store::in_transaction!(@ false, $app, $failure, $db => $body)
    };
    (@ $shown:literal, $app:expr, $failure:ty, $db:ident => $body:expr) => {{
        let mut attempts = crate::store::Attempts::new($shown);
        loop {
            let transaction = $app.store.begin().await?;
            let outcome: Result<_, $failure> = async {
                let $db = &transaction;
                $body
            }
            .await;
            if let Some(done) = $app.store.settle(transaction, outcome, &mut attempts).await? {
                break done;
            }
        }
    }};
}
pub(crate) use in_transaction;
