//! What people ask the engine to do. Page, API and walks parse into one of these.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::tree::Node;
use serde::{Deserialize, Serialize};

use crate::time::Window;

mod read;

pub use read::read_command;

/// A command with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// About an edition.
    Edition(EditionCommand),
    /// About one enterprise's filing.
    Filing(FilingCommand),
    /// About a record of a register.
    Record(RecordCommand),
}

/// What a command looks at beyond its editions, its filing and its records. Whoever makes a view reads this and no more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The base of experts.
    pub experts: bool,
    /// Filings of other organisations in the same edition, by organisation.
    pub named: Vec<String>,
    /// All filings of the edition, in place of those named.
    pub all: bool,
    /// Which of the numbers that it would give out next other editions gave out.
    pub numbers: bool,
}

impl Command {
    /// What it looks at.
    #[must_use]
    pub fn needs(&self) -> Needs {
        let named = match self {
            Self::Edition(
                EditionCommand::Enlist { organisation, .. } | EditionCommand::TakeBack { organisation, .. },
            ) => Vec::from([organisation.clone()]),
            Self::Edition(EditionCommand::DecideList { accept, refuse, .. }) => {
                accept.iter().chain(refuse.keys()).cloned().collect()
            }
            _ => Vec::new(),
        };
        // one who declares a conflict is replaced from the base
        let draws = matches!(self, Self::Filing(FilingCommand::Draw { .. } | FilingCommand::Declare { .. }));
        // the one act that compares all, once in an edition
        let all = matches!(self, Self::Edition(EditionCommand::FreezeCohort { .. }));
        let numbers = matches!(self, Self::Filing(FilingCommand::Issue));
        Needs { experts: draws, named, all, numbers }
    }
}

/// Commands about an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named and told in the table of commands")]
pub enum EditionCommand {
    /// Opens an edition by the pack of this hash; the windows replace those of the programme.
    Open { pack: String, year: i16, as_of: Date, windows: BTreeMap<String, Window> },
    /// Moves the last day of a stage.
    Reschedule { stage: String, closes: Date, reason: String },
    /// Begins a stage of the edition.
    StartStage { stage: String },
    /// Files a document of a stage of the edition.
    FileDocument { stage: String, document: String, title: String },
    /// Freezes the cohort in a stage of the edition.
    FreezeCohort { stage: String },
    /// Ends a stage of the edition.
    CloseStage { stage: String },
    /// Recommends an enterprise.
    Recommend { organisation: String },
    /// Takes a recommendation back.
    TakeBack { organisation: String, reason: String },
    /// Puts an application on a list.
    Enlist { stage: String, organisation: String, reason: String },
    /// Takes an application off a list that is not decided.
    Delist { stage: String, organisation: String, reason: String },
    /// Decides a list item by item.
    DecideList { stage: String, meeting: Meeting, accept: Vec<String>, refuse: BTreeMap<String, String> },
    /// Closes the edition.
    Close,
}

/// A meeting that decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// When it was held.
    pub held_on: Date,
    /// The units that were there.
    pub present: Vec<String>,
    /// Its minutes.
    pub minutes: String,
}

/// Commands about a filing and the applications on it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named and told in the table of commands")]
pub enum FilingCommand {
    /// An enterprise applies, in every programme named.
    Apply { entry: String, programmes: Vec<String> },
    /// An authority opens an application.
    Initiate { entry: String, basis: String },
    /// The enterprise states its case in a hearing.
    StateCase { text: String },
    /// Submits facts and documents.
    Submit(Submission),
    /// Withdraws the application.
    Withdraw { reason: String },
    /// Lengthens a window for this application alone.
    Extend { stage: String, until: Date, reason: String },
    /// Facts of authorities and official lists.
    Supply { given: Option<Node>, lists: Option<Node> },
    /// Checks the application.
    Check { verdict: CheckVerdict, reason: String },
    /// Decides on a request not to evaluate an item.
    JudgeRequest { item: String, approved: bool, reason: String },
    /// Answers for a unit.
    Clear { agreed: bool, reason: String },
    /// Publishes the commitment to a seed.
    CommitDraw { commitment: String },
    /// Fixes the pool and draws with the seed.
    Draw { seed: String },
    /// Declares whether there is a conflict of interest.
    Declare { conflict: bool, reason: String },
    /// Seals an assessor's entries.
    Seal { entries: Node, reasons: BTreeMap<String, String>, visit: Option<Visit> },
    /// Opens an assessor's sealed entries again.
    Reopen { assessor: String, reason: String },
    /// Makes a suggestion.
    Suggest { text: String },
    /// Replies to a suggestion, with or without a revised document.
    Reply { suggestion: usize, text: String, document: Option<String> },
    /// Settles a suggestion.
    Settle { suggestion: usize },
    /// Ends the exchange.
    Finish,
    /// Proposes the computed grade, or departs from it.
    Propose { grade: Option<String>, reason: String },
    /// Approves the proposal.
    Approve,
    /// Sends the proposal back.
    SendBack { reason: String },
    /// Publishes the notice.
    PublishNotice,
    /// Objects.
    Object { name: String, contact: String, text: String },
    /// Rules on an objection.
    Rule { objection: usize, ruling: Ruling, reason: String },
    /// Ends the notice.
    CloseNotice,
    /// Names and issues.
    Issue,
    /// Reports an event about an honoured enterprise.
    ReportEvent { kind: String, happened_on: Date, source: String, text: String },
    /// Rules on such an event.
    RuleEvent { event: usize, withdraw: bool, reason: String },
    /// Withdraws the honour.
    Revoke { reason: String },
    /// Time has passed: what is due happens.
    Tick,
}

/// What an enterprise submits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// Its facts, as in a facts file.
    pub facts: Node,
    /// Items that it asks to leave unevaluated, with the reasons.
    pub not_evaluated: BTreeMap<String, String>,
    /// Documents with their file names.
    pub documents: BTreeMap<String, String>,
    /// Consents with who signed.
    pub consents: BTreeMap<String, String>,
    /// Evidence, by the fact or item that it is for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub evidence: BTreeMap<String, Vec<Evidence>>,
    /// What it replies to what was asked, where the application was sent back; empty for nothing, and in events that are
    /// older than this note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reply: String,
}

/// A file that shows that an answer is so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its name, as it was uploaded.
    pub name: String,
    /// The hash of its content, as 64 hexadecimal digits.
    pub hash: String,
    /// Its size, in bytes.
    pub size: u64,
}

/// What a check says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckVerdict {
    /// It goes on.
    Pass,
    /// It goes back to be supplemented.
    Return,
    /// It ends.
    Fail,
}

impl CheckVerdict {
    /// Its title, in Chinese and English.
    #[must_use]
    pub fn title(self) -> [&'static str; 2] {
        let found = crate::language::VERDICTS.iter().find(|(name, _)| *name == self.name());
        found.map_or([self.name(); 2], |(_, title)| *title)
    }

    /// Its name, which is the outcome of the stage.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Return => "return",
            Self::Fail => "fail",
        }
    }
}

/// A visit, as recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// When.
    pub held_on: Date,
    /// Who was there, of both sides.
    pub present: Vec<String>,
    /// The minutes.
    pub minutes: String,
}

/// What becomes of an objection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// It is not founded.
    Rejected,
    /// It is founded: the result is decided again.
    Again,
    /// It is founded: the application ends.
    Refused,
}

impl Ruling {
    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::Again => "again",
            Self::Refused => "refused",
        }
    }
}

/// Commands about a record of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named and told in the table of commands")]
pub enum RecordCommand {
    /// Proposes a record, or a later state of it; nothing changes before somebody else confirms.
    Enter { register: String, state: String, from: Date, basis: String },
    /// Proposes that the entry that stands is struck as a mistake, so that the one before holds again.
    Correct { register: String, state: String, reason: String },
    /// Confirms the state that somebody else proposed.
    Confirm { register: String, state: String },
    /// Takes a proposed state off again.
    Return { register: String, state: String, reason: String },
}
