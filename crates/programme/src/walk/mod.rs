//! Walks: whole courses through a programme, played without a server by the same three functions.

mod args;
mod cast;
mod host;
mod play;
mod then;
mod world;

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::diagnostic::Diagnostic;
use duheng_pack::source::Span;
use duheng_pack::text::Text;

pub use args::{Cases, command};
pub use cast::Cast;
pub use host::{Act, Done, Host, Position, Scene};
pub use play::{Material, play, play_on};
pub use world::World;

/// What came of a walk.
#[derive(Clone, Debug, Default)]
pub struct Played {
    /// How many commands were played.
    pub commands: usize,
    /// All that went otherwise than expected, up to the first step that was refused or done against expectation.
    pub failures: Vec<Failure>,
    /// How many steps stand behind the one at which it ended, and were not played.
    pub unplayed: usize,
    /// What keeps it from being played.
    pub findings: Vec<Diagnostic>,
    /// What it touched, for the account of what walks cover.
    pub touched: Touched,
}

/// A step that went otherwise than expected.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The step.
    pub span: Span,
    /// What was expected and what happened.
    pub message: Text,
    /// What the refusal advises, where there is one.
    pub help: Text,
}

/// Names that walks touched, each perhaps several times.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// Commands that were done.
    pub commands: Vec<&'static str>,
    /// Events that happened.
    pub events: Vec<&'static str>,
    /// Refusals that were expected and came.
    pub refusals: Vec<&'static str>,
    /// Mechanisms of stages that applications or editions went through.
    pub mechanisms: Vec<&'static str>,
}

impl Played {
    /// Whether everything went as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.failures.is_empty() && self.findings.is_empty()
    }
}

/// A failure at a place.
pub(crate) fn failure(span: Span, zh: impl Into<String>, en: impl Into<String>) -> Failure {
    Failure { span, message: Text::new(zh, en), help: Text::default() }
}
