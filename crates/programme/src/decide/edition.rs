//! Editions: opening, dates, their own stages, recommendations.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::text::Text;

use super::{in_window, lists, reasoned};
use crate::authorise::By;
use crate::command::EditionCommand;
use crate::event::{EditionEvent, Event};
use crate::model::{Mechanism, Stage};
use crate::refusal::{self, Refusal};
use crate::state::Edition;
use crate::time::Moment;
use crate::view::View;

/// Decides a command about an edition.
pub(super) fn decide(
    view: &View<'_>,
    command: EditionCommand,
    by: &By,
    stage: Option<&Stage>,
    now: Moment,
) -> Result<Vec<Event>, Refusal> {
    let edition = view.edition();
    if let EditionCommand::Open { pack, year, as_of, windows } = command {
        if edition.is_some_and(|edition| edition.dates.is_some()) {
            return Err(refusal::already_entered(&view.programme.title));
        }
        for name in windows.keys() {
            view.programme.stage(name).ok_or_else(|| unknown("阶段", "stage", name))?;
        }
        return Ok(one(EditionEvent::Opened { pack, year, as_of, windows }));
    }
    let open = edition.filter(|edition| edition.dates.is_some() && !edition.closed);
    let edition = open.ok_or_else(refusal::edition_closed)?;
    match command {
        EditionCommand::Open { .. } => Ok(Vec::new()),
        EditionCommand::Reschedule { stage, closes, reason } => {
            reasoned(&reason, "改期", "moving a date")?;
            view.programme.stage(&stage).ok_or_else(|| unknown("阶段", "stage", &stage))?;
            Ok(one(EditionEvent::Rescheduled { stage, closes, reason }))
        }
        EditionCommand::StartStage { stage: name } => {
            needs_closed(view, edition, stage)?;
            Ok(one(EditionEvent::StageStarted { stage: name, on: now.date }))
        }
        EditionCommand::FileDocument { stage: name, document, title } => {
            let known = matches!(stage.map(|stage| &stage.mechanism), Some(Mechanism::Run { documents }) if documents.contains_key(&document));
            if !known {
                return Err(unknown("材料", "document", &document));
            }
            Ok(one(EditionEvent::DocumentFiled { stage: name, document, title }))
        }
        EditionCommand::CloseStage { stage: name } => close_stage(view, edition, stage, name, now),
        EditionCommand::Recommend { organisation } => recommend(view, stage, by, organisation, now),
        EditionCommand::TakeBack { organisation, reason } => {
            reasoned(&reason, "收回推荐", "taking a recommendation back")?;
            if edition.recommender(&organisation) != Some(by.place.as_str()) {
                return Err(refusal::not_recommended(&organisation));
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
            needs_closed(view, edition, stage)?;
            lists::decide(view, edition, stage, meeting, accept, refuse)
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
    Err(refusal::stage_unfinished(&title, core::slice::from_ref(open)))
}

/// Ends a stage when its required documents are filed.
fn close_stage(
    view: &View<'_>,
    edition: &Edition,
    stage: Option<&Stage>,
    name: String,
    now: Moment,
) -> Result<Vec<Event>, Refusal> {
    needs_closed(view, edition, stage)?;
    if let Some(stage) = stage
        && let Mechanism::Run { documents } = &stage.mechanism
    {
        let filed = edition.stages.get(&name);
        let missing: Vec<String> = documents
            .iter()
            .filter(|(id, document)| {
                document.required && filed.is_none_or(|filed| !filed.documents.contains_key(*id))
            })
            .map(|(id, _)| id.clone())
            .collect();
        if !missing.is_empty() {
            return Err(refusal::stage_unfinished(&stage.title, &missing));
        }
    }
    Ok(one(EditionEvent::StageClosed { stage: name, on: now.date }))
}

/// Recommends within the quota of the unit.
fn recommend(
    view: &View<'_>,
    stage: Option<&Stage>,
    by: &By,
    organisation: String,
    now: Moment,
) -> Result<Vec<Event>, Refusal> {
    let Some(stage) = stage else {
        return Err(unknown("推荐阶段", "stage of recommendation", "recommend"));
    };
    in_window(view, stage, now)?;
    if view.recommending(stage).any(|edition| edition.recommender(&organisation).is_some()) {
        return Err(refusal::already_entered(&view.programme.title));
    }
    let of_unit = view.recommending(stage).filter_map(|edition| edition.recommended.get(&by.place));
    let count: usize = of_unit.map(alloc::collections::BTreeSet::len).sum();
    if let Mechanism::Recommend { most: Some(most), .. } = &stage.mechanism
        && count >= *most as usize
    {
        return Err(refusal::quota_full(*most));
    }
    Ok(one(EditionEvent::Recommended { by: by.place.clone(), organisation }))
}
