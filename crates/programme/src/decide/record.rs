//! Entering states of records.

use alloc::vec::Vec;

use duheng_pack::text::Text;

use super::reasoned;
use crate::authorise::By;
use crate::command::RecordCommand;
use crate::event::{Event, RecordEvent};
use crate::model::Register;
use crate::refusal::{self, Refusal};
use crate::time::Moment;
use crate::view::View;

/// Enters a state of the organisation's record.
pub(super) fn decide(
    view: &View<'_>,
    command: RecordCommand,
    by: &By,
    now: Moment,
) -> Result<Vec<Event>, Refusal> {
    let RecordCommand::Enter { register, state, from, basis } = command;
    let rules = may_enter(view, &register, &state)?;
    if rules.basis {
        reasoned(&basis, "登记", "entering a record")?;
    }
    let event = RecordEvent::Entered { state, from, on: now.date, basis, by: by.person.clone() };
    Ok(Vec::from([Event::Record(register, event)]))
}

/// The register, if its record may go to a state now.
pub(super) fn may_enter<'v>(view: &View<'v>, register: &str, state: &str) -> Result<&'v Register, Refusal> {
    let unknown = |zh: &str, en: &str, name: &str| refusal::unknown_name(&Text::new(zh, en), name);
    let rules = view.programmes.register(register);
    let rules = rules.ok_or_else(|| unknown("登记簿", "register", register))?;
    rules.states.get(state).ok_or_else(|| unknown("登记状态", "state", state))?;
    follows(view, rules, state)?;
    Ok(rules)
}

/// Refuses a state that may not follow the one that the organisation's record holds.
pub(super) fn follows(view: &View<'_>, rules: &Register, state: &str) -> Result<(), Refusal> {
    let held = view.records.get(&rules.id).and_then(|record| record.states.last());
    let follows = match held {
        Some(held) => rules.states.get(&held.state).is_some_and(|of| of.to.iter().any(|next| next == state)),
        None => rules.states.get(state).is_some_and(|next| next.first),
    };
    let held = held.map_or("-", |held| held.state.as_str());
    if follows { Ok(()) } else { Err(refusal::state_not_next(state, held)) }
}
