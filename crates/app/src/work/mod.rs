//! What people see who have work: their desk, tasks, lists, the dossier of one application, editions. Each list goes
//! through a `Scope`, which is made of a session and nothing else.

mod awaited;
mod basis;
mod closed;
mod desk;
mod dossier;
mod editions;
mod entries;
mod goals;
mod grounds;
mod lists;
mod looks;
mod records;
mod scope;
mod scored;
mod sheet;
mod shown;
mod turns;

use std::collections::BTreeMap;

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;
use duheng_programme::Opening;

use crate::accounts::GrantKind;
use crate::public::Enterprise;
use crate::sight::Target;

pub use awaited::{Awaited, AwaitedPerson};
pub use basis::{ItemBasis, ItemFinding, Unproved, Verdict};
pub use closed::Closing;
pub(crate) use dossier::names;
pub use dossier::{Dossier, Happened, ShownFact};
pub use editions::{EditionRow, Editions, StageWindow, ToOpen};
pub use entries::offered;
pub use goals::{GoalProfile, GoalRow, LEAST, is_told_goals};
pub use grounds::Grounds;
pub use looks::{Look, Surroundings, Waits};
pub use records::{KeptRegister, ProposedRow, RecordRow};
pub use scored::ScoredCase;
pub use sheet::{EditionCounts, EditionSheet};
pub(crate) use shown::grade_title;
pub(crate) use shown::role_title;
pub(crate) use turns::last_asked;
pub use turns::{Supplementing, Turn};

/// How many tasks a desk shows of each role.
pub const FIRST_TASKS: u64 = 5;

/// All that somebody has to do, by role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The roles that they hold, in the order in which they were given.
    pub roles: Vec<DeskRole>,
}

/// A role at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskRole {
    /// The role; of an enterprise `*` where it is that of whichever programme.
    pub role: String,
    /// Its title, from the programmes that have it; of `*` the first.
    pub title: Text,
    /// Its kind.
    pub kind: GrantKind,
    /// The office or enterprise.
    pub place: String,
    /// The enterprise that it is held for.
    pub enterprise: Option<Enterprise>,
    /// The editions in which it does something, by programme, the latest first.
    pub editions: Vec<DeskEdition>,
    /// The tasks that are due first.
    pub tasks: Vec<Task>,
    /// Whether there are more of them.
    pub more: bool,
    /// What an enterprise was told about its applications last: those with a grade that it may know, the newest first.
    pub results: Vec<ApplicationRow>,
    /// Its other applications in which nothing waits for it: under way with others, or ended without a grade; the newest first.
    pub under_way: Vec<ApplicationRow>,
}

/// An edition as one role sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskEdition {
    /// The programme.
    pub programme: String,
    /// Its title.
    pub title: Text,
    /// The edition.
    pub edition: String,
    /// The role in this programme.
    pub role: String,
    /// Whether the edition is closed.
    pub closed: bool,
    /// How many applications wait for the role, by stage in the order of the programme.
    pub stages: Vec<StageCount>,
    /// For an enterprise that has not entered, by which entries it may; else what is awaited for the edition itself.
    pub openings: Vec<Opening>,
    /// The titles of the stages in which these are done, by name.
    pub titles: BTreeMap<String, Text>,
    /// The titles of those entries, by name, and whether they re-evaluate an honour.
    pub entries: BTreeMap<String, (Text, bool)>,
}

/// How many applications wait in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageCount {
    /// The stage.
    pub stage: String,
    /// Its title.
    pub title: Text,
    /// How many.
    pub count: u64,
}

/// An application that waits for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Programme, edition and organisation.
    pub target: Target,
    /// Whose application it is.
    pub enterprise: Enterprise,
    /// The title of the programme.
    pub programme: Text,
    /// The stage.
    pub stage: String,
    /// Its title.
    pub stage_title: Text,
    /// The role in which one does it.
    pub role: String,
    /// The place in whose name.
    pub place: String,
    /// What is awaited from that role; what cannot be done now says why.
    pub openings: Vec<Opening>,
    /// The last day, included.
    pub due: Option<Date>,
    /// The day since which it waits.
    pub since: Option<Date>,
    /// Which submission it is that waits; none for the first, and where none is written or checked.
    pub submission: Option<u64>,
}

/// Which tasks or applications are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkFilter {
    /// In which role; every one where none is named.
    pub role: Option<String>,
    /// At which place; every one where none is named.
    pub place: Option<String>,
    /// Of which programme.
    pub programme: Option<String>,
    /// Of which edition.
    pub edition: Option<String>,
    /// In which stage.
    pub stage: Option<String>,
    /// At which end.
    pub ended: Option<String>,
    /// With which grade, for roles that see all grades.
    pub grade: Option<String>,
    /// A part of the name, or the whole unified social credit code.
    pub name: Option<String>,
}

/// An application in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationRow {
    /// Programme, edition and organisation.
    pub target: Target,
    /// Whose it is.
    pub enterprise: Enterprise,
    /// The title of the programme.
    pub programme: Text,
    /// The stage with its title, where it stands in one.
    pub stage: Option<(String, Text)>,
    /// The end with its title, where it ended.
    pub ended: Option<(String, Text)>,
    /// Whether its edition was closed and left it unfinished.
    pub left: bool,
    /// The grade with its title, for those who may see it.
    pub grade: Option<(String, Text)>,
    /// When something last happened, in microseconds since 1970-01-01 UTC.
    pub changed_at: i64,
    /// Which submission is written or checked; none for the first, and where it stands elsewhere.
    pub submission: Option<u64>,
}
