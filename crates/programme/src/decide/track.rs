//! Naming, tracking, re-evaluation, and what time brings.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;

use super::decision::ends_honour;
use super::enter::before;
use super::flow::{advance, after_events};
use super::record::follows;
use super::{Case, check, notice, reasoned, this, told};
use crate::days::happened;
use crate::event::{EditionEvent, Event, FilingEvent, RecordEvent};
use crate::model::{Mechanism, Programme, Register, Stage};
use crate::refusal::{self, Refusal};
use crate::state::{HonourEnd, Record};
use crate::time::Window;

/// Names the enterprise: the gate is checked again, a number is taken, the register is entered.
pub(super) fn issue(case: &Case<'_, '_>) -> Result<Vec<Event>, Refusal> {
    let stage = case.stage()?;
    let Mechanism::Issue { valid, register, .. } = &stage.mechanism else { return Ok(Vec::new()) };
    let from = case.now.date;
    let until = valid.map(|valid| case.after(valid)).transpose()?;
    // two editions that name in one year share its numbers; one that was given out is passed over
    let mut next = (0_usize..).zip(case.view.next_numbers(from));
    let free = next.find(|(_, (_, number))| !case.view.given.contains(number));
    let Some((passed, (running, number))) = free else { return Ok(Vec::new()) };
    let decided = case.application.decided.as_ref().map(|(grade, _)| grade.clone());
    let grade = decided.unwrap_or_else(|| "listed".to_string());
    let mut events = Vec::from([Event::Edition(EditionEvent::NumberTaken {
        stage: stage.id.clone(),
        number: number.clone(),
        running: (passed > 0).then_some(running),
    })]);
    events.extend(this(FilingEvent::Issued {
        programme: case.programme(),
        stage: stage.id.clone(),
        grade: grade.clone(),
        number: number.clone(),
        from,
        until,
    }));
    if let Some((register, state)) = register {
        let state = state.clone().unwrap_or(grade);
        if let Some(rules) = case.view.programmes.register(register) {
            follows(case.view, rules, &state)?;
        }
        events.push(entered(case, register, state, from, &number));
    }
    events.extend(ends_honour(case.view, HonourEnd::Renewed, &number, from));
    let filing = after_events(case.filing, &events, case.now.date);
    events.extend(advance(case.view, &filing, stage, "done"));
    Ok(events)
}

fn entered(case: &Case<'_, '_>, register: &str, state: String, from: Date, basis: &str) -> Event {
    let (on, by) = (case.now.date, case.by.person.clone());
    Event::Record(
        register.to_string(),
        RecordEvent::Entered { state, from, on, basis: basis.to_string(), by, proposed_by: None },
    )
}

/// A number by its pattern: `{edition}`, `{year}` of the day on which it is issued, and `{n}` or `{n:4}` for the running
/// number.
pub fn numbered(pattern: &str, edition: &str, year: i16, count: u32) -> String {
    let mut text = pattern.replace("{edition}", edition);
    text = text.replace("{year}", &year.to_string()).replace("{n}", &count.to_string());
    for width in 1..=9_usize {
        text = text.replace(&format!("{{n:{width}}}"), &format!("{count:0width$}"));
    }
    text
}

/// Reports an event about an honoured enterprise.
pub(super) fn report(
    case: &Case<'_, '_>,
    kind: String,
    happened_on: Date,
    source: String,
    text: String,
) -> Result<Vec<Event>, Refusal> {
    let Mechanism::Track { events, .. } = &case.stage()?.mechanism else { return Ok(Vec::new()) };
    if !events.contains_key(&kind) {
        return Err(refusal::unknown_name(&Text::new("须跟踪的情况", "kind of tracked event"), &kind));
    }
    happened("happened_on", happened_on, case.now.date)?;
    told("source", &source, "情况的来源", "an event without its source")?;
    Ok(this(FilingEvent::EventReported { programme: case.programme(), kind, happened_on, source, text }))
}

/// Rules on an event: the honour stays, or is withdrawn.
pub(super) fn rule(
    case: &Case<'_, '_>,
    event: usize,
    withdraw: bool,
    reason: String,
) -> Result<Vec<Event>, Refusal> {
    reasoned(&reason, "情况的处理", "the ruling on an event")?;
    let unknown = || refusal::unknown_name(&Text::new("未处理的情况", "open event"), event);
    let at = event.checked_sub(1).ok_or_else(unknown)?;
    case.application.tracked.get(at).filter(|event| event.ruling.is_none()).ok_or_else(unknown)?;
    let mut events = this(FilingEvent::EventRuled {
        programme: case.programme(),
        event: at,
        withdraw,
        by: case.by.person.clone(),
        reason: reason.clone(),
    });
    if withdraw {
        events.extend(ended(case, HonourEnd::Withdrawn, reason)?);
    }
    Ok(events)
}

/// Refuses where no honour stands.
pub(super) fn holds_honour(case: &Case<'_, '_>) -> Result<(), Refusal> {
    match case.application.honour_on(case.now.date) {
        Some(_) => Ok(()),
        None => Err(refusal::honour_missing()),
    }
}

/// Withdraws the honour.
pub(super) fn revoke(case: &Case<'_, '_>, reason: String) -> Result<Vec<Event>, Refusal> {
    reasoned(&reason, "撤销", "a withdrawal of the honour")?;
    ended(case, HonourEnd::Withdrawn, reason)
}

/// The honour ends, the register follows, the application goes to its end.
fn ended(case: &Case<'_, '_>, how: HonourEnd, reason: String) -> Result<Vec<Event>, Refusal> {
    if how != HonourEnd::Lapsed {
        holds_honour(case)?;
    }
    let on = case.now.date;
    let mut events =
        this(FilingEvent::HonourEnded { programme: case.programme(), how, on, reason: reason.clone() });
    events.extend(leaves_register(case, case.programme, how, &reason));
    let filing = after_events(case.filing, &events, case.now.date);
    events.extend(advance(case.view, &filing, case.stage()?, how.name()));
    Ok(events)
}

/// The events by which the registers that the programme enters show that the honour ended; one in which that state may
/// not follow what the programme entered keeps what it has.
pub(super) fn leaves_register(
    case: &Case<'_, '_>,
    programme: &Programme,
    how: HonourEnd,
    reason: &str,
) -> Vec<Event> {
    let registers = programme.stages.iter().filter_map(|stage| match &stage.mechanism {
        Mechanism::Issue { register: Some((register, _)), .. } => case.view.programmes.register(register),
        _ => None,
    });
    let by_hand = |register: &Register| {
        let held = case.view.records.get(&register.id).and_then(Record::held);
        register.states.contains_key(how.name()) && held.is_some_and(|held| held.by_hand)
    };
    // what an office entered over the honour does not stand in its way
    let changed =
        registers.filter(|register| by_hand(register) || follows(case.view, register, how.name()).is_ok());
    changed
        .map(|register| entered(case, &register.id, how.name().to_string(), case.now.date, reason))
        .collect()
}

/// What is due: silence that agrees, a late filing, a notice that is over, re-evaluation, the end of an honour.
pub(super) fn tick(case: &Case<'_, '_>) -> Result<Vec<Event>, Refusal> {
    let events = match case.stage {
        Some(stage) => due(case, stage)?,
        None => Vec::new(),
    };
    if events.is_empty() { Err(refusal::nothing_due(case.now)) } else { Ok(events) }
}

fn due(case: &Case<'_, '_>, stage: &Stage) -> Result<Vec<Event>, Refusal> {
    match &stage.mechanism {
        Mechanism::File { .. } if stage.next.contains_key("late") => {
            let Window { closes, .. } = case.view.window(stage);
            let late = closes.is_some_and(|closes| case.now.date > closes);
            Ok(if late { advance(case.view, case.filing, stage, "late") } else { Vec::new() })
        }
        Mechanism::Clear { within: Some(within), silence_agrees: true } => {
            check::silence(case, stage, *within)
        }
        Mechanism::Notice { .. } => {
            if notice::may_close(case).is_ok() {
                notice::close(case)
            } else {
                Ok(Vec::new())
            }
        }
        Mechanism::Track { renewal, .. } => {
            let Some(honour) = &case.application.honour else { return Ok(Vec::new()) };
            let Some(until) = honour.until else { return Ok(Vec::new()) };
            if case.now.date > until {
                return ended(case, HonourEnd::Lapsed, String::new());
            }
            let opens = renewal.as_ref().map(|renewal| before(renewal.opens, until));
            let announce = opens.is_some_and(|opens| case.now.date >= opens) && !honour.renewal_due;
            let event = FilingEvent::RenewalDue { programme: case.programme(), until };
            Ok(if announce { this(event) } else { Vec::new() })
        }
        _ => Ok(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn numbers_follow_their_pattern() {
        assert_eq!(numbered("SZKC-{year}-{n:4}", "2025", 2026, 7), "SZKC-2026-0007");
        assert_eq!(numbered("甬和创办〔{year}〕{n}号", "2019", 2019, 12), "甬和创办〔2019〕12号");
        assert_eq!(numbered("{edition}-{n:3}", "2024", 2025, 1), "2024-001");
    }
}
