//! Suggestions, replies, revised documents.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::text::Text;

use super::flow::advance;
use super::{Case, this, told};
use crate::event::{Event, FilingEvent};
use crate::refusal::{self, Refusal};

/// Makes a suggestion.
pub(super) fn suggest(case: &Case<'_, '_>, text: String) -> Result<Vec<Event>, Refusal> {
    told("text", &text, "改进建议", "a suggestion")?;
    Ok(this(FilingEvent::Suggested { programme: case.programme(), by: case.by.person.clone(), text }))
}

/// The enterprise replies.
pub(super) fn reply(
    case: &Case<'_, '_>,
    suggestion: usize,
    text: String,
    document: Option<String>,
) -> Result<Vec<Event>, Refusal> {
    let suggestion = open(case, suggestion)?;
    told("text", &text, "答复", "a reply")?;
    if let Some(file) = document.as_ref().filter(|file| !file.to_lowercase().ends_with(".pdf")) {
        return Err(refusal::document_format(&Text::new("修改后的材料", "revised document"), file));
    }
    Ok(this(FilingEvent::Replied { programme: case.programme(), suggestion, text, document }))
}

/// Settles a suggestion.
pub(super) fn settle(case: &Case<'_, '_>, suggestion: usize) -> Result<Vec<Event>, Refusal> {
    let suggestion = open(case, suggestion)?;
    Ok(this(FilingEvent::Settled { programme: case.programme(), suggestion, by: case.by.person.clone() }))
}

/// The position of a suggestion (people count from 1) that is not settled.
fn open(case: &Case<'_, '_>, number: usize) -> Result<usize, Refusal> {
    let unknown = || refusal::unknown_name(&Text::new("未了结的建议", "open suggestion"), number);
    let at = number.checked_sub(1).ok_or_else(unknown)?;
    let found = case.application.suggestions.get(at).filter(|suggestion| !suggestion.settled);
    found.map(|_| at).ok_or_else(unknown)
}

/// Refuses while a suggestion is open.
pub(super) fn may_finish(case: &Case<'_, '_>) -> Result<(), Refusal> {
    let open = case.application.suggestions.iter().filter(|suggestion| !suggestion.settled).count();
    if open > 0 { Err(refusal::suggestion_open(open)) } else { Ok(()) }
}

/// Ends the exchange.
pub(super) fn finish(case: &Case<'_, '_>) -> Result<Vec<Event>, Refusal> {
    Ok(advance(case.view, case.filing, case.stage()?, "done"))
}
