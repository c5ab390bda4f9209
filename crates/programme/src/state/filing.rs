//! A filing: one enterprise's answers, requests, findings and visit, with the applications of the programmes that
//! share it.

mod evolve;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::tree::Node;
use serde::{Deserialize, Serialize};

use crate::command::{Ruling, Submission, Visit};

/// A filing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filing {
    /// The organisation.
    pub organisation: String,
    /// What was submitted, in order; the last counts.
    pub submissions: Vec<Submission>,
    /// What authorities gave, in order.
    pub given: Vec<Node>,
    /// What official lists say, in order.
    pub lists: Vec<Node>,
    /// Requests not to evaluate items, by code.
    pub requests: BTreeMap<String, Request>,
    /// Sealed entries: layer, then assessor.
    pub sealed: BTreeMap<String, BTreeMap<String, Sealed>>,
    /// The applications, by programme.
    pub applications: BTreeMap<String, Application>,
}

/// A request not to evaluate an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Why.
    pub reason: String,
    /// What was decided, and by which role.
    pub judged: Option<(bool, String)>,
}

/// The sealed entries of one assessor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The stage in which they were sealed.
    pub stage: String,
    /// The entries, as in a facts file.
    pub entries: Node,
    /// Why a fact was found otherwise than claimed or not accepted, by fact.
    pub reasons: BTreeMap<String, String>,
    /// The record of the visit.
    pub visit: Option<Visit>,
}

/// One programme's case on a filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// How it entered.
    pub entry: String,
    /// What an initiated one rests on.
    pub basis: String,
    /// The last day of the hearing.
    pub hearing_until: Option<Date>,
    /// What the enterprise said in it.
    pub statements: Vec<String>,
    /// Where it is.
    pub place: Place,
    /// Stages that it has left.
    pub passed: BTreeSet<String>,
    /// Windows lengthened for it.
    pub extensions: BTreeMap<String, Date>,
    /// How often each stage sent it back, and until when it may be supplemented.
    pub returns: BTreeMap<String, u16>,
    /// The last day of the supplement that is running.
    pub due: Option<Date>,
    /// The day on which it reached its stage, for stages with a limit of their own.
    pub reached_on: Option<Date>,
    /// Answers of units, by stage and unit.
    pub clearances: BTreeMap<String, BTreeMap<String, Clearance>>,
    /// Its panel.
    pub panel: Option<Panel>,
    /// Suggestions.
    pub suggestions: Vec<Suggestion>,
    /// The proposal that waits for approval.
    pub proposal: Option<Proposal>,
    /// The grade that was decided, with the day.
    pub decided: Option<(String, Date)>,
    /// Lists that it stood on: stage, then whether it was accepted and why not.
    pub listed: BTreeMap<String, (bool, String)>,
    /// Its notice.
    pub notice: Option<Notice>,
    /// Objections.
    pub objections: Vec<Objection>,
    /// Its honour.
    pub honour: Option<Honour>,
    /// What happened since it was named.
    pub tracked: Vec<Tracked>,
}

/// Where an application is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a stage.
    At(String),
    /// At an end.
    Ended(String),
}

/// The answer of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clearance {
    /// Whether it agrees.
    pub agreed: bool,
    /// Why not.
    pub reason: String,
}

/// A panel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Panel {
    /// The commitment to the seed.
    pub commitment: String,
    /// The experts in the order of the draw.
    pub order: Vec<String>,
    /// Those who sit.
    pub seats: Vec<Seat>,
}

impl Panel {
    /// Of those who sit, who comes first in the order of the draw.
    #[must_use]
    pub fn first_drawn(&self) -> Option<&str> {
        let sits = |id: &&String| self.seats.iter().any(|seat| seat.expert == **id);
        self.order.iter().find(sits).map(String::as_str)
    }
}

/// A seat of a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The expert.
    pub expert: String,
    /// Whether they declared that there is no conflict.
    pub declared: bool,
}

/// A suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Who made it.
    pub by: String,
    /// What it says.
    pub text: String,
    /// The replies, each with the revised document where there is one.
    pub replies: Vec<(String, Option<String>)>,
    /// Whether it is settled.
    pub settled: bool,
}

/// A proposed grade.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The grade as computed.
    pub computed: String,
    /// The grade as proposed.
    pub grade: String,
    /// Why it departs.
    pub reason: String,
    /// Who proposed it.
    pub by: String,
    /// Who approved it.
    pub approvals: Vec<String>,
}

/// A public notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
    /// Whether an objection to it was upheld: what is decided then is published anew.
    pub upheld: bool,
}

/// An objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Who objects.
    pub name: String,
    /// How to reach them.
    pub contact: String,
    /// What they say.
    pub text: String,
    /// What became of it.
    pub ruling: Option<(Ruling, String)>,
}

/// An honour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Honour {
    /// The grade.
    pub grade: String,
    /// The number of its certificate.
    pub number: String,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Option<Date>,
    /// Whether it stands.
    pub state: HonourState,
    /// Whether re-evaluation was announced.
    pub renewal_due: bool,
}

/// Whether an honour stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HonourState {
    /// It does.
    InForce,
    /// It ended: how, when, why.
    Ended(HonourEnd, Date, String),
}

/// How an honour ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HonourEnd {
    /// A re-evaluation continues it.
    Renewed,
    /// It was taken away.
    Withdrawn,
    /// It ran out.
    Lapsed,
}

impl HonourEnd {
    /// Its name, which is the outcome of the stage and the state of the register.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Renewed => "renewed",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
        }
    }
}

/// Something that happened to an honoured enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracked {
    /// Its kind.
    pub kind: String,
    /// When.
    pub happened_on: Date,
    /// Who says so.
    pub source: String,
    /// What.
    pub text: String,
    /// What was decided, and why.
    pub ruling: Option<(bool, String)>,
}

impl Application {
    /// Whether it stands in a stage.
    #[must_use]
    pub fn is_at(&self, stage: &str) -> bool {
        matches!(&self.place, Place::At(at) if at == stage)
    }

    /// Its honour, if that stands on `day`.
    #[must_use]
    pub fn honour_on(&self, day: Date) -> Option<&Honour> {
        let honour = self.honour.as_ref()?;
        let stands = honour.state == HonourState::InForce && honour.until.is_none_or(|until| day <= until);
        stands.then_some(honour)
    }

    /// Its notice, unless that is one of an earlier round.
    #[must_use]
    pub fn running_notice(&self) -> Option<&Notice> {
        let reached = self.reached_on;
        let own = |notice: &&Notice| !notice.upheld && reached.is_none_or(|reached| reached <= notice.from);
        self.notice.as_ref().filter(own)
    }

    /// Objections without a ruling.
    pub fn open_objections(&self) -> impl Iterator<Item = (usize, &Objection)> {
        self.objections.iter().enumerate().filter(|(_, objection)| objection.ruling.is_none())
    }
}

impl Filing {
    /// A filing before its first event.
    #[must_use]
    pub fn new(organisation: &str) -> Self {
        Self { organisation: organisation.into(), ..Self::default() }
    }
}
