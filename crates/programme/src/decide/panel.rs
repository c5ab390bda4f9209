//! Panels: commitment, draw, declarations, replacement.

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::flow::{advance, after_events};
use super::{Case, reasoned, this, told};
use crate::draw::{commitment, order};
use crate::event::{Event, FilingEvent};
use crate::model::Mechanism;
use crate::refusal::{self, Refusal};
use crate::state::Panel;
use crate::view::Expert;

/// Publishes the commitment to a seed.
pub(super) fn commit(case: &Case<'_, '_>, commitment: String) -> Result<Vec<Event>, Refusal> {
    told("commitment", &commitment, "种子的承诺", "the commitment")?;
    let stage = case.stage()?.id.clone();
    Ok(this(FilingEvent::DrawCommitted { programme: case.programme(), stage, commitment }))
}

/// Refuses a second commitment.
pub(super) fn may_commit(case: &Case<'_, '_>) -> Result<(), Refusal> {
    if case.view.panel().is_some() { Err(refusal::commitment_exists()) } else { Ok(()) }
}

/// The panel that is to be drawn: its commitment is published, and it is not drawn yet.
pub(super) fn may_draw<'v>(case: &Case<'_, 'v>) -> Result<(&'v str, &'v Panel), Refusal> {
    let (holder, panel) = case.view.panel().ok_or_else(refusal::commitment_missing)?;
    if panel.order.is_empty() { Ok((holder, panel)) } else { Err(refusal::commitment_exists()) }
}

/// The panel on which the expert has not declared yet.
pub(super) fn may_declare<'v>(case: &Case<'_, 'v>) -> Result<(&'v str, &'v Panel), Refusal> {
    let (holder, panel) = case.view.panel().ok_or_else(refusal::commitment_missing)?;
    let seat = panel.seats.iter().find(|seat| seat.expert == case.by.person);
    let seat = seat.ok_or_else(|| refusal::out_of_reach(&case.filing.organisation))?;
    if seat.declared { Err(refusal::already_declared()) } else { Ok((holder, panel)) }
}

/// Fixes the pool and draws.
pub(super) fn draw(case: &Case<'_, '_>, seed: String) -> Result<Vec<Event>, Refusal> {
    let stage = case.stage()?;
    let Mechanism::Panel { seats, fields, .. } = &stage.mechanism else { return Ok(Vec::new()) };
    let (holder, panel) = may_draw(case)?;
    if commitment(&seed) != panel.commitment {
        return Err(refusal::seed_wrong());
    }
    let free: Vec<&Expert> = unconflicted(case).collect();
    let pool: Vec<String> = free.iter().map(|expert| expert.person.clone()).collect();
    let order = order(&seed, &pool);
    let drawn = seated(&order, &free, *seats, fields);
    if drawn.len() < *seats {
        return Err(refusal::pool_too_small(drawn.len(), *seats));
    }
    Ok(this(FilingEvent::Drawn {
        programme: holder.to_string(),
        stage: stage.id.clone(),
        seed,
        pool,
        order,
        seats: drawn,
    }))
}

/// The experts without a known conflict with the enterprise today.
fn unconflicted<'c>(case: &'c Case<'_, '_>) -> impl Iterator<Item = &'c Expert> {
    crate::draw::unconflicted(case.view, &case.filing.organisation, case.now.date)
}

/// Who takes the seats: for each field the first in order who covers it, then the first in order.
fn seated(order: &[String], pool: &[&Expert], seats: usize, fields: &[String]) -> Vec<String> {
    let covers = |person: &String, field: &String| {
        pool.iter().any(|expert| expert.person == *person && expert.fields.contains(field))
    };
    let mut chosen: BTreeSet<&String> = BTreeSet::new();
    for field in fields {
        if chosen.iter().any(|person| covers(person, field)) {
            continue;
        }
        match order.iter().find(|person| !chosen.contains(person) && covers(person, field)) {
            Some(person) => chosen.insert(person),
            None => return Vec::new(),
        };
    }
    for person in order {
        if chosen.len() >= seats {
            break;
        }
        chosen.insert(person);
    }
    order.iter().filter(|person| chosen.contains(person)).take(seats).cloned().collect()
}

/// An expert declares; who has a conflict is replaced by the next in order.
pub(super) fn declare(case: &Case<'_, '_>, conflict: bool, reason: String) -> Result<Vec<Event>, Refusal> {
    let expert = case.by.person.clone();
    let (holder, panel) = may_declare(case)?;
    if conflict {
        reasoned(&reason, "利益冲突", "a conflict of interest")?;
    }
    let programme = holder.to_string();
    let mut events = this(FilingEvent::Declared {
        programme: programme.clone(),
        expert: expert.clone(),
        conflict,
        reason,
    });
    if conflict {
        let free: BTreeSet<&String> = unconflicted(case).map(|expert| &expert.person).collect();
        let next = after_seated(panel).find(|next| free.contains(next));
        let left = panel.seats.len().saturating_sub(1);
        let next = next.ok_or_else(|| refusal::pool_too_small(left, panel.seats.len()))?;
        events.extend(this(FilingEvent::Replaced { programme, expert, by: next.clone() }));
        return Ok(events);
    }
    let filing = after_events(case.filing, &events, case.now.date);
    let declared = filing
        .applications
        .get(holder)
        .and_then(|application| application.panel.as_ref())
        .is_some_and(|panel| panel.seats.iter().all(|seat| seat.declared));
    if declared {
        events.extend(advance(case.view, &filing, case.stage()?, "done"));
    }
    Ok(events)
}

/// Those who come in the draw after everybody who sits or sat: nobody who stepped back is drawn again.
fn after_seated(panel: &Panel) -> impl Iterator<Item = &String> {
    let sits = |person: &String| panel.seats.iter().any(|seat| seat.expert == *person);
    let last = panel.order.iter().rposition(sits);
    panel.order.iter().skip(last.map_or(0, |last| last + 1))
}
