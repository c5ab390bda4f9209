//! An application that came back, told to whoever checks it again: which submission it is, when it was sent back, what was
//! asked, what the enterprise replied.

use duheng_app::work::{Dossier, Turn};

use crate::frame::Frame;

/// What is told of an application that was sent back.
#[derive(Default)]
pub(super) struct Turned {
    /// Which submission it is, or that it waits for the enterprise; empty where it was never sent back.
    pub(super) lead: String,
    /// Each time: labels and values.
    pub(super) turns: Vec<Vec<(String, String)>>,
}

impl Turned {
    pub(super) fn of(frame: &Frame, dossier: &Dossier) -> Self {
        let turns = &dossier.turns;
        let Some(last) = turns.last() else { return Self::default() };
        let lead = match &last.again {
            Some(_) => frame.with("turns-submission", "number", turns.len() + 1),
            None => frame.with("turns-waits", "number", turns.len()),
        };
        Self { lead, turns: turns.iter().map(|turn| told(frame, turn)).collect() }
    }
}

/// The supplement that the enterprise still owes.
pub(super) fn running(dossier: &Dossier) -> Option<&Turn> {
    dossier.turns.last().filter(|turn| turn.again.is_none())
}

fn told(frame: &Frame, turn: &Turn) -> Vec<(String, String)> {
    let mut rows =
        vec![(frame.t("turns-at"), frame.moment(turn.at)), (frame.t("turns-asked"), turn.asked.clone())];
    if let Some(day) = turn.until {
        let day = frame.day(&day.to_string());
        rows.push((frame.t("ahead-until"), frame.with("turns-until-day", "day", day)));
    }
    if let Some((at, reply)) = &turn.again {
        rows.push((frame.t("turns-again"), frame.moment(*at)));
        let reply = match reply.is_empty() {
            true => frame.t("turns-no-reply"),
            false => reply.clone(),
        };
        rows.push((frame.t("turns-reply"), reply));
    }
    rows
}
