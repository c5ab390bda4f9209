//! What happened. State is nothing but events replayed; an event is never changed.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::tree::Node;
use serde::{Deserialize, Serialize};

use crate::command::{CheckVerdict, Meeting, Ruling, Submission, Visit};
use crate::state::HonourEnd;
use crate::time::Window;

mod record;

pub use record::RecordEvent;

/// The names of all events, in order.
pub const NAMES: &[&str] = &[
    "approved",
    "case_stated",
    "checked",
    "cleared",
    "cohort_frozen",
    "decided",
    "declared",
    "delisted",
    "document_filed",
    "draw_committed",
    "drawn",
    "edition_closed",
    "edition_opened",
    "ended",
    "enlisted",
    "entered",
    "event_reported",
    "event_ruled",
    "extended",
    "honour_ended",
    "issued",
    "list_decided",
    "listed_as",
    "notice_published",
    "number_taken",
    "objected",
    "proposed",
    "reached",
    "recommended",
    "record_corrected",
    "record_entered",
    "record_proposed",
    "record_returned",
    "renewal_due",
    "reopened",
    "replaced",
    "replied",
    "request_judged",
    "rescheduled",
    "returned",
    "ruled",
    "sealed",
    "sent_back",
    "settled",
    "silence_agreed",
    "stage_closed",
    "stage_started",
    "submitted",
    "suggested",
    "supplied",
    "taken_back",
    "withdrawn",
];

/// An event with the stream that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Of the edition at hand.
    Edition(EditionEvent),
    /// Of a filing.
    Filing(Whose, FilingEvent),
    /// Of the record of this organisation in this register.
    Record(String, RecordEvent),
}

/// The filing that an event belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The one at hand.
    This,
    /// The earlier one that holds the honour under re-evaluation.
    Previous,
    /// That of another organisation in the same edition; only lists reach several.
    Of(String),
}

/// Events of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "happened", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields repeat those of the command, told in the table of commands")]
pub enum EditionEvent {
    /// It was opened, by the office at a place; editions that are older than this note have none.
    #[serde(rename = "edition_opened")]
    Opened {
        pack: String,
        year: i16,
        as_of: Date,
        windows: BTreeMap<String, Window>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        place: String,
    },
    /// The last day of a stage was moved.
    Rescheduled { stage: String, closes: Date, reason: String },
    /// A stage began.
    StageStarted { stage: String, on: Date },
    /// A document was filed.
    DocumentFiled { stage: String, document: String, title: String },
    /// The cohort was frozen: its members and their totals, exact, in the same order.
    /// In events that are older than this note nobody is named, and no day.
    CohortFrozen {
        stage: String,
        layer: String,
        members: Vec<String>,
        totals: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Date>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        by: String,
    },
    /// A stage ended.
    StageClosed { stage: String, on: Date },
    /// An enterprise was recommended by a unit.
    Recommended { by: String, organisation: String },
    /// A recommendation was taken back.
    TakenBack { by: String, organisation: String, reason: String },
    /// An application was put on a list.
    Enlisted { stage: String, organisation: String, reason: String },
    /// An application was taken off a list.
    Delisted { stage: String, organisation: String, reason: String },
    /// A list was decided.
    ListDecided { stage: String, meeting: Meeting, accepted: Vec<String>, refused: BTreeMap<String, String> },
    /// A number was given out; the running number stands beside it where others were passed over.
    NumberTaken {
        stage: String,
        number: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        running: Option<u32>,
    },
    /// It was closed.
    #[serde(rename = "edition_closed")]
    Closed,
}

/// Events of a filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "happened", rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields repeat those of the command, told in the table of commands")]
pub enum FilingEvent {
    /// An enterprise entered a programme.
    Entered { programme: String, entry: String, stage: String, basis: String, hearing_until: Option<Date> },
    /// The enterprise stated its case.
    CaseStated { programme: String, text: String },
    /// It submitted.
    Submitted { stage: String, submission: Submission },
    /// It withdrew.
    Withdrawn { programme: String, reason: String },
    /// A window was lengthened.
    Extended { programme: String, stage: String, until: Date, by: String, reason: String },
    /// Authorities or official lists gave facts.
    Supplied { given: Option<Node>, lists: Option<Node>, by: String },
    /// It was checked.
    Checked { programme: String, stage: String, verdict: CheckVerdict, by: String, reason: String },
    /// It goes back until a day.
    Returned { programme: String, stage: String, due: Date },
    /// A request not to evaluate an item was decided.
    RequestJudged { item: String, approved: bool, role: String, by: String, reason: String },
    /// A unit answered.
    Cleared { programme: String, stage: String, unit: String, agreed: bool, reason: String },
    /// A unit did not answer in time, which counts as agreement.
    SilenceAgreed { programme: String, stage: String, unit: String },
    /// A commitment was published.
    DrawCommitted { programme: String, stage: String, commitment: String },
    /// The panel was drawn.
    Drawn {
        programme: String,
        stage: String,
        seed: String,
        pool: Vec<String>,
        order: Vec<String>,
        seats: Vec<String>,
    },
    /// An expert declared.
    Declared { programme: String, expert: String, conflict: bool, reason: String },
    /// The next in order took the seat of one who stepped back.
    Replaced { programme: String, expert: String, by: String },
    /// An assessor sealed.
    Sealed {
        stage: String,
        layer: String,
        assessor: String,
        entries: Node,
        /// Why a fact was found otherwise than claimed or not accepted, by fact.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        reasons: BTreeMap<String, String>,
        visit: Option<Visit>,
    },
    /// An assessor's entries were opened again.
    Reopened { stage: String, layer: String, assessor: String, by: String, reason: String },
    /// A suggestion was made.
    Suggested { programme: String, by: String, text: String },
    /// The enterprise replied.
    Replied { programme: String, suggestion: usize, text: String, document: Option<String> },
    /// A suggestion was settled.
    Settled { programme: String, suggestion: usize, by: String },
    /// A grade was proposed.
    Proposed { programme: String, computed: String, grade: String, reason: String, by: String },
    /// The proposal was approved.
    Approved { programme: String, by: String },
    /// The proposal was sent back.
    SentBack { programme: String, by: String, reason: String },
    /// The grade was decided.
    Decided { programme: String, grade: String, on: Date },
    /// A list that it stood on was decided.
    ListedAs { programme: String, stage: String, accepted: bool, reason: String },
    /// The notice was published.
    NoticePublished { programme: String, stage: String, from: Date, until: Date },
    /// Somebody objected.
    Objected { programme: String, name: String, contact: String, text: String },
    /// An objection was ruled on.
    Ruled { programme: String, objection: usize, ruling: Ruling, by: String, reason: String },
    /// It was named.
    Issued {
        programme: String,
        stage: String,
        grade: String,
        number: String,
        from: Date,
        until: Option<Date>,
    },
    /// Something happened to an honoured enterprise.
    EventReported { programme: String, kind: String, happened_on: Date, source: String, text: String },
    /// That was ruled on.
    EventRuled { programme: String, event: usize, withdraw: bool, by: String, reason: String },
    /// Re-evaluation is due.
    RenewalDue { programme: String, until: Date },
    /// The honour ended.
    HonourEnded { programme: String, how: HonourEnd, on: Date, reason: String },
    /// An application reached a stage.
    Reached { programme: String, stage: String },
    /// An application ended.
    Ended { programme: String, end: String },
}

impl Event {
    /// The name of the event, as walks and logs write it.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Edition(event) => event.name(),
            Self::Filing(_, event) => event.name(),
            Self::Record(_, event) => event.name(),
        }
    }
}

impl Event {
    /// What it is mainly about: the stage reached, the grade, the number, who; empty where the name says all.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Self::Edition(event) => event.detail(),
            Self::Filing(_, event) => event.detail(),
            Self::Record(_, event) => event.state().to_string(),
        }
    }
}

impl EditionEvent {
    /// See [`Event::detail`].
    fn detail(&self) -> String {
        match self {
            Self::StageStarted { stage, .. }
            | Self::CohortFrozen { stage, .. }
            | Self::StageClosed { stage, .. }
            | Self::Rescheduled { stage, .. } => stage.clone(),
            Self::DocumentFiled { document, .. } => document.clone(),
            Self::Recommended { by, .. } | Self::TakenBack { by, .. } => by.clone(),
            Self::Enlisted { organisation, .. } | Self::Delisted { organisation, .. } => organisation.clone(),
            Self::NumberTaken { number, .. } => number.clone(),
            Self::Opened { .. } | Self::ListDecided { .. } | Self::Closed => String::new(),
        }
    }

    /// The name of the event.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "edition_opened",
            Self::Rescheduled { .. } => "rescheduled",
            Self::StageStarted { .. } => "stage_started",
            Self::DocumentFiled { .. } => "document_filed",
            Self::CohortFrozen { .. } => "cohort_frozen",
            Self::StageClosed { .. } => "stage_closed",
            Self::Recommended { .. } => "recommended",
            Self::TakenBack { .. } => "taken_back",
            Self::Enlisted { .. } => "enlisted",
            Self::Delisted { .. } => "delisted",
            Self::ListDecided { .. } => "list_decided",
            Self::NumberTaken { .. } => "number_taken",
            Self::Closed => "edition_closed",
        }
    }
}

impl FilingEvent {
    /// See [`Event::detail`].
    fn detail(&self) -> String {
        match self {
            Self::Entered { programme, .. } => programme.clone(),
            Self::Submitted { stage, .. } | Self::Reached { stage, .. } => stage.clone(),
            Self::Checked { verdict, .. } => verdict.name().into(),
            Self::Returned { due, .. } => due.to_string(),
            Self::RequestJudged { item, .. } => item.clone(),
            Self::Cleared { unit, .. } | Self::SilenceAgreed { unit, .. } => unit.clone(),
            Self::Declared { expert, .. } => expert.clone(),
            Self::Replaced { by, .. } => by.clone(),
            Self::Sealed { assessor, .. } | Self::Reopened { assessor, .. } => assessor.clone(),
            Self::Proposed { grade, .. } | Self::Decided { grade, .. } => grade.clone(),
            Self::Approved { by, .. } | Self::SentBack { by, .. } => by.clone(),
            Self::ListedAs { accepted, .. } => if *accepted { "accepted" } else { "refused" }.into(),
            Self::NoticePublished { until, .. } | Self::RenewalDue { until, .. } => until.to_string(),
            Self::Issued { number, .. } => number.clone(),
            Self::EventReported { kind, .. } => kind.clone(),
            Self::HonourEnded { how, .. } => how.name().into(),
            Self::Ended { end, .. } => end.clone(),
            _ => String::new(),
        }
    }

    /// Whether what it says is published at once, so that it has to be in the log by then.
    #[must_use]
    pub fn is_published(&self) -> bool {
        matches!(self, Self::NoticePublished { .. } | Self::Issued { .. } | Self::HonourEnded { .. })
    }

    /// The name of the event.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Entered { .. } => "entered",
            Self::CaseStated { .. } => "case_stated",
            Self::Submitted { .. } => "submitted",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Extended { .. } => "extended",
            Self::Supplied { .. } => "supplied",
            Self::Checked { .. } => "checked",
            Self::Returned { .. } => "returned",
            Self::RequestJudged { .. } => "request_judged",
            Self::Cleared { .. } => "cleared",
            Self::SilenceAgreed { .. } => "silence_agreed",
            Self::DrawCommitted { .. } => "draw_committed",
            Self::Drawn { .. } => "drawn",
            Self::Declared { .. } => "declared",
            Self::Replaced { .. } => "replaced",
            Self::Sealed { .. } => "sealed",
            Self::Reopened { .. } => "reopened",
            Self::Suggested { .. } => "suggested",
            Self::Replied { .. } => "replied",
            Self::Settled { .. } => "settled",
            Self::Proposed { .. } => "proposed",
            Self::Approved { .. } => "approved",
            Self::SentBack { .. } => "sent_back",
            Self::Decided { .. } => "decided",
            Self::ListedAs { .. } => "listed_as",
            Self::NoticePublished { .. } => "notice_published",
            Self::Objected { .. } => "objected",
            Self::Ruled { .. } => "ruled",
            Self::Issued { .. } => "issued",
            Self::EventReported { .. } => "event_reported",
            Self::EventRuled { .. } => "event_ruled",
            Self::RenewalDue { .. } => "renewal_due",
            Self::HonourEnded { .. } => "honour_ended",
            Self::Reached { .. } => "reached",
            Self::Ended { .. } => "ended",
        }
    }

    /// The programme whose application it is about; none for what all applications of the filing share.
    #[must_use]
    pub fn programme(&self) -> Option<&str> {
        match self {
            Self::Entered { programme, .. }
            | Self::CaseStated { programme, .. }
            | Self::Withdrawn { programme, .. }
            | Self::Extended { programme, .. }
            | Self::Checked { programme, .. }
            | Self::Returned { programme, .. }
            | Self::Cleared { programme, .. }
            | Self::SilenceAgreed { programme, .. }
            | Self::DrawCommitted { programme, .. }
            | Self::Drawn { programme, .. }
            | Self::Declared { programme, .. }
            | Self::Replaced { programme, .. }
            | Self::Suggested { programme, .. }
            | Self::Replied { programme, .. }
            | Self::Settled { programme, .. }
            | Self::Proposed { programme, .. }
            | Self::Approved { programme, .. }
            | Self::SentBack { programme, .. }
            | Self::Decided { programme, .. }
            | Self::ListedAs { programme, .. }
            | Self::NoticePublished { programme, .. }
            | Self::Objected { programme, .. }
            | Self::Ruled { programme, .. }
            | Self::Issued { programme, .. }
            | Self::EventReported { programme, .. }
            | Self::EventRuled { programme, .. }
            | Self::RenewalDue { programme, .. }
            | Self::HonourEnded { programme, .. }
            | Self::Reached { programme, .. }
            | Self::Ended { programme, .. } => Some(programme),
            Self::Submitted { .. }
            | Self::Supplied { .. }
            | Self::RequestJudged { .. }
            | Self::Sealed { .. }
            | Self::Reopened { .. } => None,
        }
    }
}
