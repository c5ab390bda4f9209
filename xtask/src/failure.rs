//! What a command says when it cannot go on: a sentence and a remedy.

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

    /// Writes the sentence and the remedy to stderr.
    pub fn print(&self) {
        if !self.what.is_empty() {
            eprintln!("error: {}", self.what);
        }
        if let Some(remedy) = &self.remedy {
            eprintln!("help: {remedy}");
        }
    }
}
