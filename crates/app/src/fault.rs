//! What keeps a use-case from being done: a refusal of the rules, or a fault of the machine.

use std::fmt;

use duheng_pack::text::Text;
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
    /// No database is reached at an address.
    Unreached {
        /// The address, without user and password.
        address: String,
        /// Why.
        why: Unreached,
    },
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

/// Why no database is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreached {
    /// The address names no kind of database that is known.
    Address,
    /// Nothing answers within so many seconds.
    Silent(u64),
    /// It answers, in its own words, that it lets nobody in.
    Refused(String),
}

/// What kept a connection from being made, with what to do.
fn unreached(address: &str, why: &Unreached) -> (Text, Text) {
    match why {
        Unreached::Address => (
            Text::new(
                format!("`{address}` 不是数据库地址"),
                format!("`{address}` is no address of a database"),
            ),
            Text::new(
                "写 `sqlite:路径` 或 `postgres://用户@主机:端口/库名`",
                "write `sqlite:PATH` or `postgres://USER@HOST:PORT/NAME`",
            ),
        ),
        Unreached::Silent(seconds) => (
            Text::new(
                format!("`{address}` 的数据库在 {seconds} 秒内没有应答"),
                format!("no database answers at `{address}` within {seconds} seconds"),
            ),
            Text::new(
                "检查地址和端口，并确认数据库已启动",
                "check host and port, and whether the database runs",
            ),
        ),
        Unreached::Refused(said) => (
            Text::new(
                format!("`{address}` 的数据库拒绝连接：{said}"),
                format!("the database at `{address}` refuses: {said}"),
            ),
            Text::new(
                "检查地址中的用户、密码和库名；SQLite 检查文件及其文件夹的权限",
                "check user, password and name of the database in the address; with SQLite the permissions of the file and its folder",
            ),
        ),
    }
}

impl Fault {
    /// What broke, in both languages, and what to do next.
    #[must_use]
    pub fn text(&self) -> (Text, Text) {
        match self {
            Self::Unreached { address, why } => unreached(address, why),
            other => (
                Text::new(format!("系统出错：{other}"), other.to_string()),
                Text::new("排除故障后再试", "mend it and try again"),
            ),
        }
    }
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

impl Passing for Fault {
    fn is_passing(&self) -> bool {
        Fault::is_passing(self)
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
            Self::Unreached { address, why } => f.write_str(&unreached(address, why).0.en),
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
        Self::Refused(Refusal { code, message, remedy, field: None })
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
