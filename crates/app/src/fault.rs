//! What keeps a use-case from being done: a refusal of the rules, or a fault of the machine.

use std::fmt;

use duheng_programme::refusal::Refusal;
use sea_orm::{DbErr, RuntimeErr};

use crate::accounts::{AccountFailure, AccountRefusal};
use crate::library::LibraryError;
use crate::outside::NoChance;

/// Why a use-case was not done.
#[derive(Debug)]
pub enum Failure {
    /// The rules do not let it happen; the sentence says what would satisfy them.
    Refused(Refusal),
    /// Something broke; nothing was changed.
    Broken(Fault),
}

/// What broke.
#[derive(Debug)]
pub enum Fault {
    /// The database.
    Database(DbErr),
    /// Another act changed the same stream first; the act is tried again.
    Overtaken(String),
    /// An event that cannot be read.
    Unreadable {
        /// The stream.
        stream: String,
        /// The number of the event in it.
        seq: i64,
        /// Why.
        why: String,
    },
    /// A pack cannot be read.
    Library(LibraryError),
    /// A pack has errors, so no edition can be run by it.
    InvalidPack(String),
    /// A pack that an edition pins is not in the store.
    MissingPack(String),
    /// A time outside the calendar.
    Time(i64),
    /// The store of files.
    Files(object_store::Error),
    /// The file of this hash is missing or was changed.
    Blob(String),
    /// No random bytes.
    Chance(NoChance),
    /// The database is not set as it must be.
    Setting(String),
}

/// A failure of a use-case of which doing the same again may make a success.
pub(crate) trait Passing: From<Fault> {
    /// Whether another transaction was in the way.
    fn is_passing(&self) -> bool;
}

impl Passing for Failure {
    fn is_passing(&self) -> bool {
        matches!(self, Self::Broken(fault) if fault.is_passing())
    }
}

impl Fault {
    /// Whether doing the same again may succeed: another transaction was in the way.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Overtaken(_) => true,
            Self::Database(error) => is_conflict(error),
            _ => false,
        }
    }
}

/// Whether PostgreSQL broke a transaction off in favour of another (`serialization_failure`, `deadlock_detected`), or
/// two inserted the same row (`unique_violation`), or SQLite was busy.
fn is_conflict(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(error))
    | DbErr::Query(RuntimeErr::SqlxError(error))
    | DbErr::Conn(RuntimeErr::SqlxError(error))) = error
    else {
        return false;
    };
    let code = error.as_database_error().and_then(|error| error.code().map(|code| code.into_owned()));
    code.is_some_and(|code| ["40001", "40P01", "23505", "5", "517"].contains(&code.as_str()))
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => write!(f, "the database answers: {error}"),
            Self::Overtaken(stream) => write!(f, "`{stream}` was changed at the same time"),
            Self::Unreadable { stream, seq, why } => {
                write!(f, "event {seq} of `{stream}` cannot be read: {why}")
            }
            Self::Library(error) => write!(f, "a pack cannot be read: {error:?}"),
            Self::InvalidPack(pack) => write!(f, "the pack `{pack}` has errors; run `duheng check` on it"),
            Self::MissingPack(hash) => write!(f, "the pack {hash} is not in the store"),
            Self::Time(at) => write!(f, "{at} microseconds are outside the calendar"),
            Self::Files(error) => write!(f, "the store of files answers: {error}"),
            Self::Blob(hash) => write!(f, "the file {hash} is missing or was changed"),
            Self::Chance(error) => error.fmt(f),
            Self::Setting(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for Fault {}

impl From<DbErr> for Fault {
    fn from(error: DbErr) -> Self {
        Self::Database(error)
    }
}

impl From<object_store::Error> for Fault {
    fn from(error: object_store::Error) -> Self {
        Self::Files(error)
    }
}

impl From<NoChance> for Fault {
    fn from(error: NoChance) -> Self {
        Self::Chance(error)
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        Self::Broken(error.into())
    }
}

impl From<AccountRefusal> for Failure {
    fn from(refusal: AccountRefusal) -> Self {
        let AccountRefusal { code, message, remedy } = refusal;
        Self::Refused(Refusal { code, message, remedy })
    }
}

impl From<AccountFailure> for Failure {
    fn from(failure: AccountFailure) -> Self {
        match failure {
            AccountFailure::Refused(refusal) => refusal.into(),
            AccountFailure::Broken(fault) => Self::Broken(fault),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
