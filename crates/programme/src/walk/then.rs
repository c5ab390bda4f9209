//! What must hold after a step.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::schema::Fields;
use duheng_pack::tree::{Entry, Node};

use super::host::Scene;
use super::{Failure, failure};
use crate::read::names;
use crate::state::{Application, Honour, HonourState, Panel, Place};
use crate::time::Moment;

/// The world after a step, as far as the step sees it.
pub(super) struct After<'a> {
    pub(super) scene: &'a Scene,
    pub(super) programme: &'a str,
    pub(super) now: Moment,
}

/// The keys of `then`.
pub(crate) const KEYS: &[&str] = &[
    "stage",
    "ended",
    "grade",
    "decided_on",
    "proposed",
    "computed",
    "number",
    "until",
    "honour",
    "previous_honour",
    "due",
    "notice_until",
    "seats",
    "leader",
    "state",
    "in",
];

/// Compares `then` with what holds.
pub(super) fn compare(node: &Node, after: &After<'_>) -> Vec<Failure> {
    let mut failures = Vec::new();
    for entry in node.entries() {
        if entry.key == "in" {
            let others = entry.value.entries().iter();
            let of = |other: &Entry| compare(&other.value, &After { programme: &other.key, ..*after });
            failures.extend(others.flat_map(of));
        } else {
            failures.extend(one(entry, after));
        }
    }
    failures
}

fn one(entry: &Entry, after: &After<'_>) -> Option<Failure> {
    let (wanted, found) = match entry.key.as_str() {
        "state" => state(&entry.value, after),
        "seats" => (names(Some(&entry.value)).join(", "), seats(after)),
        key => (entry.value.as_str().unwrap_or_default().trim().to_string(), about(key, after)?),
    };
    (wanted != found).then(|| {
        let key = &entry.key;
        failure(
            entry.value.span,
            format!("{key} 应为 {wanted}，实际为 {found}"),
            format!("{key}: expected {wanted}, found {found}"),
        )
    })
}

fn application<'a>(after: &After<'a>) -> Option<&'a Application> {
    after.scene.filing.as_ref()?.applications.get(after.programme)
}

fn honour<'a>(after: &After<'a>) -> Option<&'a Honour> {
    application(after)?.honour.as_ref()
}

/// What holds under a key; a key that says nothing reads as `?`, which no expectation equals.
fn about(key: &str, after: &After<'_>) -> Option<String> {
    let application = application(after);
    let none = || "none".to_string();
    Some(match key {
        "stage" => match application.map(|of| &of.place) {
            Some(Place::At(stage)) => stage.clone(),
            Some(Place::Ended(_)) | None => none(),
        },
        "ended" => match application.map(|of| &of.place) {
            Some(Place::Ended(end)) => end.clone(),
            Some(Place::At(_)) | None => none(),
        },
        "grade" => {
            application.and_then(|of| of.decided.as_ref()).map_or_else(none, |(grade, _)| grade.clone())
        }
        "decided_on" => {
            application.and_then(|of| of.decided.as_ref()).map_or_else(none, |(_, on)| on.to_string())
        }
        "proposed" => {
            application.and_then(|of| of.proposal.as_ref()).map_or_else(none, |of| of.grade.clone())
        }
        "computed" => {
            application.and_then(|of| of.proposal.as_ref()).map_or_else(none, |of| of.computed.clone())
        }
        "number" => honour(after).map_or_else(none, |honour| honour.number.clone()),
        "until" => honour(after).and_then(|honour| honour.until).map_or_else(none, |until| until.to_string()),
        "honour" => match honour(after).map(|honour| &honour.state) {
            Some(HonourState::InForce) => "in_force".to_string(),
            Some(HonourState::Ended(how, ..)) => how.name().to_string(),
            None => none(),
        },
        "previous_honour" => {
            let held =
                after.scene.previous.as_ref().and_then(|filing| filing.applications.get(after.programme));
            match held.and_then(|of| of.honour.as_ref()).map(|honour| &honour.state) {
                Some(HonourState::InForce) => "in_force".to_string(),
                Some(HonourState::Ended(how, ..)) => how.name().to_string(),
                None => none(),
            }
        }
        "due" => application.and_then(|of| of.due).map_or_else(none, |due| due.to_string()),
        "notice_until" => {
            application.and_then(|of| of.notice.as_ref()).map_or_else(none, |notice| notice.until.to_string())
        }
        "leader" => {
            let panel = application.and_then(|of| of.panel.as_ref());
            panel.and_then(Panel::first_drawn).map_or_else(none, str::to_string)
        }
        _ => "?".to_string(),
    })
}

fn seats(after: &After<'_>) -> String {
    let panel = application(after).and_then(|of| of.panel.as_ref());
    let seats: Vec<&str> =
        panel.into_iter().flat_map(|of| &of.seats).map(|seat| seat.expert.as_str()).collect();
    seats.join(", ")
}

/// `{ register, is, on, known }`: the state of the enterprise's record on a day, as known on another.
fn state(node: &Node, after: &After<'_>) -> (String, String) {
    let fields = Fields(node);
    let date = |key: &str| fields.str(key).and_then(|text| Date::read(text).ok()).unwrap_or(after.now.date);
    let record = after.scene.records.get(&fields.string("register"));
    let held = record.and_then(|record| record.state_on(date("on"), date("known")));
    (fields.string("is"), held.map_or_else(|| "none".to_string(), |held| held.state.clone()))
}
