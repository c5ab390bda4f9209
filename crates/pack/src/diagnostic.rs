//! What a check has to say: findings with a stable code, a place, a sentence and a remedy, in both languages.

use alloc::vec::Vec;

use crate::source::Span;
use crate::text::Text;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// For information; the pack is fine.
    Note,
    /// Worth a look; the pack can be used.
    Warning,
    /// The pack cannot be used.
    Error,
}

impl Severity {
    /// The word used in every output format.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One kind of finding. Each has a page in the error catalogue; the name never changes its meaning.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable name, such as `unknown-key`.
    pub name: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What it says, as a heading: Chinese, English.
    pub title: [&'static str; 2],
    /// Why it is a finding and how it is mended, for the catalogue: Chinese, English.
    pub why: [&'static str; 2],
}

/// One finding at one place.
///
/// Messages are lower-case sentences without full stop, user input in backticks; the help says what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: &'static Code,
    /// The place it is about.
    pub span: Span,
    /// What is wrong.
    pub message: Text,
    /// What to do next.
    pub help: Text,
    /// Other places that explain it, such as the first of two equal codes.
    pub related: Vec<(Span, Text)>,
}

impl Diagnostic {
    /// A finding of `code` at `span`.
    #[must_use]
    pub fn new(code: &'static Code, span: Span, message: Text, help: Text) -> Self {
        Self { code, span, message, help, related: Vec::new() }
    }

    /// The same finding with another place that explains it.
    #[must_use]
    pub fn also(mut self, span: Span, label: Text) -> Self {
        self.related.push((span, label));
        self
    }

    /// How much it weighs.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity
    }
}
