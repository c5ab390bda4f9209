//! Editions: opening, dates, their own stages, recommendations.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::text::Text;

use super::ready::{open_edition, window_of};
use super::{lists, reasoned};
use crate::ask::Ask;
use crate::authorise::By;
use crate::cohort;
use crate::command::EditionCommand;
use crate::days::{last_day, wrong_days};
use crate::event::{EditionEvent, Event};
use crate::model::{Mechanism, Stage};
use crate::refusal::{self, Refusal};
use crate::state::Edition;
use crate::time::Moment;
use crate::view::View;

/// Refuses what time and order forbid, whatever the arguments.
pub(super) fn ready(
    view: &View<'_>,
    ask: &Ask,
    by: &By,
    stage: Option<&Stage>,
    now: Moment,
) -> Result<(), Refusal> {
    if ask.command == "open_edition" {
        let opened = view.edition().is_some_and(|edition| edition.dates.is_some());
        let name = view.edition().map_or("", |edition| edition.id.as_str());
        return if opened { Err(refusal::edition_exists(name)) } else { Ok(()) };
    }
    let edition = open_edition(view)?;
    match ask.command {
        "start_stage" => {
            needs_closed(view, edition, stage)?;
            not_begun(edition, stage)
        }
        "freeze_cohort" => {
            needs_closed(view, edition, stage)?;
            cohort::may_freeze(view, edition, stage, now)
        }
        "close_stage" => {
            needs_closed(view, edition, stage)?;
            not_closed(edition, stage)?;
            frozen(edition, stage)?;
            documents_filed(edition, stage)
        }
        "recommend" => {
            window_of(view, stage, now)?;
            stage.map_or(Ok(()), |stage| within_quota(view, stage, by))
        }
        "enlist" => lists::may_enlist(edition, stage),
        "delist" => lists::undecided(edition, stage),
        "decide_list" => {
            needs_closed(view, edition, stage)?;
            lists::undecided(edition, stage)
        }
        _ => Ok(()),
    }
}

/// Decides a command about an edition.
pub(super) fn decide(
    view: &View<'_>,
    command: EditionCommand,
    by: &By,
    stage: Option<&Stage>,
    now: Moment,
) -> Result<Vec<Event>, Refusal> {
    if let EditionCommand::Open { pack, year, as_of, windows } = command {
        for name in windows.keys() {
            view.programme.stage(name).ok_or_else(|| unknown("阶段", "stage", name))?;
        }
        if let Some(wrong) = wrong_days(view.programme, year, as_of, &windows, now.date).into_iter().next() {
            return Err(wrong);
        }
        let place = by.place.clone();
        return Ok(one(EditionEvent::Opened { pack, year, as_of, windows, place }));
    }
    let edition = open_edition(view)?;
    match command {
        EditionCommand::Open { .. } => Ok(Vec::new()),
        EditionCommand::Reschedule { stage, closes, reason } => {
            reasoned(&reason, "改期", "moving a date")?;
            let found = view.programme.stage(&stage).ok_or_else(|| unknown("阶段", "stage", &stage))?;
            let as_of = edition.dates.map(|(_, as_of)| as_of);
            last_day("closes", view.window(found), as_of, closes, now.date)?;
            Ok(one(EditionEvent::Rescheduled { stage, closes, reason }))
        }
        EditionCommand::StartStage { stage: name } => {
            Ok(one(EditionEvent::StageStarted { stage: name, on: now.date }))
        }
        EditionCommand::FileDocument { stage: name, document, title } => {
            let known = matches!(stage.map(|stage| &stage.mechanism), Some(Mechanism::Run { documents, .. }) if documents.contains_key(&document));
            if !known {
                return Err(unknown("材料", "document", &document));
            }
            Ok(one(EditionEvent::DocumentFiled { stage: name, document, title }))
        }
        EditionCommand::FreezeCohort { .. } => {
            let stage = stage.ok_or_else(refusal::freezes_nothing)?;
            Ok(one(cohort::freeze(view, by, stage, now)?))
        }
        EditionCommand::CloseStage { stage: name } => {
            Ok(one(EditionEvent::StageClosed { stage: name, on: now.date }))
        }
        EditionCommand::Recommend { organisation } => recommend(view, stage, by, organisation),
        EditionCommand::TakeBack { organisation, reason } => {
            reasoned(&reason, "收回推荐", "taking a recommendation back")?;
            if edition.recommender(&organisation) != Some(by.place.as_str()) {
                return Err(refusal::not_recommended(&organisation));
            }
            // the quota is not free again for what has entered on it
            if view.named.get(&organisation).is_some_and(|filing| !filing.applications.is_empty()) {
                return Err(refusal::already_entered(&view.programme.title));
            }
            Ok(one(EditionEvent::TakenBack { by: by.place.clone(), organisation, reason }))
        }
        EditionCommand::Enlist { organisation, reason, .. } => {
            lists::enlist(view, edition, stage, organisation, reason)
        }
        EditionCommand::Delist { organisation, reason, .. } => {
            lists::delist(edition, stage, organisation, reason)
        }
        EditionCommand::DecideList { meeting, accept, refuse, .. } => {
            lists::decide(view, edition, stage, (meeting, now), accept, refuse)
        }
        EditionCommand::Close => Ok(one(EditionEvent::Closed)),
    }
}

pub(super) fn one(event: EditionEvent) -> Vec<Event> {
    Vec::from([Event::Edition(event)])
}

fn unknown(zh: &str, en: &str, name: &str) -> Refusal {
    refusal::unknown_name(&Text::new(zh, en), name)
}

/// Refuses while a stage that must be closed before is not.
pub(super) fn needs_closed(view: &View<'_>, edition: &Edition, stage: Option<&Stage>) -> Result<(), Refusal> {
    let mut needs = stage.into_iter().flat_map(|stage| &stage.needs);
    let Some(open) = needs.find(|name| !edition.stage_closed(name)) else { return Ok(()) };
    let title = view.programme.stage(open).map(|stage| stage.title.clone()).unwrap_or_default();
    Err(refusal::stage_unfinished(&title, &[]))
}

/// Refuses to begin a stage again: the day on which it began stays what it was.
fn not_begun(edition: &Edition, stage: Option<&Stage>) -> Result<(), Refusal> {
    not_closed(edition, stage)?;
    let Some(stage) = stage else { return Ok(()) };
    let started = edition.stages.get(&stage.id).and_then(|run| run.started);
    started.map_or(Ok(()), |on| Err(refusal::stage_started(&stage.title, on)))
}

/// Refuses what a stage that has ended takes no more.
fn not_closed(edition: &Edition, stage: Option<&Stage>) -> Result<(), Refusal> {
    let Some(stage) = stage else { return Ok(()) };
    let closed = edition.stages.get(&stage.id).and_then(|run| run.closed);
    closed.map_or(Ok(()), |on| Err(refusal::stage_over(&stage.title, on)))
}

/// Refuses while a stage that freezes the cohort has not done so.
fn frozen(edition: &Edition, stage: Option<&Stage>) -> Result<(), Refusal> {
    match stage.filter(|stage| cohort::layer_of(stage).is_some() && edition.cohort.is_none()) {
        Some(stage) => Err(refusal::cohort_open(&stage.title)),
        None => Ok(()),
    }
}

/// Refuses while a required document of a stage is not filed.
fn documents_filed(edition: &Edition, stage: Option<&Stage>) -> Result<(), Refusal> {
    if let Some(stage) = stage
        && let Mechanism::Run { documents, .. } = &stage.mechanism
    {
        let filed = edition.stages.get(&stage.id);
        let missing: Vec<Text> = documents
            .iter()
            .filter(|(id, document)| {
                document.required && filed.is_none_or(|filed| !filed.documents.contains_key(*id))
            })
            .map(|(_, document)| document.title.clone())
            .collect();
        if !missing.is_empty() {
            return Err(refusal::stage_unfinished(&stage.title, &missing));
        }
    }
    Ok(())
}

/// Recommends; the quota of the unit was asked before.
fn recommend(
    view: &View<'_>,
    stage: Option<&Stage>,
    by: &By,
    organisation: String,
) -> Result<Vec<Event>, Refusal> {
    let Some(stage) = stage else {
        return Err(unknown("推荐阶段", "stage of recommendation", "recommend"));
    };
    if view.recommending(stage).any(|edition| edition.recommender(&organisation).is_some()) {
        return Err(refusal::already_recommended());
    }
    Ok(one(EditionEvent::Recommended { by: by.place.clone(), organisation }))
}

/// Refuses when the unit has used its quota up.
fn within_quota(view: &View<'_>, stage: &Stage, by: &By) -> Result<(), Refusal> {
    let of_unit = view.recommending(stage).filter_map(|edition| edition.recommended.get(&by.place));
    let count: usize = of_unit.map(alloc::collections::BTreeSet::len).sum();
    if let Mechanism::Recommend { most: Some(most), .. } = &stage.mechanism
        && count >= *most as usize
    {
        return Err(refusal::quota_full(*most));
    }
    Ok(())
}
