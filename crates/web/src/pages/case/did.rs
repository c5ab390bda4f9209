//! What has just been done, in a sentence that names its object.

use duheng_programme::language;

use super::scene::name_of;
use crate::frame::Frame;

/// That a command was done on an application of `of`; nothing where there is no such command.
pub(super) fn on_case(frame: &Frame, command: &str, of: &str) -> Option<String> {
    language::command(command).map(|kind| frame.with(&format!("did-{}", kind.name), "of", of))
}

/// That a command was done on the pages of the edition `of`. What was done there on an enterprise that is not named names
/// no object.
pub(crate) fn on_edition(frame: &Frame, command: &str, of: &str) -> Option<String> {
    match language::ON_EDITION.contains(&command) {
        true => on_case(frame, command, of),
        false => bare(frame, command),
    }
}

/// That a command was done, where nothing says on what.
pub(crate) fn bare(frame: &Frame, command: &str) -> Option<String> {
    let kind = language::command(command)?;
    Some(frame.with("case-did", "command", name_of(frame, kind.name)))
}
