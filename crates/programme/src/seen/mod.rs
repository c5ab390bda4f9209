//! What somebody may see of a filing. Deny by default: what the table does not let through is not in [`Seen`] at all.

mod events;
mod table;

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::tree::Node;

use crate::authorise::{Actor, reach, reaches};
use crate::command::{Ruling, Submission};
use crate::model::{Mechanism, Reach, Stage};
use crate::state::{
    Application, Clearance, Filing, Honour, Notice, Panel, Place, Proposal, Request, Sealed, Seat, Tracked,
};
use crate::time::Moment;
use crate::view::View;

pub use events::{FILING_EVENTS, event_title};
pub use table::{PARTS, Part, Rule, Viewer, rule};

/// What somebody sees of a filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How they look at it.
    pub viewer: Viewer,
    /// Its course; none before it has entered the programme at hand.
    pub course: Option<Course>,
    /// What was submitted.
    pub claim: Option<Claim>,
    /// What the enterprise said in a hearing.
    pub statements: Vec<String>,
    /// Answers of units, by stage and unit.
    pub clearances: BTreeMap<String, BTreeMap<String, Clearance>>,
    /// The seats of the panel; of those who only see their own, that one.
    pub seats: Vec<Seat>,
    /// Who leads the panel, where it has a leader and they see that seat.
    pub leader: Option<String>,
    /// Sealed entries, by layer and assessor.
    pub entries: BTreeMap<String, BTreeMap<String, Sealed>>,
    /// Suggestions.
    pub suggestions: Vec<SeenSuggestion>,
    /// The proposal that waits for approval.
    pub proposal: Option<Proposal>,
    /// The grade that was decided, with the day.
    pub decided: Option<(String, Date)>,
    /// Lists that it stood on: stage, then whether it was accepted and why not.
    pub listed: BTreeMap<String, (bool, String)>,
    /// Objections.
    pub objections: Vec<SeenObjection>,
    /// What happened since it was named.
    pub tracked: Vec<Tracked>,
    /// The parts of whose events they learn.
    parts: Vec<Part>,
}

/// The course of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// How it entered.
    pub entry: String,
    /// What an initiated one rests on.
    pub basis: String,
    /// Where it is.
    pub place: Place,
    /// The day on which it reached that.
    pub reached_on: Option<Date>,
    /// The last day of a supplement.
    pub due: Option<Date>,
    /// The last day of a hearing.
    pub hearing_until: Option<Date>,
    /// How often it went back, by stage.
    pub returns: BTreeMap<String, u16>,
    /// Its notice.
    pub notice: Option<Notice>,
    /// Its honour.
    pub honour: Option<Honour>,
}

/// What was submitted, and what authorities said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What was submitted, in order; the last counts.
    pub submissions: Vec<Submission>,
    /// What authorities gave, in order.
    pub given: Vec<Node>,
    /// What official lists say, in order.
    pub lists: Vec<Node>,
    /// Requests not to evaluate items, by code.
    pub requests: BTreeMap<String, Request>,
}

/// A suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenSuggestion {
    /// Its number, from 1.
    pub number: usize,
    /// Who made it, for those who may know.
    pub by: Option<String>,
    /// What it says.
    pub text: String,
    /// The replies, each with the revised document where there is one.
    pub replies: Vec<(String, Option<String>)>,
    /// Whether it is settled.
    pub settled: bool,
}

/// An objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenObjection {
    /// Its number, from 1.
    pub number: usize,
    /// Name and contact of who objected, for those who rule on objections.
    pub objector: Option<(String, String)>,
    /// What they say.
    pub text: String,
    /// What became of it.
    pub ruling: Option<(Ruling, String)>,
}

impl Seen {
    /// Whether they learn that an event of this name happened, that this person was the author of.
    #[must_use]
    pub fn learns(&self, event: &str, is_own: bool) -> bool {
        is_own || events::part_of(event).is_some_and(|part| self.parts.contains(&part))
    }

    /// Whether they learn who was the author of events.
    #[must_use]
    pub fn names_authors(&self) -> bool {
        self.parts.contains(&Part::Names)
    }
}

/// How an actor looks at filings of a programme; nothing for those who are not signed in.
fn viewer(actor: &Actor, view: &View<'_>) -> Option<Viewer> {
    let Actor::Person { role, .. } = actor else { return None };
    let programme = view.programme;
    programme.roles.get(role)?;
    let acts = || programme.stages.iter().filter(|stage| stage.by.contains(role));
    let only_assesses = acts().next().is_some()
        && acts().all(|stage| matches!(stage.mechanism, Mechanism::Assess { .. }))
        && programme.managed_by != *role;
    Some(match reach(programme, role) {
        Reach::Own => Viewer::Enterprise,
        Reach::Assigned => Viewer::Assessor,
        Reach::Subtree if only_assesses => Viewer::Assessor,
        Reach::Subtree => Viewer::Office,
        Reach::Cleared => Viewer::Unit,
        Reach::Recommended => Viewer::Recommender,
        Reach::Anyone => return None,
    })
}

/// What an actor sees of the filing; nothing where it is out of their reach, which is not told from one that does not
/// exist.
#[must_use]
pub fn seen(actor: &Actor, view: &View<'_>, now: Moment) -> Option<Seen> {
    let viewer = viewer(actor, view)?;
    let Actor::Person { person, role, place } = actor else { return None };
    let organisation = view.organisation?;
    let reached = reaches(reach(view.programme, role), person, role, place, &organisation.id, view, now);
    // who may recommend everybody sees those alone whom it did recommend
    let recommended = || {
        let mut units = view.editions.values().filter_map(|edition| edition.recommender(&organisation.id));
        units.any(|unit| unit == place)
    };
    if !reached || (viewer == Viewer::Recommender && !recommended()) {
        return None;
    }
    let empty = Filing::new(&organisation.id);
    let filing = view.filing.unwrap_or(&empty);
    Some(Looker { viewer, person, role, view, filing, application: view.application() }.look())
}

/// Whether nothing of a filing is left to be decided: from then on its enterprise sees the grades.
#[must_use]
pub fn all_decided(filing: &Filing) -> bool {
    let done =
        |of: &Application| of.decided.is_some() || of.notice.is_some() || matches!(of.place, Place::Ended(_));
    !filing.applications.is_empty() && filing.applications.values().all(done)
}

/// Somebody who looks at a filing within reach.
struct Looker<'l> {
    viewer: Viewer,
    person: &'l str,
    role: &'l str,
    view: &'l View<'l>,
    filing: &'l Filing,
    application: Option<&'l Application>,
}

impl Looker<'_> {
    /// Whether they see a part, of which `own` says whether what is looked at is theirs.
    fn sees(&self, part: Part, own: bool) -> bool {
        match rule(self.viewer, part) {
            Rule::Never => false,
            Rule::Always => true,
            Rule::Declared => own || self.has_declared(),
            Rule::Complete | Rule::Own => own,
            Rule::Decided => all_decided(self.filing),
            Rule::Ruling => self.rules_on_objections(),
        }
    }

    /// Whether they declared that there is no conflict; who sits on no panel has none to declare.
    fn has_declared(&self) -> bool {
        let mut panels = self.filing.applications.values().filter_map(|of| of.panel.as_ref());
        let mine = |seat: &&Seat| seat.expert == self.person;
        panels.all(|panel| panel.seats.iter().find(mine).is_none_or(|seat| seat.declared))
    }

    fn rules_on_objections(&self) -> bool {
        let mut notices = self
            .view
            .programme
            .stages
            .iter()
            .filter(|stage| matches!(stage.mechanism, Mechanism::Notice { .. }));
        notices.any(|stage| stage.by.iter().any(|by| by == self.role))
    }

    /// Whether all who seal a layer have sealed: no application of the filing stands where it is written.
    fn is_complete(&self, layer: &str) -> bool {
        let writes = |name: &String, application: &Application| {
            let programme = self.view.programmes.programme(name);
            let mut stages = programme.into_iter().flat_map(|programme| &programme.stages);
            stages.any(|stage| {
                let own = matches!(&stage.mechanism, Mechanism::Assess { layer: of, .. } if of == layer);
                own && application.is_at(&stage.id)
            })
        };
        !self.filing.applications.iter().any(|(name, application)| writes(name, application))
    }

    fn look(&self) -> Seen {
        let filing = self.filing;
        let claim = Claim {
            submissions: filing.submissions.clone(),
            given: filing.given.clone(),
            lists: filing.lists.clone(),
            requests: filing.requests.clone(),
        };
        // an event of a part tells no more than that it happened
        let parts = PARTS.iter().map(|(part, _)| *part).filter(|part| match rule(self.viewer, *part) {
            Rule::Complete => self.has_declared(),
            _ => self.sees(*part, false),
        });
        let seen = Seen {
            viewer: self.viewer,
            course: self.application.map(course),
            claim: self.sees(Part::Claim, false).then_some(claim),
            statements: Vec::new(),
            clearances: BTreeMap::new(),
            seats: Vec::new(),
            leader: None,
            entries: self.entries(),
            suggestions: Vec::new(),
            proposal: None,
            decided: None,
            listed: BTreeMap::new(),
            objections: Vec::new(),
            tracked: Vec::new(),
            parts: parts.collect(),
        };
        match self.application {
            Some(application) => self.of_application(seen, application),
            None => seen,
        }
    }

    fn of_application(&self, mut seen: Seen, application: &Application) -> Seen {
        let all = |part| self.sees(part, false);
        if all(Part::Statements) {
            seen.statements.clone_from(&application.statements);
        }
        for (stage, answers) in &application.clearances {
            let shown = answers.iter().filter(|(unit, _)| self.sees(Part::Clearances, *unit == self.role));
            let shown = shown.map(|(unit, answer)| (unit.clone(), answer.clone()));
            seen.clearances.insert(stage.clone(), shown.collect());
        }
        let seats = application.panel.iter().flat_map(|panel| &panel.seats);
        let shown = seats.filter(|seat| self.sees(Part::Seats, seat.expert == self.person));
        seen.seats = shown.cloned().collect();
        let led = |stage: &Stage| matches!(stage.mechanism, Mechanism::Panel { leader: true, .. });
        let leader = application.panel.as_ref().filter(|_| self.view.programme.stages.iter().any(led));
        let leader = leader.and_then(Panel::first_drawn);
        let sees = |id: &&str| seen.seats.iter().any(|seat| seat.expert == **id);
        seen.leader = leader.filter(sees).map(ToOwned::to_owned);
        if all(Part::Suggestions) {
            let shown = (1..).zip(&application.suggestions).map(|(number, of)| SeenSuggestion {
                number,
                by: self.sees(Part::Suggesters, of.by == self.person).then(|| of.by.clone()),
                text: of.text.clone(),
                replies: of.replies.clone(),
                settled: of.settled,
            });
            seen.suggestions = shown.collect();
        }
        seen.proposal = application.proposal.clone().filter(|_| all(Part::Proposal));
        seen.decided = application.decided.clone().filter(|_| all(Part::Decision));
        if all(Part::Lists) {
            seen.listed.clone_from(&application.listed);
        }
        if all(Part::Objections) {
            let shown = (1..).zip(&application.objections).map(|(number, of)| SeenObjection {
                number,
                objector: all(Part::Objectors).then(|| (of.name.clone(), of.contact.clone())),
                text: of.text.clone(),
                ruling: of.ruling.clone(),
            });
            seen.objections = shown.collect();
        }
        if all(Part::Tracked) {
            seen.tracked.clone_from(&application.tracked);
        }
        seen
    }

    fn entries(&self) -> BTreeMap<String, BTreeMap<String, Sealed>> {
        let mut shown: BTreeMap<String, BTreeMap<String, Sealed>> = BTreeMap::new();
        for (layer, sealed) in &self.filing.sealed {
            let complete = self.is_complete(layer);
            for (assessor, sealed) in sealed {
                let own = assessor == self.person;
                let sees = match rule(self.viewer, Part::Entries) {
                    Rule::Complete => own || (complete && self.has_declared()),
                    _ => complete && self.sees(Part::Entries, own),
                };
                if sees {
                    shown.entry(layer.clone()).or_default().insert(assessor.to_owned(), sealed.clone());
                }
            }
        }
        shown
    }
}

fn course(application: &Application) -> Course {
    Course {
        entry: application.entry.clone(),
        basis: application.basis.clone(),
        place: application.place.clone(),
        reached_on: application.reached_on,
        due: application.due,
        hearing_until: application.hearing_until,
        returns: application.returns.clone(),
        notice: application.notice.clone(),
        honour: application.honour.clone(),
    }
}
