//! A filing: one enterprise's answers, requests, findings and visit, with the applications of the programmes that
//! share it.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::tree::Node;
use serde::{Deserialize, Serialize};

use crate::command::{Ruling, Submission, Visit};
use crate::event::FilingEvent;

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

    /// The filing after an event that happened on a day.
    #[must_use]
    pub fn evolve(mut self, event: &FilingEvent, on: Date) -> Self {
        if let Some(programme) = event.programme() {
            if let FilingEvent::Entered { .. } = event {
                self.applications.insert(programme.into(), entered(event, on));
            } else if let Some(application) = self.applications.get_mut(programme) {
                about_application(application, event, on);
            }
            return self;
        }
        match event {
            FilingEvent::Submitted { submission, .. } => {
                for (item, reason) in &submission.not_evaluated {
                    self.requests.insert(item.clone(), Request { reason: reason.clone(), judged: None });
                }
                self.submissions.push(submission.clone());
            }
            FilingEvent::Supplied { given, lists, .. } => {
                self.given.extend(given.clone());
                self.lists.extend(lists.clone());
            }
            FilingEvent::RequestJudged { item, approved, role, .. } => {
                if let Some(request) = self.requests.get_mut(item) {
                    request.judged = Some((*approved, role.clone()));
                }
            }
            FilingEvent::Sealed { stage, layer, assessor, entries, visit } => {
                let sealed = Sealed { stage: stage.clone(), entries: entries.clone(), visit: visit.clone() };
                self.sealed.entry(layer.clone()).or_default().insert(assessor.clone(), sealed);
            }
            FilingEvent::Reopened { layer, assessor, .. } => {
                self.sealed.entry(layer.clone()).or_default().remove(assessor);
            }
            _ => {}
        }
        self
    }
}

fn entered(event: &FilingEvent, on: Date) -> Application {
    let (entry, stage, basis, hearing_until) = match event {
        FilingEvent::Entered { entry, stage, basis, hearing_until, .. } => {
            (entry, stage, basis, *hearing_until)
        }
        _ => return empty(on),
    };
    Application {
        entry: entry.clone(),
        basis: basis.clone(),
        hearing_until,
        place: Place::At(stage.clone()),
        ..empty(on)
    }
}

fn empty(on: Date) -> Application {
    Application {
        entry: String::new(),
        basis: String::new(),
        hearing_until: None,
        statements: Vec::new(),
        place: Place::At(String::new()),
        passed: BTreeSet::new(),
        extensions: BTreeMap::new(),
        returns: BTreeMap::new(),
        due: None,
        reached_on: Some(on),
        clearances: BTreeMap::new(),
        panel: None,
        suggestions: Vec::new(),
        proposal: None,
        decided: None,
        listed: BTreeMap::new(),
        notice: None,
        objections: Vec::new(),
        honour: None,
        tracked: Vec::new(),
    }
}

fn about_application(application: &mut Application, event: &FilingEvent, on: Date) {
    match event {
        FilingEvent::CaseStated { text, .. } => application.statements.push(text.clone()),
        FilingEvent::Extended { stage, until, .. } => {
            application.extensions.insert(stage.clone(), *until);
        }
        FilingEvent::Checked { stage, .. } => {
            application.due = None;
            application.passed.insert(stage.clone());
        }
        FilingEvent::Returned { stage, due, .. } => {
            *application.returns.entry(stage.clone()).or_default() += 1;
            application.due = Some(*due);
        }
        FilingEvent::Cleared { stage, unit, agreed, reason, .. } => {
            let clearance = Clearance { agreed: *agreed, reason: reason.clone() };
            application.clearances.entry(stage.clone()).or_default().insert(unit.clone(), clearance);
        }
        FilingEvent::SilenceAgreed { stage, unit, .. } => {
            let clearance = Clearance { agreed: true, reason: String::new() };
            application.clearances.entry(stage.clone()).or_default().insert(unit.clone(), clearance);
        }
        FilingEvent::DrawCommitted { commitment, .. } => {
            application.panel = Some(Panel { commitment: commitment.clone(), ..Panel::default() });
        }
        FilingEvent::Drawn { order, seats, .. } => {
            if let Some(panel) = &mut application.panel {
                panel.order = order.clone();
                panel.seats =
                    seats.iter().map(|expert| Seat { expert: expert.clone(), declared: false }).collect();
            }
        }
        FilingEvent::Declared { expert, conflict, .. } => {
            let seats = application.panel.as_mut().map(|panel| &mut panel.seats);
            for seat in seats.into_iter().flatten().filter(|seat| seat.expert == *expert) {
                seat.declared = !conflict;
            }
        }
        FilingEvent::Replaced { expert, by, .. } => {
            let seats = application.panel.as_mut().map(|panel| &mut panel.seats);
            for seat in seats.into_iter().flatten().filter(|seat| seat.expert == *expert) {
                *seat = Seat { expert: by.clone(), declared: false };
            }
        }
        FilingEvent::Suggested { by, text, .. } => application.suggestions.push(Suggestion {
            by: by.clone(),
            text: text.clone(),
            replies: Vec::new(),
            settled: false,
        }),
        FilingEvent::Replied { suggestion, text, document, .. } => {
            if let Some(suggestion) = application.suggestions.get_mut(*suggestion) {
                suggestion.replies.push((text.clone(), document.clone()));
            }
        }
        FilingEvent::Settled { suggestion, .. } => {
            if let Some(suggestion) = application.suggestions.get_mut(*suggestion) {
                suggestion.settled = true;
            }
        }
        _ => about_result(application, event, on),
    }
}

/// Events from the proposal on.
fn about_result(application: &mut Application, event: &FilingEvent, on: Date) {
    match event {
        FilingEvent::Proposed { computed, grade, reason, by, .. } => {
            application.proposal = Some(Proposal {
                computed: computed.clone(),
                grade: grade.clone(),
                reason: reason.clone(),
                by: by.clone(),
                approvals: Vec::new(),
            });
        }
        FilingEvent::Approved { by, .. } => {
            if let Some(proposal) = &mut application.proposal {
                proposal.approvals.push(by.clone());
            }
        }
        FilingEvent::SentBack { .. } => application.proposal = None,
        FilingEvent::Decided { grade, on, .. } => application.decided = Some((grade.clone(), *on)),
        FilingEvent::ListedAs { stage, accepted, reason, .. } => {
            application.listed.insert(stage.clone(), (*accepted, reason.clone()));
        }
        FilingEvent::NoticePublished { from, until, .. } => {
            application.notice = Some(Notice { from: *from, until: *until });
        }
        FilingEvent::Objected { name, contact, text, .. } => application.objections.push(Objection {
            name: name.clone(),
            contact: contact.clone(),
            text: text.clone(),
            ruling: None,
        }),
        FilingEvent::Ruled { objection, ruling, reason, .. } => {
            if let Some(objection) = application.objections.get_mut(*objection) {
                objection.ruling = Some((*ruling, reason.clone()));
            }
        }
        FilingEvent::Issued { grade, number, from, until, .. } => {
            application.honour = Some(Honour {
                grade: grade.clone(),
                number: number.clone(),
                from: *from,
                until: *until,
                state: HonourState::InForce,
                renewal_due: false,
            });
        }
        FilingEvent::EventReported { kind, happened_on, source, text, .. } => {
            application.tracked.push(Tracked {
                kind: kind.clone(),
                happened_on: *happened_on,
                source: source.clone(),
                text: text.clone(),
                ruling: None,
            })
        }
        FilingEvent::EventRuled { event, withdraw, reason, .. } => {
            if let Some(tracked) = application.tracked.get_mut(*event) {
                tracked.ruling = Some((*withdraw, reason.clone()));
            }
        }
        FilingEvent::RenewalDue { .. } => {
            if let Some(honour) = &mut application.honour {
                honour.renewal_due = true;
            }
        }
        FilingEvent::HonourEnded { how, on, reason, .. } => {
            if let Some(honour) = &mut application.honour {
                honour.state = HonourState::Ended(*how, *on, reason.clone());
            }
        }
        FilingEvent::Reached { stage, .. } => {
            if let Place::At(left) = &application.place {
                // the limit of a supplement ends with it
                if application.returns.contains_key(left) {
                    application.due = None;
                }
                application.passed.insert(left.clone());
            }
            application.place = Place::At(stage.clone());
            application.reached_on = Some(on);
            // what a later stage sends back is decided anew
            application.proposal = None;
        }
        FilingEvent::Ended { end, .. } => application.place = Place::Ended(end.clone()),
        _ => {}
    }
}
