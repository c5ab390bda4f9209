//! The decision on a grade: the computed grade is proposed, others approve; a departure needs a reason.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::flow::{Target, advance, after_events, target};
use super::track::leaves_register;
use super::{Case, reasoned, this};
use crate::event::{Event, FilingEvent, Whose};
use crate::model::{Mechanism, Programme};
use crate::refusal::{self, Refusal};
use crate::scoring::{Standing, standing};
use crate::state::{Application, Filing, HonourEnd, Place, Proposal};
use crate::view::View;

/// The programmes that are decided together, each with its view.
fn together<'c>(case: &Case<'c, '_>) -> Result<Vec<View<'c>>, Refusal> {
    let stage = case.stage()?;
    let mut views = Vec::from([*case.view]);
    let Mechanism::Decide { together, .. } = &stage.mechanism else { return Ok(views) };
    for name in together.iter().filter(|name| **name != case.programme.id) {
        let Some(view) = case.view.of(name) else { continue };
        // a programme that the enterprise did not enter, or that has ended for it, has nothing to decide
        let ended = |of: &&Application| matches!(of.place, Place::Ended(_));
        let Some(other) = view.application().filter(|of| !ended(of)) else { continue };
        if !other.is_at(&stage.id) {
            return Err(refusal::together_missing(&view.programme.title));
        }
        views.push(view);
    }
    Ok(views)
}

/// Proposes the computed grade, or another with a reason.
pub(super) fn propose(
    case: &Case<'_, '_>,
    grade: Option<String>,
    reason: String,
) -> Result<Vec<Event>, Refusal> {
    let mut events = Vec::new();
    for view in together(case)? {
        // a departure that is proposed for another programme stays proposed
        let departs = |of: &&Proposal| of.grade != of.computed;
        let other = view.application().and_then(|of| of.proposal.as_ref()).filter(departs);
        let (wanted, reason) = match other.filter(|_| view.programme.id != case.programme.id) {
            Some(other) => (Some(other.grade.clone()), other.reason.as_str()),
            None => (grade.clone().filter(|_| view.programme.id == case.programme.id), reason.as_str()),
        };
        events.extend(proposal(case, &view, wanted, reason)?);
    }
    Ok(events)
}

/// Refuses outside the window, while a hearing runs, before programmes that are decided together have come as far, and
/// while assessors differ.
pub(super) fn may_propose(case: &Case<'_, '_>) -> Result<(), Refusal> {
    case.in_window(case.stage()?)?;
    if let Some(until) = case.application.hearing_until.filter(|until| case.now.date <= *until)
        && case.application.statements.is_empty()
    {
        return Err(refusal::hearing_running(until));
    }
    for view in together(case)? {
        settled(&view, case.filing)?;
    }
    Ok(())
}

/// The proposal as it stands.
fn proposed<'v>(view: &View<'v>) -> Result<&'v Proposal, Refusal> {
    view.application().and_then(|of| of.proposal.as_ref()).ok_or_else(refusal::proposal_missing)
}

/// The proposal that waits for somebody else's approval.
fn waiting_proposal<'v>(case: &Case<'_, '_>, view: &View<'v>) -> Result<&'v Proposal, Refusal> {
    let proposal = proposed(view)?;
    if proposal.by == case.by.person || proposal.approvals.contains(&case.by.person) {
        return Err(refusal::approval_by_proposer());
    }
    Ok(proposal)
}

/// Refuses the approval of one's own proposal, and a second one.
pub(super) fn may_approve(case: &Case<'_, '_>) -> Result<(), Refusal> {
    for view in together(case)? {
        waiting_proposal(case, &view)?;
    }
    Ok(())
}

fn proposal(
    case: &Case<'_, '_>,
    view: &View<'_>,
    wanted: Option<String>,
    reason: &str,
) -> Result<Vec<Event>, Refusal> {
    let computed = settled(view, case.filing)?.map_or_else(|| "none".to_string(), |standing| standing.grade);
    let grade = wanted.unwrap_or_else(|| computed.clone());
    let permitted = permitted(view);
    if !permitted.is_empty() && !permitted.contains(&grade) {
        return Err(refusal::result_not_permitted(&grade, permitted));
    }
    // an entry whose results the standard cannot compute is decided by the authority alone
    let computable = permitted.is_empty() || permitted.contains(&computed);
    if grade != computed {
        reasoned(reason, "偏离算得的等级", "a departure from the computed grade")?;
        if computable && departure(case).is_none() {
            return Err(refusal::departure_not_allowed(&computed));
        }
    }
    Ok(this(FilingEvent::Proposed {
        programme: view.programme.id.clone(),
        computed,
        grade,
        reason: reason.to_string(),
        by: case.by.person.clone(),
    }))
}

fn permitted<'v>(view: &View<'v>) -> &'v [String] {
    let entry = view.application().and_then(|application| view.programme.entries.get(&application.entry));
    entry.map(|entry| entry.results.as_slice()).unwrap_or_default()
}

fn departure(case: &Case<'_, '_>) -> Option<usize> {
    match case.stage.map(|stage| &stage.mechanism) {
        Some(Mechanism::Decide { departure, .. }) => *departure,
        _ => None,
    }
}

/// The score at the deciding layer, if assessors agree or somebody has decided.
fn settled(view: &View<'_>, filing: &Filing) -> Result<Option<Standing>, Refusal> {
    let Some(last) = view.standard().and_then(|standard| standard.layers.last()) else { return Ok(None) };
    match standing(view, filing, &last.id)? {
        Some(standing) if !standing.unsettled.is_empty() => Err(refusal::unsettled(&standing.unsettled)),
        standing => Ok(standing),
    }
}

/// Another person approves; enough approvals decide.
pub(super) fn approve(case: &Case<'_, '_>) -> Result<Vec<Event>, Refusal> {
    let stage = case.stage()?;
    let Mechanism::Decide { approvals, .. } = &stage.mechanism else { return Ok(Vec::new()) };
    let mut events = Vec::new();
    let mut decided = true;
    for view in together(case)? {
        let proposal = waiting_proposal(case, &view)?;
        let programme = view.programme.id.clone();
        events.extend(this(FilingEvent::Approved { programme, by: case.by.person.clone() }));
        let departs = proposal.grade != proposal.computed;
        let needed = if departs { departure(case).unwrap_or(*approvals).max(*approvals) } else { *approvals };
        decided &= proposal.approvals.len() + 1 >= needed;
    }
    if !decided {
        return Ok(events);
    }
    let filing = after_events(case.filing, &events, case.now.date);
    for view in together(case)? {
        let proposal = view.application().and_then(|of| of.proposal.as_ref());
        let grade = proposal.map(|proposal| proposal.grade.clone()).unwrap_or_default();
        events.extend(decide_one(case, &view, &filing, grade)?);
    }
    Ok(events)
}

fn decide_one(
    case: &Case<'_, '_>,
    view: &View<'_>,
    filing: &Filing,
    grade: String,
) -> Result<Vec<Event>, Refusal> {
    let outcome = if grade == "none" { "none" } else { "graded" };
    let programme = view.programme.id.clone();
    let mut events = this(FilingEvent::Decided { programme, grade, on: case.now.date });
    let filing = after_events(filing, &events, case.now.date);
    if let Some(stage) = view.programme.stage(&case.stage()?.id) {
        events.extend(advance(view, &filing, stage, outcome));
    }
    if outcome == "none" {
        events.extend(fails_renewal(case, view));
    }
    Ok(events)
}

/// Refuses where nothing is proposed.
pub(super) fn may_send_back(case: &Case<'_, '_>) -> Result<(), Refusal> {
    together(case)?.iter().try_for_each(|view| proposed(view).map(|_| ()))
}

/// Sends the proposal back.
pub(super) fn send_back(case: &Case<'_, '_>, reason: String) -> Result<Vec<Event>, Refusal> {
    reasoned(&reason, "退回建议", "sending a proposal back")?;
    let back = together(case)?.into_iter().map(|view| FilingEvent::SentBack {
        programme: view.programme.id.clone(),
        by: case.by.person.clone(),
        reason: reason.clone(),
    });
    Ok(back.flat_map(this).collect())
}

/// The events by which a failed re-evaluation takes the earlier honour away: 「复评未达到要求的企业不再继续认定」.
pub(super) fn fails_renewal(case: &Case<'_, '_>, view: &View<'_>) -> Vec<Event> {
    let mut events = ends_honour(view, HonourEnd::Withdrawn, "", case.now.date);
    if !events.is_empty() {
        events.extend(leaves_register(case, view.programme, HonourEnd::Withdrawn, ""));
    }
    events
}

/// The events by which the earlier honour ends. What was given once and is not tracked stays as it was given.
pub(super) fn ends_honour(
    view: &View<'_>,
    how: HonourEnd,
    reason: &str,
    on: duheng_pack::calendar::Date,
) -> Vec<Event> {
    let programme: &Programme = view.programme;
    let held = view.previous.and_then(|filing| filing.applications.get(&programme.id));
    let Some(held) = held.filter(|held| held.honour_on(on).is_some()) else { return Vec::new() };
    let Place::At(stage) = &held.place else { return Vec::new() };
    let ended =
        FilingEvent::HonourEnded { programme: programme.id.clone(), how, on, reason: reason.to_string() };
    let mut events = Vec::from([Event::Filing(Whose::Previous, ended)]);
    if let Some(stage) = programme.stage(stage)
        && let Target::End(end) = target(programme, stage, how.name())
    {
        let ended = FilingEvent::Ended { programme: programme.id.clone(), end };
        events.push(Event::Filing(Whose::Previous, ended));
    }
    events
}
