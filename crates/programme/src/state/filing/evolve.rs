//! A filing after an event. Every event is named here, so that a new one cannot be forgotten.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;

use super::{
    Application, Clearance, Filing, Honour, HonourState, Notice, Objection, Panel, Place, Proposal, Request,
    Sealed, Seat, Suggestion, Tracked,
};
use crate::command::Ruling;
use crate::event::FilingEvent;

impl Filing {
    /// The filing after an event that happened on a day.
    #[must_use]
    pub fn evolve(mut self, event: &FilingEvent, on: Date) -> Self {
        // an event about an application or a part of it that is not there changes nothing
        let _: Option<()> = self.take(event, on);
        self
    }

    /// The application of a programme.
    fn of(&mut self, programme: &str) -> Option<&mut Application> {
        self.applications.get_mut(programme)
    }

    fn take(&mut self, event: &FilingEvent, on: Date) -> Option<()> {
        match event {
            FilingEvent::Entered { programme, entry, stage, basis, hearing_until } => {
                let application = Application {
                    entry: entry.clone(),
                    basis: basis.clone(),
                    hearing_until: *hearing_until,
                    ..Application::at(stage, on)
                };
                self.applications.insert(programme.clone(), application);
            }
            FilingEvent::CaseStated { programme, text } => self.of(programme)?.statements.push(text.clone()),
            FilingEvent::Submitted { submission, .. } => {
                for (item, reason) in &submission.not_evaluated {
                    self.requests.insert(item.clone(), Request { reason: reason.clone(), judged: None });
                }
                self.submissions.push(submission.clone());
            }
            // what it means follows as events of their own: an end is reached
            FilingEvent::Withdrawn { .. } => {}
            FilingEvent::Extended { programme, stage, until, .. } => {
                self.of(programme)?.extensions.insert(stage.clone(), *until);
            }
            FilingEvent::Supplied { given, lists, .. } => {
                self.given.extend(given.clone());
                self.lists.extend(lists.clone());
            }
            FilingEvent::Checked { programme, stage, .. } => {
                let application = self.of(programme)?;
                application.due = None;
                application.passed.insert(stage.clone());
            }
            FilingEvent::Returned { programme, stage, due } => {
                let application = self.of(programme)?;
                *application.returns.entry(stage.clone()).or_default() += 1;
                application.due = Some(*due);
            }
            FilingEvent::RequestJudged { item, approved, role, .. } => {
                self.requests.get_mut(item)?.judged = Some((*approved, role.clone()));
            }
            FilingEvent::Cleared { programme, stage, unit, agreed, reason } => {
                let clearance = Clearance { agreed: *agreed, reason: reason.clone() };
                self.of(programme)?.clear(stage, unit, clearance);
            }
            FilingEvent::SilenceAgreed { programme, stage, unit } => {
                let clearance = Clearance { agreed: true, reason: String::new() };
                self.of(programme)?.clear(stage, unit, clearance);
            }
            FilingEvent::DrawCommitted { programme, commitment, .. } => {
                self.of(programme)?.panel =
                    Some(Panel { commitment: commitment.clone(), ..Panel::default() });
            }
            FilingEvent::Drawn { programme, order, seats, .. } => {
                let panel = self.of(programme)?.panel.as_mut()?;
                panel.order = order.clone();
                panel.seats =
                    seats.iter().map(|expert| Seat { expert: expert.clone(), declared: false }).collect();
            }
            FilingEvent::Declared { programme, expert, conflict, .. } => {
                self.of(programme)?.seats_of(expert).for_each(|seat| seat.declared = !conflict);
            }
            FilingEvent::Replaced { programme, expert, by } => {
                let fresh = Seat { expert: by.clone(), declared: false };
                self.of(programme)?.seats_of(expert).for_each(|seat| *seat = fresh.clone());
            }
            FilingEvent::Sealed { stage, layer, assessor, entries, reasons, visit } => {
                let sealed = Sealed {
                    stage: stage.clone(),
                    entries: entries.clone(),
                    reasons: reasons.clone(),
                    visit: visit.clone(),
                };
                self.sealed.entry(layer.clone()).or_default().insert(assessor.clone(), sealed);
            }
            FilingEvent::Reopened { layer, assessor, .. } => {
                self.sealed.entry(layer.clone()).or_default().remove(assessor);
            }
            FilingEvent::Suggested { programme, by, text } => {
                let (by, text) = (by.clone(), text.clone());
                let suggestion = Suggestion { by, text, replies: Vec::new(), settled: false };
                self.of(programme)?.suggestions.push(suggestion);
            }
            FilingEvent::Replied { programme, suggestion, text, document } => {
                let suggestion = self.of(programme)?.suggestions.get_mut(*suggestion)?;
                suggestion.replies.push((text.clone(), document.clone()));
            }
            FilingEvent::Settled { programme, suggestion, .. } => {
                self.of(programme)?.suggestions.get_mut(*suggestion)?.settled = true;
            }
            FilingEvent::Proposed { programme, computed, grade, reason, by } => {
                self.of(programme)?.proposal = Some(Proposal {
                    computed: computed.clone(),
                    grade: grade.clone(),
                    reason: reason.clone(),
                    by: by.clone(),
                    approvals: Vec::new(),
                });
            }
            FilingEvent::Approved { programme, by } => {
                self.of(programme)?.proposal.as_mut()?.approvals.push(by.clone());
            }
            FilingEvent::SentBack { programme, .. } => self.of(programme)?.proposal = None,
            FilingEvent::Decided { programme, grade, on } => {
                self.of(programme)?.decided = Some((grade.clone(), *on));
            }
            FilingEvent::ListedAs { programme, stage, accepted, reason } => {
                self.of(programme)?.listed.insert(stage.clone(), (*accepted, reason.clone()));
            }
            FilingEvent::NoticePublished { programme, from, until, .. } => {
                self.of(programme)?.notice = Some(Notice { from: *from, until: *until, upheld: false });
            }
            FilingEvent::Objected { programme, name, contact, text } => {
                let (name, contact, text) = (name.clone(), contact.clone(), text.clone());
                self.of(programme)?.objections.push(Objection { name, contact, text, ruling: None });
            }
            FilingEvent::Ruled { programme, objection, ruling, reason, .. } => {
                let application = self.of(programme)?;
                let objection = application.objections.get_mut(*objection)?;
                objection.ruling = Some((*ruling, reason.clone()));
                if let Some(notice) = application.notice.as_mut().filter(|_| *ruling != Ruling::Rejected) {
                    notice.upheld = true;
                }
            }
            FilingEvent::Issued { programme, grade, number, from, until, .. } => {
                self.of(programme)?.honour = Some(Honour {
                    grade: grade.clone(),
                    number: number.clone(),
                    from: *from,
                    until: *until,
                    state: HonourState::InForce,
                    renewal_due: false,
                });
            }
            FilingEvent::EventReported { programme, kind, happened_on, source, text } => {
                self.of(programme)?.tracked.push(Tracked {
                    kind: kind.clone(),
                    happened_on: *happened_on,
                    source: source.clone(),
                    text: text.clone(),
                    ruling: None,
                });
            }
            FilingEvent::EventRuled { programme, event, withdraw, reason, .. } => {
                self.of(programme)?.tracked.get_mut(*event)?.ruling = Some((*withdraw, reason.clone()));
            }
            FilingEvent::RenewalDue { programme, .. } => {
                self.of(programme)?.honour.as_mut()?.renewal_due = true;
            }
            FilingEvent::HonourEnded { programme, how, on, reason } => {
                self.of(programme)?.honour.as_mut()?.state = HonourState::Ended(*how, *on, reason.clone());
            }
            FilingEvent::Reached { programme, stage } => self.of(programme)?.reach(stage, on),
            FilingEvent::Ended { programme, end } => self.of(programme)?.place = Place::Ended(end.clone()),
        }
        Some(())
    }
}

impl Application {
    /// One that has just reached a stage.
    fn at(stage: &str, on: Date) -> Self {
        Self {
            entry: String::new(),
            basis: String::new(),
            hearing_until: None,
            statements: Vec::new(),
            place: Place::At(stage.into()),
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

    fn clear(&mut self, stage: &str, unit: &str, clearance: Clearance) {
        self.clearances.entry(stage.into()).or_default().insert(unit.into(), clearance);
    }

    /// The seats on which an expert sits.
    fn seats_of(&mut self, expert: &str) -> impl Iterator<Item = &mut Seat> {
        let seats = self.panel.as_mut().map(|panel| &mut panel.seats);
        seats.into_iter().flatten().filter(move |seat| seat.expert == expert)
    }

    fn reach(&mut self, stage: &str, on: Date) {
        if let Place::At(left) = &self.place {
            // the limit of a supplement ends with it
            if self.returns.contains_key(left) {
                self.due = None;
            }
            self.passed.insert(left.clone());
        }
        self.place = Place::At(stage.into());
        self.reached_on = Some(on);
        // what a later stage sends back is decided anew
        self.proposal = None;
    }
}
