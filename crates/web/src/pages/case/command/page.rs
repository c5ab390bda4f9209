//! The page of a command: its form, or the same shown once more with what will happen.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use duheng_pack::schema::Kind;
use duheng_programme::Opening;

use super::super::brief::Row;
use super::super::fields::{FormField, Input, half};
use super::super::grounds::Beside;
use super::super::once_more::{follows, is_asked};
use super::super::scene::{Scene, name_of};
use super::super::unproved::Lacking;
use crate::forms::Form;
use crate::frame::Frame;
use crate::trouble::Trouble;

#[derive(Template)]
#[template(path = "case/command.html")]
pub(super) struct CommandPage {
    pub(super) frame: Frame,
    pub(super) scene: Scene,
    pub(super) kind: &'static Kind,
    pub(super) opening: Opening,
    pub(super) fields: Vec<FormField>,
    pub(super) form: Form,
    /// Whether this is the page that shows it once more.
    pub(super) confirming: bool,
    /// Where it is done, where it has pages of its own.
    pub(super) elsewhere: Option<String>,
    /// What is decided on.
    pub(super) brief: Vec<Row>,
    /// What stands beside it: thresholds, opinions, the gate.
    pub(super) beside: Beside,
    /// What is stated without its evidence, where that is decided on.
    pub(super) lacking: Lacking,
    /// What will follow, on the page that shows it once more.
    pub(super) ahead: Vec<Row>,
    /// What will happen, where that hangs on more than the command and what is answered.
    pub(super) happens: Option<String>,
}

impl CommandPage {
    fn title(&self) -> String {
        name_of(&self.frame, self.kind.name)
    }

    fn about(&self) -> String {
        half(&self.frame, self.kind.about)
    }

    fn action(&self) -> String {
        format!("{}/do/{}", self.scene.home(), self.kind.name)
    }

    /// Whether a page shows it once more.
    fn is_asked(&self) -> bool {
        is_asked(self.kind.name)
    }

    /// What will happen, in a sentence.
    fn follows(&self) -> String {
        let usual = || self.frame.t(&follows(self.kind.name, &self.form.fields));
        self.happens.clone().unwrap_or_else(usual)
    }

    /// Whether the form asks for anything; one that does not is the page that asks once more.
    fn asks(&self) -> bool {
        asks(&self.fields) || self.scene.needs_code
    }

    /// Whether a button of the form asks for another row.
    fn has_rows(&self) -> bool {
        self.fields.iter().any(|field| matches!(field.input, Input::More))
    }

    /// Whose it is: the enterprise, or the programme and its edition.
    fn of(&self) -> String {
        self.scene.of(&self.frame)
    }

    pub(super) fn show(self, status: StatusCode) -> Result<Response, Trouble> {
        self.frame.show(status, &self)
    }
}

/// Whether something is typed or chosen in one of these fields.
pub(super) fn asks(fields: &[FormField]) -> bool {
    fields.iter().any(|field| !matches!(field.input, Input::Heading | Input::Fixed(_) | Input::More))
}
