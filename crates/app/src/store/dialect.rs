//! The one file that knows SQLite from PostgreSQL.
//!
//! SQLite: one connection writes, each transaction takes the lock when it begins; others read beside it. Every commit
//! reaches the disk before it is acknowledged, unless the data is to be thrown away. PostgreSQL: transactions are serializable and tried again when the
//! server breaks one off.

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, IsolationLevel, RuntimeErr, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait as _,
};

use tokio::time::timeout;

use super::Keeping;
use crate::fault::{Fault, Unreached};

/// How long a connection waits for the lock of SQLite.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long a database may take to answer when the program begins, in seconds.
const ANSWERS_WITHIN: u64 = 5;

/// Connections to read with and one to write with.
pub(super) struct Connections {
    pub(super) read: DatabaseConnection,
    pub(super) write: DatabaseConnection,
}

/// Connects to `sqlite:PATH` or `postgres://…`.
pub(super) async fn connect(url: &str, keeping: Keeping) -> Result<Connections, Fault> {
    if url.starts_with("sqlite:") {
        let write = reach(url, sqlite(url, 1, keeping)).await?;
        asserts(&write, keeping).await?;
        let read = reach(url, sqlite(url, 4, keeping)).await?;
        asserts(&read, keeping).await?;
        return Ok(Connections { read, write });
    }
    if !["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
        return Err(unreached(url, Unreached::Address));
    }
    let mut options = ConnectOptions::new(url);
    options.max_connections(16).sqlx_logging(false);
    let both = reach(url, options).await?;
    Ok(Connections { read: both.clone(), write: both })
}

/// Connects, unless the database is silent for too long: the driver alone would try again for half a minute.
async fn reach(url: &str, options: ConnectOptions) -> Result<DatabaseConnection, Fault> {
    match timeout(Duration::from_secs(ANSWERS_WITHIN), Database::connect(options)).await {
        Ok(Ok(connection)) => Ok(connection),
        Ok(Err(DbErr::Conn(RuntimeErr::SqlxError(error)))) => {
            let said = match error.as_database_error() {
                Some(answer) => answer.message().to_owned(),
                None => error.to_string(),
            };
            Err(unreached(url, Unreached::Refused(said)))
        }
        Ok(Err(DbErr::Conn(RuntimeErr::Internal(_)))) => Err(unreached(url, Unreached::Address)),
        Ok(Err(other)) => Err(other.into()),
        Err(_) => Err(unreached(url, Unreached::Silent(ANSWERS_WITHIN))),
    }
}

/// The fault about an address, which is told without user and password.
fn unreached(url: &str, why: Unreached) -> Fault {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
    let address = if scheme.is_empty() { place.to_owned() } else { format!("{scheme}://{place}") };
    Fault::Unreached { address, why }
}

fn sqlite(url: &str, connections: u32, keeping: Keeping) -> ConnectOptions {
    let synchronous = match keeping {
        Keeping::Durable => SqliteSynchronous::Full,
        Keeping::Throwaway => SqliteSynchronous::Off,
    };
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).min_connections(1).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(move |options: SqliteConnectOptions| {
        options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
    });
    options
}

/// SQLite must say itself that it keeps a log and, where data is to be kept, waits for the disk.
async fn asserts(connection: &DatabaseConnection, keeping: Keeping) -> Result<(), Fault> {
    let synchronous = match keeping {
        Keeping::Durable => "2",
        Keeping::Throwaway => "0",
    };
    for (pragma, wanted) in [("journal_mode", "wal"), ("synchronous", synchronous)] {
        let statement = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {pragma}"));
        let row = connection.query_one_raw(statement).await?;
        let found = row.map(|row| match row.try_get_by_index::<String>(0) {
            Ok(text) => text,
            Err(_) => row.try_get_by_index::<i64>(0).map(|number| number.to_string()).unwrap_or_default(),
        });
        if found.as_deref() != Some(wanted) {
            let found = found.unwrap_or_default();
            return Err(Fault::Setting(format!("SQLite has {pragma} = {found}, it must be {wanted}")));
        }
    }
    Ok(())
}

impl Connections {
    /// Begins a transaction that reads one state of everything, while others write.
    pub(super) async fn snapshot(&self) -> Result<DatabaseTransaction, Fault> {
        let mut options = TransactionOptions::default();
        if self.read.get_database_backend() != DbBackend::Sqlite {
            options.isolation_level = Some(IsolationLevel::RepeatableRead);
        }
        Ok(self.read.begin_with_options(options).await?)
    }

    /// Lets SQLite count what its indexes hold, where that has changed tenfold or was never counted: without it takes long
    /// ways through large tables. Few rows of each are looked at. PostgreSQL counts by itself.
    pub(super) async fn count(&self) -> Result<(), Fault> {
        if self.write.get_database_backend() == DbBackend::Sqlite {
            // of all tables (0x10000) and within a limit (0x10), as https://www.sqlite.org/pragma.html#pragma_optimize says
            self.write.execute_unprepared("PRAGMA optimize=0x10012").await?;
        }
        Ok(())
    }

    /// Begins a transaction that writes.
    pub(super) async fn begin(&self) -> Result<DatabaseTransaction, Fault> {
        let mut options = TransactionOptions::default();
        match self.write.get_database_backend() {
            DbBackend::Sqlite => options.sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate),
            _ => options.isolation_level = Some(IsolationLevel::Serializable),
        }
        Ok(self.write.begin_with_options(options).await?)
    }
}
