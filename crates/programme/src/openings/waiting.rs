//! Whom an application waits for: a function of the rules and the filing alone, so that tables can hold it.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;

use super::asks::asks;
use super::{clearance_limit, has_sealed};
use crate::authorise::{pending_units, reach, roles_for, stage_of};
use crate::model::{Reach, Stage};
use crate::view::View;

/// A role, or one person in it, that an application waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// The role.
    pub role: String,
    /// The person, where the work is assigned to persons.
    pub person: Option<String>,
    /// The last day, where the application has one of its own in place of the window of the stage.
    pub due: Option<Date>,
    /// The day to which the window of the stage was lengthened for it.
    pub extended: Option<Date>,
    /// The first day on which it can be done, where that is later than the day it came.
    pub opens: Option<Date>,
}

/// Whom the application of the programme at hand waits for, in order of role and person. Windows and other things of the
/// edition are not looked at.
#[must_use]
pub fn waiting(view: &View<'_>) -> Vec<Waiting> {
    let mut found: BTreeMap<(String, Option<String>), Waiting> = BTreeMap::new();
    let Some(application) = view.application() else { return Vec::new() };
    for asked in asks(view).into_iter().filter(|asked| asked.awaited) {
        let Ok(Some(stage)) = stage_of(&asked.ask, view) else { continue };
        let command = asked.ask.command;
        let (due, opens) = match command {
            "clear" => (clearance_limit(view, stage), None),
            "state_case" => (application.hearing_until, None),
            "close_notice" => {
                (None, application.notice.as_ref().and_then(|notice| notice.until.plus_days(1)))
            }
            _ => (application.due, None),
        };
        let extension = application.extensions.get(&stage.id).copied();
        let one = Waiting {
            due: due.map(|due| extension.map_or(due, |until| due.max(until))),
            extended: extension.filter(|_| due.is_none()),
            opens,
            ..Waiting::default()
        };
        for role in roles_for(&asked.ask, view, Some(stage)).unwrap_or_default() {
            if command == "clear" && !pending_units(stage, application).contains(&role) {
                continue;
            }
            let persons = match reach(view.programme, role) {
                Reach::Assigned => assigned(view, command, stage).into_iter().map(Some).collect(),
                _ if command == "declare" => Vec::new(),
                _ => Vec::from([None]),
            };
            for person in persons {
                let held = found.entry((role.into(), person.clone())).or_insert_with(|| Waiting {
                    role: role.into(),
                    person,
                    ..one.clone()
                });
                held.due = held.due.into_iter().chain(one.due).min();
                // what can be done at once comes first
                held.opens = held.opens.zip(one.opens).map(|(a, b)| a.min(b));
            }
        }
    }
    found.into_values().collect()
}

/// The persons whose turn it is of those to whom the work is assigned.
fn assigned(view: &View<'_>, command: &str, stage: &Stage) -> Vec<String> {
    let panel = view.panel().map(|(_, panel)| panel);
    let applications = view.filing.into_iter().flat_map(|filing| filing.applications.values());
    let seats = applications.filter_map(|of| of.panel.as_ref()).flat_map(|panel| &panel.seats);
    match command {
        "declare" => {
            let seats = panel.into_iter().flat_map(|panel| &panel.seats);
            seats.filter(|seat| !seat.declared).map(|seat| seat.expert.clone()).collect()
        }
        "seal" => {
            let left = seats.filter(|seat| !has_sealed(view, stage, &seat.expert));
            left.map(|seat| seat.expert.clone()).collect()
        }
        "settle" => {
            let suggestions = view.application().into_iter().flat_map(|of| &of.suggestions);
            let own = |person: &String| {
                let mut suggestions = suggestions.clone();
                suggestions.any(|of| of.by == *person && !of.settled && !of.replies.is_empty())
            };
            seats.map(|seat| seat.expert.clone()).filter(own).collect()
        }
        _ => Vec::new(),
    }
}
