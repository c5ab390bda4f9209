//! Refusals: which rule said no, in a sentence, and what would satisfy it. Total functions, both languages.

mod flow;
mod lists;
mod people;
mod timing;

use alloc::string::String;
use core::fmt::Display;

use duheng_pack::text::Text;

pub use flow::*;
pub use lists::*;
pub use people::*;
pub use timing::*;

/// Why a command was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its stable code, one of [`CODES`].
    pub code: &'static str,
    /// What was refused and by which rule.
    pub message: Text,
    /// What would satisfy the rule.
    pub remedy: Text,
}

/// All codes of refusals. Each stands in a walk of a shipped pack.
pub const CODES: &[&str] = &[
    "already-declared",
    "already-entered",
    "already-sealed",
    "approval-by-proposer",
    "calendar-unknown",
    "claim-invalid",
    "clearance-pending",
    "commitment-exists",
    "commitment-missing",
    "consent-missing",
    "deadline-not-later",
    "declarations-open",
    "departure-not-allowed",
    "document-format",
    "document-missing",
    "edition-closed",
    "gate-not-passed",
    "hearing-running",
    "honour-missing",
    "list-decided",
    "list-full",
    "list-incomplete",
    "not-at-list",
    "not-on-list",
    "not-recommended",
    "not-your-role",
    "notice-running",
    "notice-over",
    "nothing-due",
    "objection-open",
    "out-of-reach",
    "pool-too-small",
    "quota-full",
    "reason-missing",
    "renewal-not-open",
    "returned-too-often",
    "result-not-permitted",
    "second-visit",
    "seed-wrong",
    "stage-unfinished",
    "state-not-next",
    "suggestion-open",
    "together-missing",
    "unknown-name",
    "unsettled",
    "visit-missing",
    "window-closed",
    "window-early",
    "wrong-number",
    "wrong-stage",
];

impl Refusal {
    fn new(code: &'static str, message: [String; 2], remedy: [String; 2]) -> Self {
        let text = |[zh, en]: [String; 2]| Text::new(zh, en);
        Self { code, message: text(message), remedy: text(remedy) }
    }
}

/// Both languages of a sentence in which names and numbers are the same.
macro_rules! both {
    ($zh:literal, $en:literal $(, $value:expr)* $(,)?) => {
        [alloc::format!($zh $(, $value)*), alloc::format!($en $(, $value)*)]
    };
}
use both;

/// A name that the programme, the edition or the filing does not have.
#[must_use]
pub fn unknown_name(what: &Text, name: impl Display) -> Refusal {
    Refusal::new(
        "unknown-name",
        [alloc::format!("没有{} `{name}`", what.zh), alloc::format!("there is no {} `{name}`", what.en)],
        both!("请从已有的名称中选择", "choose one that exists"),
    )
}

/// A reason that must be given.
#[must_use]
pub fn reason_missing(what: &Text) -> Refusal {
    Refusal::new(
        "reason-missing",
        [alloc::format!("{}须写明理由", what.zh), alloc::format!("{} needs a reason", what.en)],
        both!("写明理由后再提交", "write the reason and send it again"),
    )
}
