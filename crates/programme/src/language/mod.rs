//! The kinds of nodes in programmes, registers, calendars and walks, as one table.

mod commands;
mod mechanisms;
mod programmes;
mod walks;

use duheng_pack::bundle::FileKind;
use duheng_pack::schema::Kind;
use duheng_standard::diff::OtherFile;

pub use commands::{COMMANDS, MEETING, VERDICTS, VISIT, WINDOW, command, in_walks};
pub use mechanisms::{COMMON, MECHANISMS, Mechanism, mechanism};
pub use programmes::{
    CALENDAR, CALENDAR_YEAR, DOCUMENT, END, ENTRY, PROGRAMME, REGISTER, RENEWAL, ROLE, STAGE, STATE,
    SUPPLEMENT,
};
pub use walks::{ACTOR, EXPERT, FIRM, STEP, WALK};

/// The commands about a whole edition; all others are about one enterprise in it.
pub const ON_EDITION: [&str; 8] = [
    "open_edition",
    "reschedule",
    "start_stage",
    "file_document",
    "freeze_cohort",
    "close_stage",
    "decide_list",
    "close_edition",
];

/// The kind of node that a file of a pack is.
#[must_use]
pub fn kind_of(file: FileKind) -> Option<&'static Kind> {
    match file {
        FileKind::Programme => Some(&PROGRAMME),
        FileKind::Register => Some(&REGISTER),
        FileKind::Calendar => Some(&CALENDAR),
        FileKind::Walk => Some(&WALK),
        other => duheng_standard::language::kind_of(other),
    }
}

/// The kinds of files that a revision of a pack may change; walks only show what a programme does.
pub static REVISED: &[OtherFile] = &[
    OtherFile { file: FileKind::Programme, kind: &PROGRAMME, key: "programme" },
    OtherFile { file: FileKind::Register, kind: &REGISTER, key: "register" },
    OtherFile { file: FileKind::Calendar, kind: &CALENDAR, key: "calendar" },
];

/// All kinds of this crate in the order of the language reference.
pub static KINDS: &[&Kind] = &[
    &PROGRAMME,
    &ROLE,
    &ENTRY,
    &STAGE,
    &DOCUMENT,
    &SUPPLEMENT,
    &RENEWAL,
    &END,
    &REGISTER,
    &STATE,
    &CALENDAR,
    &CALENDAR_YEAR,
    &WALK,
    &ACTOR,
    &FIRM,
    &EXPERT,
    &STEP,
];
