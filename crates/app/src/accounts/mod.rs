//! Accounts and rights: people, how they sign in, which roles they hold where.
//!
//! Names and addresses stand in tables and can be erased; what was done with an account goes as events to the stream
//! `person/<id>`, with ids alone. A session becomes an [`Actor`](duheng_programme::Actor) in one place,
//! [`App::actor`](crate::App::actor).

mod actor;
mod attempts;
mod colleagues;
mod enterprise;
mod factor;
mod grants;
mod homes;
mod leaving;
mod letters;
mod listing;
mod own;
mod passwords;
mod people;
mod places;
mod policy;
mod record;
mod recovery;
mod refusal;
mod renewal;
mod results;
mod roles;
mod scope;
mod secrets;
mod session;
mod shown;
mod signing;
mod tokens;

use std::fmt;

use crate::fault::{Fault, Passing};

pub use actor::Intent;
pub use colleagues::{Colleague, Colleagues};
pub use enterprise::{NewEnterprise, RegisteredEnterprise};
pub use factor::{Confirmed, Enrolment};
pub(crate) use grants::{ACTIVE, ANY, experts_elsewhere};
pub use grants::{GrantKind, Held};
pub use letters::Letter;
pub use listing::{ListedPerson, ManagedPerson, PersonState};
pub use own::{Delegation, Fellow, OwnAccount};
pub use people::{FirstAdministrator, NewPerson};
pub use places::{ListedOrganisation, ManagedPlace, OfficePlace};
pub use policy::{AppCapability, POLICY, UseCase, capability_of, policy_page};
pub use refusal::{ACCOUNT_CODES, AccountRefusal};
pub use roles::{NewGrant, days_wrong};
pub use scope::{TokenScope, scope_of};
pub(crate) use secrets::id as identity;
pub use session::{OpenSession, SignedInPerson};
pub use shown::{OfferedRole, ShownRole};
pub use signing::SignedIn;
pub use tokens::{Begun, ListedToken, NewToken};

/// A second, in microseconds.
const SECOND: i64 = 1_000_000;
/// A minute, in microseconds.
const MINUTE: i64 = 60 * SECOND;
/// An hour, in microseconds.
const HOUR: i64 = 60 * MINUTE;
/// A day of 24 hours, in microseconds.
const DAY: i64 = 24 * HOUR;

/// Why something about an account was not done.
#[derive(Debug)]
pub enum AccountFailure {
    /// A rule does not let it happen; the sentence says what would satisfy it.
    Refused(AccountRefusal),
    /// Something broke; nothing was changed.
    Broken(Fault),
}

impl Passing for AccountFailure {
    fn is_passing(&self) -> bool {
        matches!(self, Self::Broken(fault) if fault.is_passing())
    }
}

impl fmt::Display for AccountFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "{}; {}", refusal.message.en, refusal.remedy.en),
            Self::Broken(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for AccountFailure {}

impl From<Fault> for AccountFailure {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}

impl From<sea_orm::DbErr> for AccountFailure {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Broken(error.into())
    }
}

impl From<crate::outside::NoChance> for AccountFailure {
    fn from(error: crate::outside::NoChance) -> Self {
        Self::Broken(error.into())
    }
}

impl From<AccountRefusal> for AccountFailure {
    fn from(refusal: AccountRefusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Shows of a value that holds secrets its type alone, so that no log can show more.
macro_rules! opaque {
    ($($type:ident),+) => {$(
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($type)).finish_non_exhaustive()
            }
        }
    )+};
}
use opaque;

/// A transaction that fails as accounts do.
macro_rules! in_transaction {
    ($app:expr, $db:ident => $body:expr) => {
        crate::store::in_transaction!($app, crate::accounts::AccountFailure, $db => $body)
    };
}
use in_transaction;
