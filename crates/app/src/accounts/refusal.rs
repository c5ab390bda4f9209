//! Refusals of accounts: which rule said no, in a sentence, and what would satisfy it. Total functions, both languages.

mod people;
mod roles;
mod signing;

use duheng_pack::text::Text;

pub(super) use people::*;
pub(super) use roles::*;
pub(super) use signing::*;

/// Why something about an account was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRefusal {
    /// Its stable code, one of [`ACCOUNT_CODES`].
    pub code: &'static str,
    /// What was refused and by which rule.
    pub message: Text,
    /// What would satisfy the rule.
    pub remedy: Text,
}

/// All codes of refusals of accounts, in order.
pub const ACCOUNT_CODES: &[&str] = &[
    "administrator-by-browser",
    "administrator-not-delegated",
    "already-deactivated",
    "already-set-up",
    "code-used",
    "code-wrong",
    "colleague-self",
    "delegate-onward",
    "delegate-self",
    "delegate-stranger",
    "email-invalid",
    "enterprise-registered",
    "expert-enrolled",
    "expert-not-delegated",
    "grant-held",
    "grant-unknown",
    "invitation-accepted",
    "invitation-expired",
    "invitation-unknown",
    "invitation-used",
    "last-administrator",
    "locked",
    "login-invalid",
    "login-taken",
    "may-not-submit",
    "name-missing",
    "not-permitted",
    "nothing-to-administer",
    "password-is-login",
    "password-long",
    "password-short",
    "password-usual",
    "password-wrong",
    "person-unknown",
    "place-above-itself",
    "place-ambiguous",
    "place-changed",
    "place-moved-later",
    "place-unknown",
    "registration-taken",
    "role-not-held",
    "role-unfit",
    "role-unknown",
    "second-factor-held",
    "second-factor-missing",
    "second-factor-needed",
    "second-factor-unreadable",
    "session-unknown",
    "sign-in-over",
    "sign-in-wrong",
    "signed-out",
    "successor-unfit",
    "token-not-administering",
    "token-read-only",
    "token-too-late",
    "token-unknown",
    "tokens-full",
    "until-before-since",
    "until-past",
    "until-too-late",
    "uscc-invalid",
];

impl AccountRefusal {
    fn new(code: &'static str, [zh, en]: [String; 2], [remedy_zh, remedy_en]: [String; 2]) -> Self {
        Self { code, message: Text::new(zh, en), remedy: Text::new(remedy_zh, remedy_en) }
    }
}

/// Both languages of a sentence in which names and numbers are the same.
macro_rules! both {
    ($zh:literal, $en:literal $(, $value:expr)* $(,)?) => {
        [format!($zh $(, $value)*), format!($en $(, $value)*)]
    };
}
use both;
