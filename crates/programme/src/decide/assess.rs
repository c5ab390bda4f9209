//! Assessments: sealing entries, opening them again.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::text::Text;
use duheng_pack::tree::{Entry, Node};

use super::flow::{advance, after_events};
use super::{Case, reasoned, this};
use crate::command::Visit;
use crate::days::happened;
use crate::event::{Event, FilingEvent};
use crate::model::{Mechanism, Reach, Stage};
use crate::refusal::{self, Refusal};
use crate::scoring::standing;
use crate::state::{Filing, Sealed};
use crate::view::View;

/// Seals an assessor's entries; the last one completes the layer.
pub(super) fn seal(
    case: &Case<'_, '_>,
    entries: Node,
    reasons: BTreeMap<String, String>,
    visit: Option<Visit>,
) -> Result<Vec<Event>, Refusal> {
    let stage = case.stage()?;
    let Mechanism::Assess { layer, visit: visited, .. } = &stage.mechanism else { return Ok(Vec::new()) };
    let assessor = case.by.person.clone();
    without_reason(case.view, &entries, &reasons)?;
    if let Some(visit) = &visit {
        happened("visit.held_on", visit.held_on, case.now.date)?;
    }
    let (stage_id, layer_id) = (stage.id.clone(), layer.clone());
    let events =
        this(FilingEvent::Sealed { stage: stage_id, layer: layer_id, assessor, entries, reasons, visit });
    let filing = after_events(case.filing, &events, case.now.date);
    standing(case.view, &filing, layer)?;
    if !complete(case, &filing, stage, layer) {
        return Ok(events);
    }
    let on_record =
        filing.sealed.get(layer).is_some_and(|of| of.values().any(|sealed| sealed.visit.is_some()));
    if *visited && !on_record {
        return Err(refusal::visit_missing());
    }
    let mut events = events;
    events.extend(advance(case.view, &filing, stage, "done"));
    Ok(events)
}

/// Refuses a fact that is found otherwise than claimed, and points, without saying why.
fn without_reason(
    view: &View<'_>,
    entries: &Node,
    reasons: &BTreeMap<String, String>,
) -> Result<(), Refusal> {
    let keys = |key: &str| entries.get(key).map(Node::entries).unwrap_or_default();
    let lacks = |of: &&Entry| reasons.get(&of.key).is_none_or(|reason| reason.trim().is_empty());
    let title = |of: &Entry| {
        let item = view.standard().and_then(|standard| standard.item(&of.key)).map(|item| item.title.clone());
        let fact = || {
            view.pack.vocabulary.facts.iter().find(|fact| fact.name == of.key).map(|fact| fact.title.clone())
        };
        item.or_else(fact).unwrap_or_else(|| Text::same(&of.key))
    };
    match keys("facts").iter().chain(keys("judged")).find(lacks) {
        Some(open) => Err(refusal::reason_missing(&title(open))),
        None => Ok(()),
    }
}

/// Refuses outside the window of the stage, and a second sealing.
pub(super) fn may_seal(case: &Case<'_, '_>) -> Result<(), Refusal> {
    let stage = case.stage()?;
    case.in_window(stage)?;
    let Mechanism::Assess { layer, .. } = &stage.mechanism else { return Ok(()) };
    let sealed = case.filing.sealed.get(layer);
    if sealed.is_some_and(|sealed| sealed.contains_key(&case.by.person)) {
        return Err(refusal::already_sealed());
    }
    Ok(())
}

/// Whether all who have to seal have sealed: every seat of the panel where the stage is assigned, and as many as the
/// layer needs.
fn complete(case: &Case<'_, '_>, filing: &Filing, stage: &Stage, layer: &str) -> bool {
    let sealed = filing.sealed.get(layer);
    let needed = case.view.standard().and_then(|standard| {
        let layer = standard.layers.get(standard.layer(layer)?)?;
        Some(layer.assessors)
    });
    let enough = sealed.map_or(0, BTreeMap::len) >= needed.unwrap_or(1);
    let roles = stage.by.iter().filter_map(|role| case.programme.roles.get(role));
    let assigned = roles.into_iter().any(|role| role.reach == Reach::Assigned);
    let panels = filing.applications.values().filter_map(|application| application.panel.as_ref());
    let mut seats = panels.flat_map(|panel| &panel.seats);
    enough && (!assigned || seats.all(|seat| sealed.is_some_and(|of| of.contains_key(&seat.expert))))
}

/// Opens an assessor's entries again, while the application still stands where they were sealed, or stands again where
/// the same layer is written.
pub(super) fn reopen(case: &Case<'_, '_>, assessor: String, reason: String) -> Result<Vec<Event>, Refusal> {
    reasoned(&reason, "退回评审意见", "opening sealed entries again")?;
    let found = case.filing.sealed.iter().find_map(|(layer, sealed)| {
        let sealed = sealed.get(&assessor)?;
        reopens(case.view, layer, sealed).then(|| (layer.clone(), sealed.stage.clone()))
    });
    let unknown = || {
        refusal::unknown_name(&Text::new("本阶段已提交的评审意见", "sealed entry in this stage"), &assessor)
    };
    let (layer, stage) = found.ok_or_else(unknown)?;
    Ok(this(FilingEvent::Reopened { stage, layer, assessor, by: case.by.person.clone(), reason }))
}

/// Whether sealed entries can be opened again where the application stands.
pub(crate) fn reopens(view: &View<'_>, layer: &str, sealed: &Sealed) -> bool {
    view.stage().is_some_and(|stage| {
        let writes = matches!(&stage.mechanism, Mechanism::Assess { layer: own, .. } if own == layer);
        writes || stage.id == sealed.stage
    })
}
