//! A record of a register: states, each with the day from which it holds and the day it was entered.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;

use crate::event::RecordEvent;

/// The record of one organisation in one register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Its states, in the order in which they were entered.
    pub states: Vec<RecordState>,
    /// The state that somebody proposed and nobody else confirmed yet.
    pub proposed: Option<ProposedState>,
}

/// A state that waits for somebody else's confirmation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedState {
    /// The state.
    pub state: String,
    /// Whether the entry of this state is to be struck, rather than a new one made.
    pub corrects: bool,
    /// The day from which it would hold.
    pub from: Date,
    /// The day on which it was proposed.
    pub proposed_on: Date,
    /// What it rests on.
    pub basis: String,
    /// Who proposed it.
    pub by: String,
}

/// One state of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordState {
    /// The state.
    pub state: String,
    /// The day from which it holds.
    pub from: Date,
    /// The day it was entered.
    pub entered_on: Date,
    /// What it rests on.
    pub basis: String,
    /// Whether offices entered it, one proposing and another confirming, rather than naming or the end of an honour.
    pub by_hand: bool,
    /// The day on which it was struck as a mistake.
    pub struck_on: Option<Date>,
}

impl Record {
    /// The entry that stands: the last one that was not struck.
    #[must_use]
    pub fn held(&self) -> Option<&RecordState> {
        self.states.iter().rev().find(|state| state.struck_on.is_none())
    }

    /// The state that holds on `day`, as known on the day `known`: of those entered by then and not struck by then the
    /// latest to begin by `day`; of several that begin on one day the one entered last.
    #[must_use]
    pub fn state_on(&self, day: Date, known: Date) -> Option<&RecordState> {
        let stands = |state: &&RecordState| {
            state.entered_on <= known && state.struck_on.is_none_or(|struck| struck > known)
        };
        let in_time = self.states.iter().filter(stands).filter(|state| state.from <= day);
        in_time.max_by_key(|state| state.from)
    }

    /// The record after an event.
    #[must_use]
    pub fn evolve(mut self, event: &RecordEvent) -> Self {
        match event {
            RecordEvent::Entered { state, from, on, basis, proposed_by, .. } => {
                // what was proposed before it looked at another state
                self.proposed = None;
                self.states.push(RecordState {
                    state: state.clone(),
                    from: *from,
                    entered_on: *on,
                    basis: basis.clone(),
                    by_hand: proposed_by.is_some(),
                    struck_on: None,
                });
            }
            RecordEvent::Corrected { on, .. } => {
                self.proposed = None;
                if let Some(held) = self.states.iter_mut().rev().find(|state| state.struck_on.is_none()) {
                    held.struck_on = Some(*on);
                }
            }
            RecordEvent::Proposed { state, from, on, basis, by, corrects } => {
                self.proposed = Some(ProposedState {
                    state: state.clone(),
                    corrects: *corrects,
                    from: *from,
                    proposed_on: *on,
                    basis: basis.clone(),
                    by: by.clone(),
                });
            }
            RecordEvent::Returned { .. } => self.proposed = None,
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_past_day_is_shown_as_known_then_or_now() {
        let date = |text: &str| Date::read(text).unwrap();
        let entered = |state: &str, from: &str, on: &str| RecordEvent::Entered {
            state: state.into(),
            from: date(from),
            on: date(on),
            basis: String::new(),
            by: String::new(),
            proposed_by: None,
        };
        let record = Record::default().evolve(&entered("town", "2024-01-01", "2024-01-10")).evolve(&entered(
            "county",
            "2026-03-01",
            "2026-06-01",
        ));
        let state =
            |day: &str, known: &str| record.state_on(date(day), date(known)).map(|held| held.state.as_str());
        assert_eq!(state("2026-04-01", "2026-12-31"), Some("county"));
        assert_eq!(state("2026-04-01", "2026-05-31"), Some("town"));
        assert_eq!(state("2024-01-05", "2024-01-09"), None);
        let struck = record.evolve(&RecordEvent::Corrected {
            state: "county".into(),
            on: date("2026-08-01"),
            reason: "another enterprise".into(),
            by: "b".into(),
            proposed_by: "a".into(),
        });
        let state =
            |day: &str, known: &str| struck.state_on(date(day), date(known)).map(|held| held.state.as_str());
        assert_eq!(struck.held().map(|held| held.state.as_str()), Some("town"));
        assert_eq!(state("2026-04-01", "2026-07-31"), Some("county"));
        assert_eq!(state("2026-04-01", "2026-08-01"), Some("town"));
    }
}
