//! What there is something to do about, whoever it belongs to.

use alloc::vec::Vec;

use crate::ask::Ask;
use crate::authorise::takes;
use crate::decide::reopens;
use crate::model::{Mechanism, Reach, Stage};
use crate::state::{Application, Place};
use crate::view::View;

/// A command that there is something to do about.
pub(super) struct Asked {
    pub(super) ask: Ask,
    /// Whether somebody waits for it.
    pub(super) awaited: bool,
}

fn asked(command: &'static str, awaited: bool) -> Asked {
    Asked { ask: Ask::of(command), awaited }
}

/// The commands that there is something to do about, in the order of a usual programme.
pub(super) fn asks(view: &View<'_>) -> Vec<Asked> {
    let mut asks = Vec::new();
    match (view.organisation.is_some() || view.filing.is_some(), view.application()) {
        (false, _) => of_edition(view, &mut asks),
        (true, application) => {
            // a closed edition takes nobody in, and leaves what it did not finish
            if view.edition().is_none_or(|edition| !edition.closed) {
                for command in ["recommend", "take_back"] {
                    asks.push(asked(command, false));
                }
                of_lists(view, application, &mut asks);
            }
            match application {
                Some(_) if view.is_left() => {}
                Some(application) => of_application(view, application, &mut asks),
                None => of_entries(view, &mut asks),
            }
            if view.filing.is_some() && !view.is_left() {
                asks.push(asked("supply", false));
            }
            of_registers(view, &mut asks);
        }
    }
    asks
}

fn at(command: &'static str, stage: &Stage, awaited: bool) -> Asked {
    Asked { ask: Ask { stage: Some(stage.id.clone()), ..Ask::of(command) }, awaited }
}

fn of_edition(view: &View<'_>, asks: &mut Vec<Asked>) {
    let Some(edition) = view.edition().filter(|edition| edition.dates.is_some()) else {
        asks.push(asked("open_edition", true));
        return;
    };
    if edition.closed {
        return;
    }
    for stage in view.programme.stages.iter().filter(|stage| stage.of_edition) {
        let closed = edition.stage_closed(&stage.id);
        let run = edition.stages.get(&stage.id);
        let started = run.is_some_and(|run| run.started.is_some());
        match &stage.mechanism {
            // what is done already is not asked for again
            Mechanism::Run { documents, freezes, .. } => {
                if !started && !closed {
                    asks.push(at("start_stage", stage, true));
                }
                if !documents.is_empty() {
                    let filed = |id| run.is_some_and(|run| run.documents.contains_key(id));
                    let lacks = documents.iter().any(|(id, of)| of.required && !filed(id));
                    asks.push(at("file_document", stage, lacks && !closed));
                }
                if freezes.is_some() && edition.cohort.is_none() {
                    asks.push(at("freeze_cohort", stage, started));
                }
                if !closed {
                    asks.push(at("close_stage", stage, started));
                }
            }
            Mechanism::List { .. } => {
                let filled = edition.lists.get(&stage.id).is_some_and(|list| !list.entries.is_empty());
                asks.extend(["enlist", "delist"].map(|command| at(command, stage, false)));
                asks.push(at("decide_list", stage, filled && !closed));
            }
            _ => {}
        }
    }
    for command in ["recommend", "take_back", "reschedule", "close_edition"] {
        asks.push(asked(command, false));
    }
}

fn of_entries(view: &View<'_>, asks: &mut Vec<Asked>) {
    for (name, entry) in &view.programme.entries {
        let own = view.programme.roles.get(&entry.opened_by).is_some_and(|role| role.reach == Reach::Own);
        let ask = Ask::of(if own { "apply" } else { "initiate" });
        asks.push(Asked { ask: Ask { entry: Some(name.clone()), ..ask }, awaited: false });
    }
}

fn of_lists(view: &View<'_>, application: Option<&Application>, asks: &mut Vec<Asked>) {
    let lists =
        view.programme.stages.iter().filter(|stage| matches!(stage.mechanism, Mechanism::List { .. }));
    for stage in lists {
        let here = application.is_some_and(|application| application.is_at(&stage.id));
        let entries = view.edition().and_then(|edition| edition.lists.get(&stage.id));
        let listed =
            view.organisation.zip(entries).is_some_and(|(of, list)| list.entries.contains_key(&of.id));
        if fits(view, stage, here) {
            asks.push(at("enlist", stage, here && !listed));
        }
        if listed {
            asks.push(at("delist", stage, false));
        }
    }
}

/// Whether an enterprise can be put on a list: its application stands at it where applications pass through, and it was
/// accepted where the list takes its entries from another.
fn fits(view: &View<'_>, stage: &Stage, here: bool) -> bool {
    let Mechanism::List { from, .. } = &stage.mechanism else { return false };
    let came = from.as_ref().is_none_or(|name| {
        let makes = |of: &&Stage| matches!(&of.mechanism, Mechanism::List { list, .. } if list == name);
        let source = view.programme.stages.iter().find(makes);
        let source = source.and_then(|of| view.edition()?.lists.get(&of.id));
        source.zip(view.organisation).is_some_and(|(list, of)| list.accepted.contains(&of.id))
    });
    came && (here || stage.next.is_empty())
}

fn of_registers(view: &View<'_>, asks: &mut Vec<Asked>) {
    for register in &view.programmes.registers {
        let record = view.records.get(&register.id);
        if let Some(proposed) = record.and_then(|record| record.proposed.as_ref()) {
            let of = || Some((register.id.clone(), proposed.state.clone()));
            for (command, awaited) in [("confirm_record", true), ("return_record", false)] {
                asks.push(Asked { ask: Ask { record: of(), ..Ask::of(command) }, awaited });
            }
            continue;
        }
        let held = record.and_then(|record| record.held());
        if let Some(wrong) = held.filter(|held| held.by_hand) {
            let record = Some((register.id.clone(), wrong.state.clone()));
            asks.push(Asked { ask: Ask { record, ..Ask::of("correct_record") }, awaited: false });
        }
        let next = register.states.iter().filter(|(name, state)| match held {
            Some(held) => register.states.get(&held.state).is_some_and(|of| of.to.contains(name)),
            None => state.first,
        });
        // what naming alone gives can only be corrected
        let by_hand = |(name, state): &(&alloc::string::String, &crate::model::RegisterState)| {
            !state.issued || held.is_some_and(|held| held.state == **name)
        };
        for (state, _) in next.filter(by_hand) {
            let record = Some((register.id.clone(), state.clone()));
            asks.push(Asked { ask: Ask { record, ..Ask::of("enter_record") }, awaited: false });
        }
    }
}

fn of_application(view: &View<'_>, application: &Application, asks: &mut Vec<Asked>) {
    let stage = view.stage();
    if let Some(stage) = stage {
        of_stage(view, application, stage, asks);
    }
    for (item, request) in view.filing.into_iter().flat_map(|filing| &filing.requests) {
        let ask = Ask { item: Some(item.clone()), ..Ask::of("judge_request") };
        let here = stage.is_some_and(|stage| takes(stage, "judge_request"));
        asks.push(Asked { ask, awaited: here && request.judged.is_none() });
    }
    let standing = matches!(application.place, Place::At(_));
    if standing && application.hearing_until.is_some() {
        asks.push(asked("state_case", application.statements.is_empty()));
    }
    let mut sealed = view.filing.into_iter().flat_map(|filing| &filing.sealed);
    if sealed.any(|(layer, of)| of.values().any(|sealed| reopens(view, layer, sealed))) {
        asks.push(asked("reopen", false));
    }
    if standing && application.honour.is_none() {
        // what an authority began is not for the enterprise to take back
        if view.programme.begun_by_authority(&application.entry).is_none() {
            asks.push(asked("withdraw", false));
        }
        // a stage that is over is given no more time
        if !view.extensible().is_empty() {
            asks.push(asked("extend", false));
        }
    }
    asks.push(asked("tick", false));
}

/// The commands of the mechanism at which the application stands.
fn of_stage(view: &View<'_>, application: &Application, stage: &Stage, asks: &mut Vec<Asked>) {
    match &stage.mechanism {
        Mechanism::File { .. } => asks.push(asked("submit", true)),
        Mechanism::Check { .. } => asks.push(asked("check", true)),
        Mechanism::Clear { .. } => asks.push(asked("clear", true)),
        Mechanism::Panel { .. } => match view.panel().map(|(_, panel)| panel) {
            None => asks.push(asked("commit_draw", true)),
            Some(panel) if panel.order.is_empty() => asks.push(asked("draw", true)),
            Some(_) => asks.push(asked("declare", true)),
        },
        Mechanism::Assess { .. } => asks.push(asked("seal", true)),
        Mechanism::Exchange => {
            let open = || application.suggestions.iter().filter(|suggestion| !suggestion.settled);
            asks.push(asked("suggest", false));
            if open().count() > 0 {
                asks.push(asked("reply", open().any(|suggestion| suggestion.replies.is_empty())));
                asks.push(asked("settle", open().any(|suggestion| !suggestion.replies.is_empty())));
            }
            asks.push(asked("finish", open().count() == 0));
        }
        Mechanism::Decide { .. } => {
            asks.push(asked("propose", application.proposal.is_none()));
            if application.proposal.is_some() {
                asks.push(asked("approve", true));
                asks.push(asked("send_back", false));
            }
        }
        Mechanism::Notice { .. } => {
            let open = application.open_objections().count() > 0;
            if application.running_notice().is_some() {
                asks.push(asked("object", false));
                asks.push(asked("close_notice", !open));
            } else {
                asks.push(asked("publish_notice", true));
            }
            if open {
                asks.push(asked("rule", true));
            }
        }
        Mechanism::Issue { .. } => asks.push(asked("issue", true)),
        Mechanism::Track { .. } => {
            asks.push(asked("report_event", false));
            if application.tracked.iter().any(|event| event.ruling.is_none()) {
                asks.push(asked("rule_event", true));
            }
            asks.push(asked("revoke", false));
        }
        Mechanism::Run { .. } | Mechanism::Recommend { .. } | Mechanism::List { .. } => {}
    }
}
