//! Lists of an edition: who stands on them, and the meeting that decides them item by item.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::edition::one;
use super::flow::{Target, arrive, target};
use super::{reasoned, told};
use crate::command::Meeting;
use crate::days::happened;
use crate::event::{EditionEvent, Event, FilingEvent, Whose};
use crate::model::{Mechanism, Programme, Stage};
use crate::refusal::{self, Refusal};
use crate::state::{Edition, ListState};
use crate::time::Moment;
use crate::view::View;

/// The rules of a list: the stage, the list that entries come from, exactly how many, at most how many.
struct Rules<'s> {
    stage: &'s Stage,
    from: Option<&'s String>,
    exactly: Option<usize>,
    most: Option<usize>,
}

fn rules(stage: Option<&Stage>) -> Result<Rules<'_>, Refusal> {
    match stage.map(|stage| (stage, &stage.mechanism)) {
        Some((stage, Mechanism::List { from, exactly, most, .. })) => {
            Ok(Rules { stage, from: from.as_ref(), exactly: *exactly, most: *most })
        }
        _ => Err(refusal::unknown_name(&duheng_pack::text::Text::new("名单", "list"), "")),
    }
}

/// Puts an application on a list.
pub(super) fn enlist(
    view: &View<'_>,
    edition: &Edition,
    stage: Option<&Stage>,
    organisation: String,
    reason: String,
) -> Result<Vec<Event>, Refusal> {
    let rules = rules(stage)?;
    if let Some(from) = rules.from
        && !source(view.programme, edition, from).is_some_and(|of| of.accepted.contains(&organisation))
    {
        return Err(refusal::not_on_list(&organisation, from));
    }
    stands(view, &rules, &organisation)?;
    Ok(one(EditionEvent::Enlisted { stage: rules.stage.id.clone(), organisation, reason }))
}

/// Refuses unless an application that goes through the list stands at it.
fn stands(view: &View<'_>, rules: &Rules<'_>, organisation: &str) -> Result<(), Refusal> {
    let waits = view.named.get(organisation).and_then(|filing| filing.applications.get(&view.programme.id));
    let here = waits.is_some_and(|application| application.is_at(&rules.stage.id));
    if here || rules.stage.next.is_empty() { Ok(()) } else { Err(refusal::not_at_list(organisation)) }
}

/// Takes an application off a list.
pub(super) fn delist(
    edition: &Edition,
    stage: Option<&Stage>,
    organisation: String,
    reason: String,
) -> Result<Vec<Event>, Refusal> {
    let rules = rules(stage)?;
    reasoned(&reason, "移出名单", "taking off a list")?;
    let list = edition.lists.get(&rules.stage.id);
    if !list.is_some_and(|list| list.entries.contains_key(&organisation)) {
        return Err(refusal::not_on_list(&organisation, &rules.stage.id));
    }
    Ok(one(EditionEvent::Delisted { stage: rules.stage.id.clone(), organisation, reason }))
}

/// Refuses once a list is full or decided.
pub(super) fn may_enlist(edition: &Edition, stage: Option<&Stage>) -> Result<(), Refusal> {
    undecided(edition, stage)?;
    let rules = rules(stage)?;
    let list = edition.lists.get(&rules.stage.id);
    match rules.most {
        Some(most) if list.is_some_and(|list| list.entries.len() >= most) => Err(refusal::list_full(most)),
        _ => Ok(()),
    }
}

/// Refuses once a list is decided.
pub(super) fn undecided(edition: &Edition, stage: Option<&Stage>) -> Result<(), Refusal> {
    let list = stage.and_then(|stage| edition.lists.get(&stage.id));
    if list.is_some_and(|list| list.decided.is_some()) { Err(refusal::list_decided()) } else { Ok(()) }
}

/// The state of the list of this name.
fn source<'e>(programme: &Programme, edition: &'e Edition, name: &str) -> Option<&'e ListState> {
    let makes = |stage: &&Stage| matches!(&stage.mechanism, Mechanism::List { list, .. } if list == name);
    edition.lists.get(&programme.stages.iter().find(makes)?.id)
}

/// Decides a list: every entry is accepted, or refused with a reason.
pub(super) fn decide(
    view: &View<'_>,
    edition: &Edition,
    stage: Option<&Stage>,
    (meeting, now): (Meeting, Moment),
    accept: Vec<String>,
    refuse: BTreeMap<String, String>,
) -> Result<Vec<Event>, Refusal> {
    let rules = rules(stage)?;
    let empty = BTreeMap::new();
    let entries = edition.lists.get(&rules.stage.id).map_or(&empty, |list| &list.entries);
    // whoever is named twice counts once
    let mut seen = BTreeSet::new();
    let accept: Vec<String> = accept.into_iter().filter(|of| seen.insert(of.clone())).collect();
    for organisation in accept.iter().chain(refuse.keys()) {
        if !entries.contains_key(organisation) {
            return Err(refusal::not_on_list(organisation, &rules.stage.id));
        }
    }
    let judged = |organisation: &String| accept.contains(organisation) != refuse.contains_key(organisation);
    let left = entries.keys().filter(|organisation| !judged(organisation)).count();
    if left > 0 {
        return Err(refusal::list_incomplete(left));
    }
    for (organisation, reason) in &refuse {
        told(&alloc::format!("refuse.{organisation}"), reason, "不同意", "refusing an entry")?;
    }
    if let Some(exactly) = rules.exactly.filter(|exactly| *exactly != accept.len()) {
        return Err(refusal::wrong_number(accept.len(), exactly));
    }
    happened("meeting.held_on", meeting.held_on, now.date)?;
    // one that withdrew since it was put there is refused or taken off
    accept.iter().try_for_each(|organisation| stands(view, &rules, organisation))?;
    let mut events = one(EditionEvent::ListDecided {
        stage: rules.stage.id.clone(),
        meeting,
        accepted: accept.clone(),
        refused: refuse.clone(),
    });
    for organisation in &accept {
        events.extend(listed(view, rules.stage, organisation, true, ""));
    }
    for (organisation, reason) in &refuse {
        events.extend(listed(view, rules.stage, organisation, false, reason));
    }
    Ok(events)
}

/// What the decision on a list means for one application.
fn listed(view: &View<'_>, stage: &Stage, organisation: &str, accepted: bool, reason: &str) -> Vec<Event> {
    let programme = view.programme.id.clone();
    let event =
        FilingEvent::ListedAs { programme, stage: stage.id.clone(), accepted, reason: reason.to_string() };
    let whose = || Whose::Of(organisation.to_string());
    let mut events = Vec::from([Event::Filing(whose(), event)]);
    let Some(filing) = view.named.get(organisation) else { return events };
    let application = filing.applications.get(&view.programme.id);
    if let Some(application) = application.filter(|application| application.is_at(&stage.id)) {
        let outcome = if accepted { "accepted" } else { "refused" };
        let goes: Target<'_> = target(view.programme, stage, outcome);
        let arrived = arrive(view, filing, application, goes);
        events.extend(arrived.into_iter().map(|event| match event {
            Event::Filing(_, event) => Event::Filing(whose(), event),
            other => other,
        }));
    }
    events
}
