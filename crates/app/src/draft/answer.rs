//! Questions of a claim and their answers.

use std::ops::ControlFlow;

use duheng_pack::diagnostic::{Diagnostic, Severity};
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_programme::model::Mechanism;
use duheng_programme::refusal;
use duheng_programme::scoring::scalar;
use duheng_programme::view::View;

use crate::answer_file::AnswerFile;

/// What an answer answers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// A fact, or one period of a fact that has several.
    Fact {
        /// Its name in the pack.
        fact: String,
        /// The period, such as `2025`.
        period: Option<String>,
    },
    /// The reason for which an item should not be evaluated.
    NotEvaluated {
        /// Its code.
        item: String,
    },
    /// A document that the stage asks for; it has a file and no value.
    Document {
        /// Its name in the programme.
        name: String,
    },
}

impl Question {
    /// Whether it asks for this fact, in whatever period.
    pub(crate) fn is_about(&self, name: &str) -> bool {
        matches!(self, Self::Fact { fact, .. } if fact == name)
    }

    /// The question of a row.
    pub(crate) fn read(kind: &str, name: String, period: String) -> Self {
        let period = Some(period).filter(|period| !period.is_empty());
        match kind {
            "fact" => Self::Fact { fact: name, period },
            "document" => Self::Document { name },
            _ => Self::NotEvaluated { item: name },
        }
    }
}

/// An answer as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it answers.
    pub question: Question,
    /// What was typed, as typed; none once it was cleared.
    pub value: Option<Node>,
    /// How often it was saved, from 1.
    pub version: i64,
    /// Who saved it last.
    pub person: String,
    /// When, in microseconds since 1970-01-01 UTC.
    pub at: i64,
}

/// What came of saving an answer, or something else that has versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving<A = Answer> {
    /// It stands, in this version.
    Saved(i64),
    /// Somebody saved another one since: nothing was changed, and this is theirs.
    Stale(Box<A>),
}

impl<A> Saving<A> {
    /// The rule of saving over a version, given what is held, if anything is: its version, whether it is the same as
    /// what is to be saved, and what it says. Goes on with the version to write.
    pub(crate) fn over(held: Option<(i64, bool, A)>, seen: i64) -> ControlFlow<Self, i64> {
        match held {
            None => ControlFlow::Continue(1),
            // the same once more is saved already, whoever typed it
            Some((version, true, _)) => ControlFlow::Break(Self::Saved(version)),
            Some((version, false, theirs)) if version != seen => {
                ControlFlow::Break(Self::Stale(Box::new(theirs)))
            }
            Some((version, ..)) => ControlFlow::Continue(version + 1),
        }
    }
}

/// Something about a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The answer that it is about, where it is about one.
    pub question: Option<Question>,
    /// The row of its list that it is about, from 0, where it is about one.
    pub row: Option<usize>,
    /// Its stable name, such as `bad-value`.
    pub code: &'static str,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub help: Text,
    /// Whether the claim cannot be submitted so.
    pub is_error: bool,
}

impl Finding {
    /// What the engine found in a submission of these answers.
    pub(crate) fn of(found: Diagnostic, answers: &[Answer]) -> Self {
        let answer = AnswerFile::position(found.span).and_then(|at| answers.get(at));
        Self {
            question: answer.map(|answer| answer.question.clone()),
            row: answer.and_then(|_| AnswerFile::row(found.span)),
            code: found.code.name,
            is_error: found.severity() == Severity::Error,
            message: found.message,
            help: found.help,
        }
    }
}

/// Refuses a question that the pack does not ask.
pub(crate) fn answerable(view: &View<'_>, question: &Question) -> Result<(), refusal::Refusal> {
    match question {
        Question::Fact { fact, .. } => {
            let known = view.pack.vocabulary.fact(fact).is_some();
            let unknown = || refusal::unknown_name(&Text::new("事实", "fact"), fact);
            known.then_some(()).ok_or_else(unknown)
        }
        Question::NotEvaluated { item } => {
            let found = view.standard().and_then(|standard| standard.item(item));
            let allowed = found.is_some_and(|item| item.not_evaluated.is_some());
            let what = Text::new("可不参评的评价项", "item that may be left unevaluated");
            allowed.then_some(()).ok_or_else(|| refusal::unknown_name(&what, item))
        }
        Question::Document { name } => {
            let asked = view.stage().map(|stage| &stage.mechanism);
            let asked =
                matches!(asked, Some(Mechanism::File { documents, .. }) if documents.contains_key(name));
            let unknown = || refusal::unknown_name(&Text::new("材料", "document"), name);
            asked.then_some(()).ok_or_else(unknown)
        }
    }
}

/// A text that was typed, as an answer.
#[must_use]
pub fn typed(text: &str) -> Node {
    scalar(text)
}
