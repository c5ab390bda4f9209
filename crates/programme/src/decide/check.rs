//! Checks, requests not to evaluate items, and clearance by units.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::text::Text;

use super::decision::fails_renewal;
use super::flow::{advance, after_events};
use super::{Case, reasoned, this};
use crate::authorise::pending_units;
use crate::command::CheckVerdict;
use crate::event::{Event, FilingEvent, Whose};
use crate::model::{Mechanism, Stage};
use crate::refusal::{self, Refusal};
use crate::returning::{Returning, returning};
use crate::scoring::{StandingVeto, standing};
use crate::time::Span;

/// Passes, returns or fails an application.
pub(super) fn check(
    case: &Case<'_, '_>,
    verdict: CheckVerdict,
    reason: String,
) -> Result<Vec<Event>, Refusal> {
    let stage = case.stage()?;
    let Mechanism::Check { gate, .. } = &stage.mechanism else { return Ok(Vec::new()) };
    if verdict != CheckVerdict::Pass {
        reasoned(&reason, "退回或不予通过", "returning or failing")?;
    } else if *gate {
        gates_hold(case, stage)?;
    }
    let mut events = this(FilingEvent::Checked {
        programme: case.programme(),
        stage: stage.id.clone(),
        verdict,
        by: case.by.person.clone(),
        reason,
    });
    if verdict == CheckVerdict::Return {
        events.extend(send_back(case)?);
        return Ok(events);
    }
    let filing = after_events(case.filing, &events, case.now.date);
    events.extend(advance(case.view, &filing, stage, verdict.name()));
    if verdict == CheckVerdict::Fail {
        events.extend(fails_renewal(case, case.view));
    }
    Ok(events)
}

/// Refuses unless the gates hold of all programmes whose applications the check moves.
fn gates_hold(case: &Case<'_, '_>, stage: &Stage) -> Result<(), Refusal> {
    gate_holds(case)?;
    let others = case.filing.applications.iter().filter(|(name, _)| **name != case.programme.id);
    for (name, application) in others.filter(|(_, of)| stage.once_per_filing && of.is_at(&stage.id)) {
        if let Some(view) = case.view.of(name) {
            gate_holds(&Case { view: &view, programme: view.programme, application, ..*case })?;
        }
    }
    Ok(())
}

/// Refuses unless the gate of the standard lets pass at the last layer with entries, and once a grade is decided, unless
/// the vetoes leave that grade. A result that is no grade of the standard, which the authority alone decided, has neither
/// before it.
pub(super) fn gate_holds(case: &Case<'_, '_>) -> Result<(), Refusal> {
    let Some(standard) = case.view.standard() else { return Ok(()) };
    let decided = case.application.decided.as_ref();
    let decided = decided.map(|(grade, _)| standard.grades.iter().position(|band| band.code == *grade));
    if decided == Some(None) {
        return Ok(());
    }
    let entered = standard.layers.iter().rev().find(|layer| case.filing.sealed.contains_key(&layer.id));
    let Some(layer) = entered.or_else(|| standard.layers.first()) else { return Ok(()) };
    let Some(standing) = standing(case.view, case.filing, &layer.id)? else { return Ok(()) };
    if let Some((requirements, unclear)) = standing.gate {
        return Err(refusal::gate_not_passed(&requirements, unclear));
    }
    let Some(grade) = decided.flatten() else { return Ok(()) };
    let mut strikes: Vec<&StandingVeto> =
        standing.vetoes.iter().filter(|veto| veto.at_most.is_none_or(|at_most| grade < at_most)).collect();
    strikes.sort_by_key(|veto| veto.unclear);
    match strikes.first() {
        Some(veto) => Err(refusal::gate_not_passed(&veto.title, veto.unclear)),
        None => Ok(()),
    }
}

/// The events by which every application that was checked goes back to be supplemented.
fn send_back(case: &Case<'_, '_>) -> Result<Vec<Event>, Refusal> {
    let Some(Returning { rule, until, .. }) = returning(case.view, case.now.date)? else {
        return Err(refusal::returned_too_often(0));
    };
    let stage = case.stage()?;
    let mut events = Vec::new();
    for programme in case.concerned(stage) {
        let to = rule.stage.clone();
        let returned = FilingEvent::Returned { programme: programme.clone(), stage: to.clone(), due: until };
        let reached = FilingEvent::Reached { programme, stage: to };
        events.extend([returned, reached].map(|event| Event::Filing(Whose::This, event)));
    }
    Ok(events)
}

/// Decides on a request not to evaluate an item.
pub(super) fn judge_request(
    case: &Case<'_, '_>,
    item: String,
    approved: bool,
    reason: String,
) -> Result<Vec<Event>, Refusal> {
    reasoned(&reason, "不参评的认定", "the decision on such a request")?;
    if !case.filing.requests.contains_key(&item) {
        return Err(refusal::unknown_name(&Text::new("不参评申请", "request not to evaluate"), &item));
    }
    let (role, by) = (case.by.role.clone(), case.by.person.clone());
    Ok(this(FilingEvent::RequestJudged { item, approved, role, by, reason }))
}

/// A unit answers.
pub(super) fn clear(case: &Case<'_, '_>, agreed: bool, reason: String) -> Result<Vec<Event>, Refusal> {
    let stage = case.stage()?;
    if !agreed {
        reasoned(&reason, "会签意见", "an objecting answer")?;
    }
    let unit = case.by.role.clone();
    // an answer counts for every programme of the filing that waits at the same stage
    let answered = case.concerned(stage).into_iter().map(|programme| FilingEvent::Cleared {
        programme,
        stage: stage.id.clone(),
        unit: unit.clone(),
        agreed,
        reason: reason.clone(),
    });
    let mut events: Vec<Event> = answered.flat_map(this).collect();
    go_on_when_clear(case, stage, &mut events);
    Ok(events)
}

/// Lets the application go on when, after these events, no unit is left that has not agreed.
fn go_on_when_clear(case: &Case<'_, '_>, stage: &Stage, events: &mut Vec<Event>) {
    let filing = after_events(case.filing, events, case.now.date);
    let application = filing.applications.get(&case.programme.id);
    if application.is_some_and(|application| pending_units(stage, application).is_empty()) {
        events.extend(advance(case.view, &filing, stage, "done"));
    }
}

/// Units that did not answer in time agree.
pub(super) fn silence(case: &Case<'_, '_>, stage: &Stage, within: Span) -> Result<Vec<Event>, Refusal> {
    let Some(reached) = case.application.reached_on else { return Ok(Vec::new()) };
    let unknown = || refusal::calendar_unknown(reached.year());
    let calendar = case.view.calendar().ok_or_else(unknown)?;
    let last = within.from(reached, calendar).map_err(refusal::calendar_unknown)?;
    if case.now.date <= last {
        return Ok(Vec::new());
    }
    let answered = case.application.clearances.get(&stage.id);
    let silent = pending_units(stage, case.application)
        .into_iter()
        .filter(|unit| answered.is_none_or(|answers| !answers.contains_key(*unit)));
    let mut events: Vec<Event> = Vec::new();
    for unit in silent {
        events.extend(this(FilingEvent::SilenceAgreed {
            programme: case.programme(),
            stage: stage.id.clone(),
            unit: unit.into(),
        }));
    }
    go_on_when_clear(case, stage, &mut events);
    Ok(events)
}
