//! What somebody may do on a target now, and whom an application waits for. Both ask the rules that commands ask.

mod asks;
mod waiting;

use alloc::vec::Vec;

use duheng_pack::calendar::Date;

use crate::ask::Ask;
use crate::authorise::{Actor, By, reach, rights, takes};
use crate::decide::ready;
use crate::model::{Mechanism, Reach, Stage};
use crate::refusal::Refusal;
use crate::time::Moment;
use crate::view::View;

pub use waiting::{Waiting, waiting};

/// Something that somebody may do on a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The command, with what its right depends on.
    pub ask: Ask,
    /// The stage in which it is done; none for what concerns the whole programme.
    pub stage: Option<alloc::string::String>,
    /// The last day on which it can be done, included.
    pub due: Option<Date>,
    /// Whether the application or the edition waits for it, rather than only allowing it.
    pub awaited: bool,
    /// Why it cannot be done now, though it is theirs.
    pub blocked: Option<Refusal>,
}

impl Opening {
    /// Whether it can be done now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.blocked.is_none()
    }
}

/// All that an actor may do on what the view shows, now or when time and order allow it, in the order of a usual
/// programme. What another role does, or what is out of reach, is not among it.
#[must_use]
pub fn openings(actor: &Actor, view: &View<'_>, now: Moment) -> Vec<Opening> {
    let mut found = Vec::new();
    for asked in asks::asks(view) {
        let Ok((by, stage)) = rights(actor, &asked.ask, view, now) else { continue };
        let blocked = ready(view, &asked.ask, &by, stage, now).err();
        found.push(Opening {
            stage: stage.map(|stage| stage.id.clone()),
            due: limit(view, &asked.ask, stage),
            awaited: asked.awaited && turn(view, &asked.ask, stage, &by),
            ask: asked.ask,
            blocked,
        });
    }
    found
}

/// Whether it is the turn of this actor, of those who may.
fn turn(view: &View<'_>, ask: &Ask, stage: Option<&Stage>, by: &By) -> bool {
    match (ask.command, view.application(), stage) {
        ("clear", Some(application), Some(stage)) => {
            crate::authorise::pending_units(stage, application).contains(&by.role.as_str())
        }
        ("seal", Some(_), Some(stage)) => !has_sealed(view, stage, &by.person),
        ("declare", Some(_), _) => {
            let mut seats = view.panel().into_iter().flat_map(|(_, panel)| &panel.seats);
            seats.any(|seat| seat.expert == by.person && !seat.declared)
        }
        ("confirm_record", ..) => proposer(view, ask) != Some(by.person.as_str()),
        // an exchange is led by the office; experts settle what they suggested
        ("finish", ..) => reach(view.programme, &by.role) != Reach::Assigned,
        ("settle", Some(application), _) if reach(view.programme, &by.role) == Reach::Assigned => {
            application.suggestions.iter().any(|suggestion| suggestion.by == by.person && !suggestion.settled)
        }
        _ => true,
    }
}

/// Who proposed the state that waits in a register.
fn proposer<'v>(view: &'v View<'_>, ask: &Ask) -> Option<&'v str> {
    let (register, _) = ask.record.as_ref()?;
    Some(view.records.get(register)?.proposed.as_ref()?.by.as_str())
}

/// Whether somebody has sealed the layer that a stage writes.
fn has_sealed(view: &View<'_>, stage: &Stage, person: &str) -> bool {
    let Mechanism::Assess { layer, .. } = &stage.mechanism else { return false };
    let sealed = view.filing.and_then(|filing| filing.sealed.get(layer));
    sealed.is_some_and(|of| of.contains_key(person))
}

/// The last day on which a command can be done, where there is one.
fn limit(view: &View<'_>, ask: &Ask, stage: Option<&Stage>) -> Option<Date> {
    let application = view.application();
    match ask.command {
        "apply" | "initiate" => {
            let entry = view.programme.entries.get(ask.entry.as_deref()?)?;
            view.window(view.programme.stage(&entry.first)?).closes
        }
        "state_case" => application?.hearing_until,
        "object" => Some(application?.notice.as_ref()?.until),
        "clear" => clearance_limit(view, stage?),
        name => view.window(stage.filter(|stage| takes(stage, name))?).closes,
    }
}

/// The last day on which units answer, counted from the day on which the application reached the stage.
fn clearance_limit(view: &View<'_>, stage: &Stage) -> Option<Date> {
    let Mechanism::Clear { within: Some(within), .. } = &stage.mechanism else { return None };
    within.from(view.application()?.reached_on?, view.calendar()?).ok()
}
