//! Filing: submitting facts and documents, and extensions.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;

use super::flow::{advance, after_events};
use super::{Case, reasoned, this};
use crate::command::Submission;
use crate::days::last_day;
use crate::event::{Event, FilingEvent};
use crate::model::{Document, Mechanism};
use crate::refusal::{self, Refusal};
use crate::scoring::standing;

/// Submits. The server's receipt counts: `now` decides whether it is in time.
pub(super) fn submit(case: &Case<'_, '_>, submission: Submission) -> Result<Vec<Event>, Refusal> {
    let stage = case.stage()?;
    if let Mechanism::File { documents, consents } = &stage.mechanism {
        let again = case.application.passed.contains(&stage.id);
        complete(documents, &submission, again)?;
        for (consent, title) in consents {
            let signed = submission.consents.get(consent).is_some_and(|signer| !signer.trim().is_empty());
            if !signed && !again {
                return Err(refusal::consent_missing(title));
            }
        }
    }
    for (item, reason) in &submission.not_evaluated {
        let known =
            case.view.standard().is_none_or(|standard| standard.items().any(|found| found.code == *item));
        if !known {
            return Err(refusal::unknown_name(&Text::new("评价项", "item"), item));
        }
        reasoned(reason, "申请不参评", "a request not to evaluate an item")?;
    }
    let was_asked = case.application.returns.contains_key(&stage.id);
    if !submission.reply.trim().is_empty() && !was_asked {
        return Err(refusal::nothing_asked());
    }
    let mut events = this(FilingEvent::Submitted { stage: stage.id.clone(), submission });
    let filing = after_events(case.filing, &events, case.now.date);
    for name in filing.applications.keys() {
        readable(case, name, &filing)?;
    }
    events.extend(advance(case.view, &filing, stage, "done"));
    Ok(events)
}

/// Refuses facts that the standard of a programme cannot read.
fn readable(case: &Case<'_, '_>, programme: &str, filing: &crate::state::Filing) -> Result<(), Refusal> {
    let Some(view) = case.view.of(programme) else { return Ok(()) };
    let Some(first) = view.standard().and_then(|standard| standard.layers.first()) else { return Ok(()) };
    standing(&view, filing, &first.id).map(|_| ())
}

/// Refuses missing documents and wrong formats; a supplement only adds what is new.
fn complete(
    documents: &BTreeMap<String, Document>,
    submission: &Submission,
    again: bool,
) -> Result<(), Refusal> {
    for name in submission.documents.keys() {
        if !documents.contains_key(name) {
            return Err(refusal::unknown_name(&Text::new("材料", "document"), name));
        }
    }
    let mut missing: Vec<&Text> = Vec::new();
    for (name, document) in documents {
        match submission.documents.get(name) {
            None if document.required && !again => missing.push(&document.title),
            Some(file) if document.pdf && !file.to_lowercase().ends_with(".pdf") => {
                return Err(refusal::document_format(&document.title, file));
            }
            _ => {}
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(refusal::document_missing(&Text::join(missing.into_iter(), ["、", ", "])))
}

/// Lengthens a window for one application.
pub(super) fn extend(
    case: &Case<'_, '_>,
    stage: String,
    until: Date,
    reason: String,
) -> Result<Vec<Event>, Refusal> {
    reasoned(&reason, "延期", "an extension")?;
    let unknown = || refusal::unknown_name(&Text::new("阶段", "stage"), &stage);
    let found = case.programme.stage(&stage).ok_or_else(unknown)?;
    let closes = case.view.window(found).closes;
    match closes {
        Some(_) if !case.view.extensible().iter().any(|of| of.id == found.id) => {
            let here = case.view.stage().map(|stage| stage.title.clone());
            Err(refusal::wrong_stage(&here.unwrap_or_default(), &found.title))
        }
        Some(closes) if until <= closes => Err(refusal::deadline_not_later(until, closes).at("until")),
        Some(_) => {
            let as_of = case.edition.dates.map(|(_, as_of)| as_of);
            last_day("until", case.view.window(found), as_of, until, case.now.date)?;
            let (programme, by) = (case.programme(), case.by.person.clone());
            Ok(this(FilingEvent::Extended { programme, stage, until, by, reason }))
        }
        None => {
            Err(refusal::unknown_name(&Text::new("有截止日的阶段", "stage with a closing day"), &found.id))
        }
    }
}
