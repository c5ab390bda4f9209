//! Public notice, objections, rulings.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::text::Text;

use super::check::gate_holds;
use super::flow::{advance_those, after_events};
use super::{Case, reasoned, this, told};
use crate::command::Ruling;
use crate::contact::reachable;
use crate::event::{Event, FilingEvent};
use crate::model::Mechanism;
use crate::refusal::{self, Refusal};
use crate::state::{Application, Notice};
use crate::time::Moment;

/// Puts the result on public notice; the gate is checked again before.
pub(super) fn publish(case: &Case<'_, '_>) -> Result<Vec<Event>, Refusal> {
    let stage = case.stage()?;
    let Mechanism::Notice { lasts, .. } = &stage.mechanism else { return Ok(Vec::new()) };
    let until = case.after(*lasts)?;
    let from = case.now.date;
    // one that is on notice already, and came here before another, keeps its own days
    let fresh = |of: &Application| of.running_notice().is_none();
    let events = on_notice(case, fresh).into_iter().flat_map(|programme| {
        this(FilingEvent::NoticePublished { programme, stage: stage.id.clone(), from, until })
    });
    Ok(events.collect())
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

/// The programmes that stand at this stage with the one at hand, of those that are so.
fn on_notice(case: &Case<'_, '_>, so: impl Fn(&Application) -> bool) -> Vec<String> {
    let mut names = case.stage.map(|stage| case.concerned(stage)).unwrap_or_default();
    names.retain(|name| case.filing.applications.get(name).is_some_and(&so));
    names
}

/// The programmes that the notice of the one at hand is about: those that were published with it.
fn together(case: &Case<'_, '_>) -> Vec<String> {
    let own = running(case);
    on_notice(case, |of| of.running_notice() == own)
}

/// The notice of this stage, unless it is one of an earlier round.
fn running<'v>(case: &Case<'_, 'v>) -> Option<&'v Notice> {
    case.application.running_notice()
}

/// Somebody objects in time, and can be told the ruling.
pub(super) fn object(
    case: &Case<'_, '_>,
    name: String,
    contact: String,
    text: String,
) -> Result<Vec<Event>, Refusal> {
    told("text", &text, "异议", "an objection")?;
    told("name", &name, "异议人", "an objection without a name")?;
    // whoever is signed in is reached by their account
    let is_reached = if contact.is_empty() { case.by.is_known() } else { reachable(&contact).is_some() };
    if !is_reached {
        return Err(refusal::contact_unreachable());
    }
    let events = together(case).into_iter().flat_map(|programme| {
        let (name, contact, text) = (name.clone(), contact.clone(), text.clone());
        this(FilingEvent::Objected { programme, name, contact, text })
    });
    Ok(events.collect())
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
    let (_, ruled) = case.application.open_objections().find(|(open, _)| *open == at).ok_or_else(unknown)?;
    let concerned = together(case);
    let mut events = Vec::new();
    for programme in &concerned {
        // objections of an earlier round may stand before it in one and not in the other
        let of = case.filing.applications.get(programme);
        let same = of.and_then(|of| of.open_objections().find(|(_, other)| *other == ruled));
        let objection = if *programme == case.programme.id { Some(at) } else { same.map(|(open, _)| open) };
        let Some(objection) = objection else { continue };
        let (programme, by, reason) = (programme.clone(), case.by.person.clone(), reason.clone());
        events.extend(this(FilingEvent::Ruled { programme, objection, ruling, by, reason }));
    }
    let outcome = match ruling {
        Ruling::Rejected => return Ok(events),
        Ruling::Again => "again",
        Ruling::Refused => "refused",
    };
    let filing = after_events(case.filing, &events, case.now.date);
    events.extend(advance_those(case.view, &filing, case.stage()?, outcome, &concerned));
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
    Ok(advance_those(case.view, case.filing, case.stage()?, "done", &together(case)))
}

/// Whether the last day of a notice has passed.
pub(super) fn is_over(notice: &Notice, now: Moment) -> bool {
    now.date > notice.until
}
