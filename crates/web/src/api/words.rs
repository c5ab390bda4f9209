//! What several answers are made of.

use duheng_app::Receipt;
use duheng_app::public;
use duheng_pack::calendar::Date;
use duheng_pack::text;
use duheng_programme::Opening;
use duheng_programme::refusal::Refusal;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::reference;

/// Words in both languages.
#[derive(Clone, Default, Serialize, ToSchema)]
pub(super) struct Words {
    zh: String,
    en: String,
}

impl From<&text::Text> for Words {
    fn from(text: &text::Text) -> Self {
        Self { zh: text.zh.clone(), en: text.en.clone() }
    }
}

/// A name with its title.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct Titled {
    /// The name, by which it is asked for.
    pub(super) name: String,
    /// What people read.
    pub(super) title: Words,
}

impl Titled {
    pub(super) fn of((name, title): &(String, text::Text)) -> Self {
        Self { name: name.clone(), title: title.into() }
    }
}

/// An enterprise.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct Enterprise {
    /// Its name.
    name: String,
    /// Its unified social credit code.
    pub(super) uscc: String,
    /// Whether it is made up, for a demonstration.
    fictional: bool,
}

impl From<&public::Enterprise> for Enterprise {
    fn from(of: &public::Enterprise) -> Self {
        Self { name: of.name.clone(), uscc: of.uscc.clone(), fictional: of.fictional }
    }
}

/// Why something cannot be done now.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct Blocked {
    /// The code of the refusal.
    code: String,
    /// Which rule says no.
    message: Words,
    /// What would satisfy it.
    remedy: Words,
}

impl From<&Refusal> for Blocked {
    fn from(of: &Refusal) -> Self {
        Self { code: of.code.to_owned(), message: (&of.message).into(), remedy: (&of.remedy).into() }
    }
}

/// Something that may be done.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct Possible {
    /// The command.
    command: String,
    /// The stage in which it is done.
    stage: Option<String>,
    /// The entry that it goes by.
    entry: Option<String>,
    /// The item that it is about.
    item: Option<String>,
    /// The last day, included.
    due: Option<String>,
    /// Whether somebody waits for it.
    awaited: bool,
    /// Why not now.
    blocked: Option<Blocked>,
}

impl From<&Opening> for Possible {
    fn from(of: &Opening) -> Self {
        Self {
            command: of.ask.command.to_owned(),
            stage: of.stage.clone(),
            entry: of.ask.entry.clone(),
            item: of.ask.item.clone(),
            due: day(of.due),
            awaited: of.awaited,
            blocked: of.blocked.as_ref().map(Blocked::from),
        }
    }
}

/// That something was received.
#[derive(Clone, Serialize, ToSchema)]
pub(super) struct Received {
    /// When, which is the time that counts.
    received_at: String,
    /// The number to name when asking about it.
    reference: String,
}

impl Received {
    pub(super) fn of(receipt: &Receipt) -> Self {
        Self { received_at: time(receipt.at), reference: reference::written(receipt.at) }
    }
}

/// A time as RFC 3339, from microseconds since 1970-01-01 UTC.
pub(super) fn time(at: i64) -> String {
    Timestamp::from_microsecond(at).map(|time| time.to_string()).unwrap_or_default()
}

/// A day as `2026-06-30`.
pub(super) fn day(of: Option<Date>) -> Option<String> {
    of.map(|day| day.to_string())
}

/// A page of a list as JSON.
macro_rules! page {
    ($name:ident, $row:ident) => {
        /// A page of a list.
        #[derive(serde::Serialize, utoipa::ToSchema)]
        pub(super) struct $name {
            /// Its rows.
            rows: Vec<$row>,
            /// What to send as `after` for the next page; none on the last.
            next: Option<String>,
        }
    };
}
pub(super) use page;

/// Which page is asked for.
pub(super) fn show(asked: &super::body::Query) -> public::Show {
    public::Show { after: asked.given("after"), ..public::Show::default() }
}
