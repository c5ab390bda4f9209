//! What a command says when it cannot go on: a sentence and a remedy.

use std::fmt;

/// The result of a command.
pub type Outcome = Result<(), Failure>;

/// Why a command stopped, and what to do next.
#[derive(Debug)]
pub struct Failure {
    what: String,
    remedy: Option<String>,
    usage: bool,
}

impl Failure {
    /// Something did not work; `remedy` says what to do.
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: Some(remedy.into()), usage: false }
    }

    /// The command was called wrongly.
    pub fn usage(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { usage: true, ..Self::new(what, remedy) }
    }

    /// The command has already printed all there is to say, up to its last line.
    pub fn reported() -> Self {
        Self { what: String::new(), remedy: None, usage: false }
    }

    /// Whether the call was wrong, as against the work.
    pub fn is_usage(&self) -> bool {
        self.usage
    }

    /// Writes the sentence and the remedy to stderr, or nothing when all is said.
    pub fn print(&self) {
        if self.remedy.is_some() {
            eprintln!("{self}");
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.what)?;
        self.remedy.iter().try_for_each(|remedy| write!(f, "\nhelp: {remedy}"))
    }
}
