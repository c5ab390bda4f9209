//! How much a token may do, and what of the use-cases for people it may do at all.

use super::policy::{AppCapability, POLICY, UseCase};

/// How much a token may do. Each scope holds those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenScope {
    /// It reads.
    Read,
    /// It does what its person does in programmes.
    Write,
    /// It manages the accounts and places that its person manages. It must be asked for by itself, and only who manages any
    /// may ask.
    Administer,
}

impl TokenScope {
    /// All of them, the least first.
    pub const ALL: [Self; 3] = [Self::Read, Self::Write, Self::Administer];

    /// As forms and descriptions write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Administer => "administer",
        }
    }

    /// The scope of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }

    pub(super) fn of(writes: bool, administers: bool) -> Self {
        match (writes, administers) {
            (_, true) => Self::Administer,
            (true, false) => Self::Write,
            (false, false) => Self::Read,
        }
    }
}

/// The use-cases on one's own account that a token may do, with the least scope. Passwords, second factors, sessions and
/// tokens themselves are for people in front of a browser: who finds a token shall not be able to keep what it opens.
const OWN: [(&str, TokenScope); 6] = [
    ("begin_request", TokenScope::Read),
    ("end_request", TokenScope::Read),
    ("own_account", TokenScope::Read),
    ("fellows", TokenScope::Read),
    ("delegate", TokenScope::Write),
    ("end_delegation", TokenScope::Write),
];

/// The least scope with which a token may do a use-case; nothing where no token does.
#[must_use]
pub fn scope_of(use_case: &str) -> Option<TokenScope> {
    scope_for(POLICY.iter().find(|row| row.name == use_case)?)
}

/// The same for a row of the table.
pub(super) fn scope_for(row: &UseCase) -> Option<TokenScope> {
    match row.needs {
        AppCapability::Open | AppCapability::Programme => Some(TokenScope::Read),
        AppCapability::Change => Some(TokenScope::Write),
        AppCapability::ManageAccounts if row.name == "remove_second_factor" => None,
        AppCapability::ManageAccounts | AppCapability::ApproveForEnterprise => Some(TokenScope::Administer),
        AppCapability::SignedIn => OWN.iter().find(|(name, _)| *name == row.name).map(|(_, scope)| *scope),
        AppCapability::System => None,
    }
}
