//! Public notice, objections, rulings.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::text::Text;

use super::check::gate_holds;
use super::flow::{advance, after_events};
use super::{Case, reasoned, this};
use crate::command::Ruling;
use crate::contact::reachable;
use crate::event::{Event, FilingEvent};
use crate::model::Mechanism;
use crate::refusal::{self, Refusal};
use crate::state::Notice;
use crate::time::Moment;

/// Puts the result on public notice; the gate is checked again before.
pub(super) fn publish(case: &Case<'_, '_>) -> Result<Vec<Event>, Refusal> {
    let stage = case.stage()?;
    let Mechanism::Notice { lasts, .. } = &stage.mechanism else { return Ok(Vec::new()) };
    let until = case.after(*lasts)?;
    let (stage, from) = (&stage.id, case.now.date);
    Ok(each(case, |programme| FilingEvent::NoticePublished { programme, stage: stage.clone(), from, until }))
}

/// Refuses a second notice, and one that the gate of the standard does not let pass.
pub(super) fn may_publish(case: &Case<'_, '_>) -> Result<(), Refusal> {
    if let Some(notice) = running(case) {
        return Err(refusal::notice_running(notice.until));
    }
    gate_holds(case)
}

/// Refuses before and after the notice.
pub(super) fn may_object(case: &Case<'_, '_>) -> Result<(), Refusal> {
    let notice = running(case).ok_or_else(refusal::notice_missing)?;
    if case.now.date > notice.until { Err(refusal::notice_over(notice.until)) } else { Ok(()) }
}

/// One event for every programme that the notice is about.
fn each(case: &Case<'_, '_>, event: impl Fn(String) -> FilingEvent) -> Vec<Event> {
    let concerned = case.stage.map(|stage| case.concerned(stage)).unwrap_or_default();
    concerned.into_iter().flat_map(|programme| this(event(programme))).collect()
}

/// The notice of this stage, unless it is one of an earlier round.
fn running<'v>(case: &Case<'_, 'v>) -> Option<&'v Notice> {
    let reached = case.application.reached_on;
    case.application.notice.as_ref().filter(|notice| reached.is_none_or(|reached| reached <= notice.from))
}

/// Somebody objects in time, and can be told the ruling.
pub(super) fn object(
    case: &Case<'_, '_>,
    name: String,
    contact: String,
    text: String,
) -> Result<Vec<Event>, Refusal> {
    reasoned(&text, "异议", "an objection")?;
    reasoned(&name, "异议人", "an objection without a name")?;
    // whoever is signed in is reached by their account
    let is_reached = if contact.is_empty() { case.by.is_known() } else { reachable(&contact).is_some() };
    if !is_reached {
        return Err(refusal::contact_unreachable());
    }
    Ok(each(case, |programme| FilingEvent::Objected {
        programme,
        name: name.clone(),
        contact: contact.clone(),
        text: text.clone(),
    }))
}

/// Rules on an objection.
pub(super) fn rule(
    case: &Case<'_, '_>,
    objection: usize,
    ruling: Ruling,
    reason: String,
) -> Result<Vec<Event>, Refusal> {
    reasoned(&reason, "异议裁定", "a ruling")?;
    let unknown =
        || refusal::unknown_name(&Text::new("未裁定的异议", "objection without a ruling"), objection);
    let at = objection.checked_sub(1).ok_or_else(unknown)?;
    case.application.open_objections().find(|(open, _)| *open == at).ok_or_else(unknown)?;
    let by = &case.by.person;
    let mut events = each(case, |programme| FilingEvent::Ruled {
        programme,
        objection: at,
        ruling,
        by: by.clone(),
        reason: reason.clone(),
    });
    let outcome = match ruling {
        Ruling::Rejected => return Ok(events),
        Ruling::Again => "again",
        Ruling::Refused => "refused",
    };
    let filing = after_events(case.filing, &events, case.now.date);
    events.extend(advance(case.view, &filing, case.stage()?, outcome));
    Ok(events)
}

/// Refuses until the last day of the notice has passed and all objections have rulings.
pub(super) fn may_close(case: &Case<'_, '_>) -> Result<(), Refusal> {
    let notice = running(case).ok_or_else(refusal::notice_missing)?;
    let open = case.application.open_objections().count();
    if open > 0 {
        return Err(refusal::objection_open(open));
    }
    if !is_over(notice, case.now) {
        return Err(refusal::notice_running(notice.until));
    }
    Ok(())
}

/// Ends the notice.
pub(super) fn close(case: &Case<'_, '_>) -> Result<Vec<Event>, Refusal> {
    Ok(advance(case.view, case.filing, case.stage()?, "done"))
}

/// Whether the last day of a notice has passed.
pub(super) fn is_over(notice: &Notice, now: Moment) -> bool {
    now.date > notice.until
}
