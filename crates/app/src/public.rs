//! What everybody may see without an account: notices that run, registers, companies, certificates. Nothing here names
//! a person or an enterprise that has no public result.

mod companies;
mod ended;
pub(crate) mod queries;
mod receipts;
pub(crate) mod titles;

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;

use crate::app::{App, moment};
use crate::fault::Fault;
use crate::packs::ZONE;

pub use ended::{EndedNotice, NoticeEnd};
pub use queries::{Filter, Show};
pub use receipts::{Issued, ObjectionState};

/// How many rows a page has at most.
pub const PAGE: u64 = 20;

/// A programme as the public knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicProgramme {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Who runs it: the issuer of its pack.
    pub issuer: Text,
    /// The grades that it gives, highest first, each with its title.
    pub grades: Vec<(String, Text)>,
    /// Whether it names enterprises, so that it has a register of honours.
    pub names: bool,
    /// Whether its results are put on public notice.
    pub notifies: bool,
}

/// An enterprise as the public sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enterprise {
    /// Its name.
    pub name: String,
    /// Its unified social credit code.
    pub uscc: String,
    /// Whether it is made up, for a demonstration.
    pub fictional: bool,
}

/// A result on public notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnNotice {
    /// Whose.
    pub enterprise: Enterprise,
    /// The programme.
    pub programme: String,
    /// Its title.
    pub title: Text,
    /// The edition.
    pub edition: String,
    /// The grade, where one was decided.
    pub grade: Option<Text>,
    /// The first day.
    pub from: String,
    /// The last day, included.
    pub until: String,
    /// Whether anybody may object; else only whom the programme names, from the application.
    pub is_open: bool,
}

/// How an honour stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It holds.
    Valid,
    /// Its last day has passed.
    Expired,
    /// It was taken away.
    Withdrawn,
    /// A re-evaluation continues it.
    Renewed,
}

impl Standing {
    /// Its name in addresses and in data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::Renewed => "renewed",
        }
    }

    /// All of them.
    pub const ALL: [Self; 4] = [Self::Valid, Self::Expired, Self::Withdrawn, Self::Renewed];
}

/// An honour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicHonour {
    /// Whose.
    pub enterprise: Enterprise,
    /// The programme.
    pub programme: String,
    /// Its title.
    pub title: Text,
    /// The edition.
    pub edition: String,
    /// The name of the grade.
    pub grade_id: String,
    /// The title of the grade.
    pub grade: Text,
    /// The number of the certificate.
    pub number: String,
    /// The first day.
    pub from: String,
    /// The last day, included; nothing where it has no end.
    pub until: Option<String>,
    /// The day on which it ended, where it was ended.
    pub ended_on: Option<String>,
    /// How it stands today.
    pub standing: Standing,
}

impl PublicHonour {
    /// The day on which it was ended; of one that ran out the last day says so.
    #[must_use]
    pub fn ended_day(&self) -> Option<&str> {
        self.ended_on.as_deref().filter(|_| self.standing != Standing::Expired)
    }
}

/// A state of a record that the public may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicState {
    /// The title of the register.
    pub register: Text,
    /// The title of the state.
    pub state: Text,
    /// From which day on it holds.
    pub since: String,
    /// When it was entered.
    pub entered_on: String,
}

/// What the public may know of an enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Who.
    pub enterprise: Enterprise,
    /// Its honours, the latest first.
    pub honours: Vec<PublicHonour>,
    /// The states of its records, in the order in which they were entered.
    pub states: Vec<PublicState>,
    /// Its results that are on public notice now.
    pub notices: Vec<OnNotice>,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// Its rows.
    pub rows: Vec<T>,
    /// Where the next page begins.
    pub next: Option<String>,
}

impl App {
    /// Today in the zone of the deployment.
    pub fn today(&self) -> Result<Date, Fault> {
        let zone = jiff::tz::TimeZone::get(ZONE).map_err(|_| Fault::Setting(ZONE.to_owned()))?;
        Ok(moment(self.clock.now(), &zone)?.date)
    }

    /// The time, in microseconds since 1970-01-01 UTC.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    /// A text of 64 hexadecimal digits that nobody can foretell.
    pub fn draw(&self) -> Result<String, Fault> {
        Ok(self.chance.draw()?)
    }
}
