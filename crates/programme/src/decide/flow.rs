//! How an application goes on: where an outcome leads, and which stages it may pass over.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::Date;

use crate::event::{Event, FilingEvent, Whose};
use crate::model::{Mechanism, Programme, Stage};
use crate::scoring::standing;
use crate::state::{Application, Filing};
use crate::view::View;

/// Where an outcome leads.
pub(super) enum Target<'p> {
    /// A stage.
    Stage(&'p Stage),
    /// An end.
    End(String),
}

/// Where `outcome` of `stage` leads; the checker makes sure that it leads somewhere.
pub(super) fn target<'p>(programme: &'p Programme, stage: &Stage, outcome: &str) -> Target<'p> {
    let name = stage.next.get(outcome).map(String::as_str).unwrap_or_default();
    match programme.stage(name) {
        Some(stage) => Target::Stage(stage),
        None => Target::End(name.to_string()),
    }
}

/// The events by which applications leave `stage`: that of the programme at hand, and those of all programmes of the
/// filing where the stage happens once for it. `filing` is the filing after the events so far.
pub(super) fn advance(view: &View<'_>, filing: &Filing, stage: &Stage, outcome: &str) -> Vec<Event> {
    let all: Vec<String> = filing.applications.keys().cloned().collect();
    advance_those(view, filing, stage, outcome, &all)
}

/// The same, of these programmes alone.
pub(super) fn advance_those(
    view: &View<'_>,
    filing: &Filing,
    stage: &Stage,
    outcome: &str,
    programmes: &[String],
) -> Vec<Event> {
    let mut events = Vec::new();
    for (name, application) in filing.applications.iter().filter(|(name, _)| programmes.contains(name)) {
        let Some(of) = view.of(name) else { continue };
        let here = of.programme.stage(&stage.id).filter(|_| application.is_at(&stage.id));
        let concerned = *name == view.programme.id
            || (stage.once_per_filing && here.is_some_and(|own| own.once_per_filing));
        if let Some(own) = here.filter(|_| concerned) {
            events.extend(arrive(&of, filing, application, target(of.programme, own, outcome)));
        }
    }
    events
}

/// The events by which an application arrives, passing over stages that there is no need for.
pub(super) fn arrive(
    view: &View<'_>,
    filing: &Filing,
    application: &Application,
    target: Target<'_>,
) -> Vec<Event> {
    let programme = view.programme.id.clone();
    let mut target = target;
    // a stage is passed over at most once
    for _ in 0..view.programme.stages.len() {
        match &target {
            Target::Stage(stage) if passes_over(view, filing, application, stage) => {
                target = self::target(view.programme, stage, main_outcome(stage));
            }
            _ => break,
        }
    }
    let event = match target {
        Target::Stage(stage) => FilingEvent::Reached { programme, stage: stage.id.clone() },
        Target::End(end) => FilingEvent::Ended { programme, end },
    };
    Vec::from([Event::Filing(Whose::This, event)])
}

/// The outcome by which an application goes on when nothing is wrong.
fn main_outcome(stage: &Stage) -> &'static str {
    match stage.mechanism {
        Mechanism::Check { .. } => "pass",
        _ => "done",
    }
}

/// Whether a stage is not needed: it happened for another programme of the filing, or assessors agree.
fn passes_over(view: &View<'_>, filing: &Filing, application: &Application, stage: &Stage) -> bool {
    // what was sent back to be done again is done again
    let returned = application.returns.contains_key(&stage.id);
    let others = filing.applications.iter().filter(|(name, _)| **name != view.programme.id);
    // what goes on side by side with another is not behind it
    let ahead = |other: &Application| other.place != application.place && !other.is_at(&stage.id);
    let done = others.into_iter().any(|(_, other)| other.passed.contains(&stage.id) && ahead(other));
    if stage.once_per_filing && done && !returned {
        return true;
    }
    match &stage.mechanism {
        Mechanism::Assess { layer, only_disputed: true, .. } => {
            standing(view, filing, layer).ok().flatten().is_none_or(|standing| standing.unsettled.is_empty())
        }
        _ => false,
    }
}

/// The filing after events of its own that happen today.
pub(super) fn after_events(filing: &Filing, events: &[Event], on: Date) -> Filing {
    let own = events.iter().filter_map(|event| match event {
        Event::Filing(Whose::This, event) => Some(event),
        _ => None,
    });
    own.fold(filing.clone(), |filing, event| filing.evolve(event, on))
}
