//! Entering states of records and striking wrong entries: one person proposes, another confirms. What naming gives is
//! neither entered nor ended by hand, so that a register never says other than the certificate.

use alloc::string::ToString;
use alloc::vec::Vec;

use duheng_pack::text::Text;

use super::reasoned;
use crate::authorise::By;
use crate::command::RecordCommand;
use crate::days::begins;
use crate::event::{Event, RecordEvent};
use crate::model::Register;
use crate::refusal::{self, Refusal};
use crate::state::{ProposedState, Record, RecordState};
use crate::time::Moment;
use crate::view::View;

/// Proposes, confirms or takes off a state of the organisation's record.
pub(super) fn decide(
    view: &View<'_>,
    command: RecordCommand,
    by: &By,
    now: Moment,
) -> Result<Vec<Event>, Refusal> {
    let (on, by_person) = (now.date, by.person.clone());
    let (register, event) = match command {
        RecordCommand::Enter { register, state, from, basis } => {
            let rules = may_enter(view, &register, &state)?;
            let corrects = rules.states.get(&state).is_some_and(|state| state.issued);
            begins(from, on)?;
            if (rules.basis || corrects) && basis.trim().is_empty() {
                return Err(refusal::basis_missing(&Text::new("登记", "entering a record")));
            }
            (register, RecordEvent::Proposed { state, from, on, basis, by: by_person, corrects: false })
        }
        RecordCommand::Correct { register, state, reason } => {
            let from = may_correct(view, &register, &state)?.from;
            reasoned(&reason, "更正登记", "correcting an entry")?;
            let (basis, by) = (reason, by_person);
            (register, RecordEvent::Proposed { state, from, on, basis, by, corrects: true })
        }
        RecordCommand::Confirm { register, state } => {
            let ProposedState { from, basis, by: first, corrects, .. } =
                may_confirm(view, &register, &state, by)?.clone();
            let by = by_person;
            let event = match corrects {
                true => RecordEvent::Corrected { state, on, reason: basis, by, proposed_by: first },
                false => RecordEvent::Entered { state, from, on, basis, by, proposed_by: Some(first) },
            };
            (register, event)
        }
        RecordCommand::Return { register, state, reason } => {
            proposed(view, &register, &state)?;
            reasoned(&reason, "退回登记", "returning an entry")?;
            (register, RecordEvent::Returned { state, by: by_person, reason })
        }
    };
    Ok(Vec::from([Event::Record(register, event)]))
}

/// The register, if its record may be proposed to go to a state now.
pub(super) fn may_enter<'v>(view: &View<'v>, register: &str, state: &str) -> Result<&'v Register, Refusal> {
    let rules = known(view, register, state)?;
    nothing_waits(view, rules)?;
    follows(view, rules, state)?;
    by_hand(view, rules, state)?;
    Ok(rules)
}

/// The entry that stands, if it may be struck: offices made it, and none waits for confirmation.
pub(super) fn may_correct<'v>(
    view: &View<'v>,
    register: &str,
    state: &str,
) -> Result<&'v RecordState, Refusal> {
    let rules = known(view, register, state)?;
    nothing_waits(view, rules)?;
    let held = view.records.get(register).and_then(Record::held).filter(|held| held.state == state);
    let missing = || refusal::unknown_name(&Text::new("现有的登记", "entry that stands"), state.to_string());
    let held = held.ok_or_else(missing)?;
    match held.by_hand {
        true => Ok(held),
        false => Err(refusal::ended_by_programme(&title(rules, state))),
    }
}

fn nothing_waits(view: &View<'_>, rules: &Register) -> Result<(), Refusal> {
    let waiting = view.records.get(&rules.id).and_then(|record| record.proposed.as_ref());
    waiting.map_or(Ok(()), |waiting| Err(refusal::entry_waiting(&title(rules, &waiting.state))))
}

fn title(rules: &Register, state: &str) -> Text {
    rules.states.get(state).map_or_else(|| Text::same(state), |state| state.title.clone())
}

/// The proposed state, if this person may confirm it: not who proposed it, and still after what the record holds.
pub(super) fn may_confirm<'v>(
    view: &View<'v>,
    register: &str,
    state: &str,
    by: &By,
) -> Result<&'v ProposedState, Refusal> {
    let waiting = proposed(view, register, state)?;
    if waiting.by == by.person {
        return Err(refusal::approval_by_proposer());
    }
    let rules = known(view, register, state)?;
    if waiting.corrects {
        // what the programme entered since then stands
        let held = view.records.get(register).and_then(Record::held);
        return match held.is_some_and(|held| held.by_hand && held.state == state) {
            true => Ok(waiting),
            false => Err(refusal::ended_by_programme(&title(rules, state))),
        };
    }
    follows(view, rules, state)?;
    by_hand(view, rules, state)?;
    Ok(waiting)
}

/// The state that waits for confirmation.
pub(super) fn proposed<'v>(
    view: &View<'v>,
    register: &str,
    state: &str,
) -> Result<&'v ProposedState, Refusal> {
    known(view, register, state)?;
    let waiting = view.records.get(register).and_then(|record| record.proposed.as_ref());
    let missing = || refusal::unknown_name(&Text::new("待核准的登记", "entry to confirm"), state.to_string());
    waiting.filter(|waiting| waiting.state == state).ok_or_else(missing)
}

/// The register, if it has the state.
fn known<'v>(view: &View<'v>, register: &str, state: &str) -> Result<&'v Register, Refusal> {
    let unknown = |zh: &str, en: &str, name: &str| refusal::unknown_name(&Text::new(zh, en), name);
    let rules = view.programmes.register(register);
    let rules = rules.ok_or_else(|| unknown("登记簿", "register", register))?;
    rules.states.get(state).ok_or_else(|| unknown("登记状态", "state", state))?;
    Ok(rules)
}

/// Refuses a state that naming alone gives, and to leave one: of a state that was given an office only corrects the day
/// and the basis.
fn by_hand(view: &View<'_>, rules: &Register, state: &str) -> Result<(), Refusal> {
    let held = view.records.get(&rules.id).and_then(Record::held).map(|held| held.state.as_str());
    if held == Some(state) {
        return Ok(());
    }
    let given = |state: &str| rules.states.get(state).filter(|of| of.issued);
    if let Some(honour) = given(state) {
        return Err(refusal::given_by_naming(&honour.title));
    }
    held.and_then(given).map_or(Ok(()), |honour| Err(refusal::ended_by_programme(&honour.title)))
}

/// Refuses a state that may not follow the one that the organisation's record holds.
pub(super) fn follows(view: &View<'_>, rules: &Register, state: &str) -> Result<(), Refusal> {
    let held = view.records.get(&rules.id).and_then(Record::held);
    let follows = match held {
        Some(held) => rules.states.get(&held.state).is_some_and(|of| of.to.iter().any(|next| next == state)),
        None => rules.states.get(state).is_some_and(|next| next.first),
    };
    let held = held.map_or("-", |held| held.state.as_str());
    if follows { Ok(()) } else { Err(refusal::state_not_next(state, held)) }
}
