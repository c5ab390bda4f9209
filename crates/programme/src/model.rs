//! Programmes, registers and calendars as read from packs.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::provenance::Mark;
use duheng_pack::source::Span as Place;
use duheng_pack::text::Text;

use crate::time::{Span, Window, Workdays};

/// All programmes of a pack, with what they share.
#[derive(Clone, Debug, Default)]
pub struct Programmes {
    /// The programmes, in order of their names.
    pub programmes: Vec<Programme>,
    /// The registers.
    pub registers: Vec<Register>,
    /// The calendars of the pack and its imports.
    pub calendars: Vec<Workdays>,
}

impl Programmes {
    /// The programme of this name.
    #[must_use]
    pub fn programme(&self, id: &str) -> Option<&Programme> {
        self.programmes.iter().find(|programme| programme.id == id)
    }

    /// The register of this name.
    #[must_use]
    pub fn register(&self, id: &str) -> Option<&Register> {
        self.registers.iter().find(|register| register.id == id)
    }

    /// The calendar of a programme.
    #[must_use]
    pub fn calendar(&self, programme: &Programme) -> Option<&Workdays> {
        self.calendars.iter().find(|calendar| calendar.id == programme.calendar)
    }
}

/// A programme.
#[derive(Clone, Debug)]
pub struct Programme {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The standard, where it evaluates by one.
    pub standard: Option<String>,
    /// The profile of the standard.
    pub profile: Option<String>,
    /// The filing that it uses.
    pub filing: String,
    /// Its calendar.
    pub calendar: String,
    /// The role that manages it.
    pub managed_by: String,
    /// The roles that supply facts of authorities and official lists.
    pub given_by: Vec<String>,
    /// Whether it says that there is no fee.
    pub free: bool,
    /// Its roles.
    pub roles: BTreeMap<String, Role>,
    /// Its entries.
    pub entries: BTreeMap<String, Entry>,
    /// Its stages, in the order of the file.
    pub stages: Vec<Stage>,
    /// Its ends.
    pub ends: BTreeMap<String, Text>,
    /// Marks of provenance on the head.
    pub marks: Vec<Mark>,
    /// Where it is written.
    pub span: Place,
}

impl Programme {
    /// The stage of this name.
    #[must_use]
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == id)
    }

    /// The authority that opens an entry by itself; none where the enterprise does.
    #[must_use]
    pub fn begun_by_authority(&self, entry: &str) -> Option<&Role> {
        let role = self.roles.get(&self.entries.get(entry)?.opened_by)?;
        Some(role).filter(|role| role.reach != Reach::Own)
    }

    /// Whether anybody may object to results on notice; else only the roles that a programme names.
    #[must_use]
    pub fn hears_anyone(&self) -> bool {
        let is_anyone = |role: &String| self.roles.get(role).is_some_and(|of| of.reach == Reach::Anyone);
        let mut mechanisms = self.stages.iter().map(|stage| &stage.mechanism);
        mechanisms.any(
            |of| matches!(of, Mechanism::Notice { objection_by, .. } if objection_by.iter().any(is_anyone)),
        )
    }

    /// The stages to which an entry leads, without those that come of an objection alone; of an application that has not
    /// entered those of the first entry that needs no authority to name its basis.
    #[must_use]
    pub fn leads_through(&self, entry: Option<&str>) -> BTreeSet<&str> {
        let of_itself = || self.entries.values().find(|entry| !entry.basis);
        let entry = entry.and_then(|entry| self.entries.get(entry)).or_else(of_itself);
        let mut open: Vec<&str> = entry.map(|entry| entry.first.as_str()).into_iter().collect();
        let mut found = BTreeSet::new();
        while let Some(stage) = open.pop().and_then(|name| self.stage(name)) {
            if found.insert(stage.id.as_str()) {
                let goes_on = |outcome: &str| !["again", "refused"].contains(&outcome);
                let next = stage.next.iter().filter(|(outcome, _)| goes_on(outcome));
                open.extend(next.map(|(_, to)| to.as_str()).filter(|to| self.stage(to).is_some()));
            }
        }
        found
    }

    /// The stages in which honours are tracked, which goes on when the edition is closed.
    pub fn tracking(&self) -> impl Iterator<Item = &str> {
        let stages = self.stages.iter().filter(|stage| matches!(stage.mechanism, Mechanism::Track { .. }));
        stages.map(|stage| stage.id.as_str())
    }

    /// Whether somebody assesses what is claimed on the way of an entry, before a grade is decided.
    #[must_use]
    pub fn is_assessed(&self, entry: Option<&str>) -> bool {
        let way = self.leads_through(entry);
        let mut stages = way.into_iter().filter_map(|name| self.stage(name));
        stages.any(|stage| matches!(stage.mechanism, Mechanism::Assess { .. }))
    }
}

/// A role.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its title.
    pub title: Text,
    /// How far it reaches.
    pub reach: Reach,
}

/// How far a role reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The actor's own organisation.
    Own,
    /// What hangs below the actor's place.
    Subtree,
    /// What is assigned to the actor.
    Assigned,
    /// What the actor's unit recommended.
    Recommended,
    /// What waits or waited for the actor's unit.
    Cleared,
    /// Everybody.
    Anyone,
}

/// A way in.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its title.
    pub title: Text,
    /// The role that opens it.
    pub opened_by: String,
    /// Its first stage.
    pub first: String,
    /// The stage in which the enterprise must have been recommended.
    pub recommended_in: Option<String>,
    /// Whether it re-evaluates an honour.
    pub needs_honour: bool,
    /// Whether a legal basis must be named.
    pub basis: bool,
    /// How long the enterprise may state its case.
    pub hearing: Option<Span>,
    /// The results it permits; all where empty.
    pub results: Vec<String>,
    /// Marks of provenance.
    pub marks: Vec<Mark>,
}

/// A day of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayOfYear {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
}

impl DayOfYear {
    /// The day in a year; 29 February becomes 28 February in a common year.
    #[must_use]
    pub fn in_year(self, year: i16) -> Option<Date> {
        Date::new(year, self.month, self.day).or_else(|| Date::new(year, self.month, self.day - 1))
    }
}

impl core::fmt::Display for DayOfYear {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(out, "{:02}-{:02}", self.month, self.day)
    }
}

/// A stage.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its clause.
    pub clause: String,
    /// The roles that act in it.
    pub by: Vec<String>,
    /// Whether it is about the whole edition.
    pub of_edition: bool,
    /// Whether it happens once for all programmes of the filing.
    pub once_per_filing: bool,
    /// When it opens and closes, unless the edition says otherwise.
    pub opens: Option<DayOfYear>,
    /// See `opens`.
    pub closes: Option<DayOfYear>,
    /// Stages of the edition that must be closed before.
    pub needs: Vec<String>,
    /// What it does.
    pub mechanism: Mechanism,
    /// Where each outcome leads.
    pub next: BTreeMap<&'static str, String>,
    /// Marks of provenance.
    pub marks: Vec<Mark>,
    /// Where it is written.
    pub span: Place,
}

impl Stage {
    /// The window in an edition that opened with these own windows; dates fall into `year`.
    #[must_use]
    pub fn window(&self, own: Option<&Window>, year: i16) -> Window {
        let usual = |day: Option<DayOfYear>| day.and_then(|day| day.in_year(year));
        Window {
            opens: own.and_then(|own| own.opens).or_else(|| usual(self.opens)),
            closes: own.and_then(|own| own.closes).or_else(|| usual(self.closes)),
        }
    }
}

/// What a stage does.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are named and told in the table of stages")]
pub enum Mechanism {
    /// Work of the edition.
    Run { documents: BTreeMap<String, Document>, freezes: Option<String>, while_open: bool },
    /// Recommendation within a quota.
    Recommend { least: Option<u32>, most: Option<u32> },
    /// Filing.
    File { documents: BTreeMap<String, Document>, consents: BTreeMap<String, Text> },
    /// A check.
    Check { gate: bool, supplement: Option<Supplement> },
    /// Clearance by units: the roles in `by`.
    Clear { within: Option<Span>, silence_agrees: bool },
    /// A panel; `leader` says whether who comes first in the draw leads it.
    Panel { seats: usize, fields: Vec<String>, leader: bool },
    /// An assessment.
    Assess { layer: String, visit: bool, only_disputed: bool },
    /// Suggestions and revisions.
    Exchange,
    /// The decision on one application's grade.
    Decide { approvals: usize, departure: Option<usize>, together: Vec<String> },
    /// The decision on a list of the edition.
    List {
        list: String,
        listed_by: Vec<String>,
        from: Option<String>,
        exactly: Option<usize>,
        most: Option<usize>,
    },
    /// Public notice.
    Notice { lasts: Span, objection_by: Vec<String> },
    /// Naming.
    Issue {
        document: String,
        number: String,
        valid: Option<Span>,
        register: Option<(String, Option<String>)>,
    },
    /// Tracking.
    Track { events: BTreeMap<String, Text>, renewal: Option<Renewal> },
}

/// A document of a stage.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its title.
    pub title: Text,
    /// Whether it is required.
    pub required: bool,
    /// Whether it must be a PDF.
    pub pdf: bool,
}

/// Going back to be supplemented.
#[derive(Clone, Debug)]
pub struct Supplement {
    /// To which stage.
    pub stage: String,
    /// For how long.
    pub within: Span,
    /// How often.
    pub times: u16,
}

/// Re-evaluation of an honour.
#[derive(Clone, Debug)]
pub struct Renewal {
    /// The entry that re-evaluates.
    pub entry: String,
    /// How long before the end it opens.
    pub opens: Span,
}

/// A register.
#[derive(Clone, Debug)]
pub struct Register {
    /// Its name.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The roles that enter and change records.
    pub entered_by: Vec<String>,
    /// Whether a legal basis must be named.
    pub basis: bool,
    /// Its states.
    pub states: BTreeMap<String, RegisterState>,
}

/// A state of a register's records.
#[derive(Clone, Debug)]
pub struct RegisterState {
    /// Its title.
    pub title: Text,
    /// Who may enter it and move a record out of it, of those who keep the register; all of them where it is empty.
    pub by: Vec<String>,
    /// What may follow.
    pub to: Vec<String>,
    /// Whether a record may begin with it.
    pub first: bool,
    /// Whether naming alone gives it; an office may then only correct the day and the basis of one that was given.
    pub issued: bool,
    /// Whether the public sees it.
    pub public: bool,
}

impl Mechanism {
    /// Its name: the `kind` of the stage.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Run { .. } => "run",
            Self::Recommend { .. } => "recommend",
            Self::File { .. } => "file",
            Self::Check { .. } => "check",
            Self::Clear { .. } => "clear",
            Self::Panel { .. } => "panel",
            Self::Assess { .. } => "assess",
            Self::Exchange => "exchange",
            Self::Decide { .. } | Self::List { .. } => "decide",
            Self::Notice { .. } => "notice",
            Self::Issue { .. } => "issue",
            Self::Track { .. } => "track",
        }
    }
}
