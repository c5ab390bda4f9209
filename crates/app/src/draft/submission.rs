//! The answers as they are submitted: one event, that later changes of answers do not touch.

use std::collections::BTreeMap;

use duheng_pack::calendar::Date;
use duheng_programme::command::Submission;
use duheng_programme::event::FilingEvent;
use duheng_programme::scoring::map;
use duheng_programme::state::Filing;
use duheng_programme::view::View;

use super::{Answer, Question};
use crate::answer_file::{AnswerFile, TypedFacts};

/// What goes with a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// Documents with their file names.
    pub documents: BTreeMap<String, String>,
    /// Consents with who signed.
    pub consents: BTreeMap<String, String>,
    /// The reply to what was asked, where the application was sent back; empty for none.
    pub reply: String,
}

/// The filing as it would be if these answers were submitted.
pub(crate) fn drafted(view: &View<'_>, answers: &[Answer], on: Date) -> Filing {
    let filing = view.filing.cloned().unwrap_or_else(|| Filing::new(""));
    let stage = view.stage().map(|stage| stage.id.clone()).unwrap_or_default();
    let submission = submission(answers, Documents::default());
    filing.evolve(&FilingEvent::Submitted { stage, submission }, on)
}

/// The answers as a submission. What the engine finds in it leads back by [`AnswerFile::position`].
pub(crate) fn submission(answers: &[Answer], documents: Documents) -> Submission {
    let mut facts = TypedFacts::default();
    let mut not_evaluated = BTreeMap::new();
    for (position, answer) in answers.iter().enumerate() {
        let Some(value) = &answer.value else { continue };
        match &answer.question {
            Question::Fact { fact, period } => {
                facts.add(fact, period.as_deref(), value, AnswerFile::of(position));
            }
            Question::NotEvaluated { item } => {
                let reason = value.as_str().unwrap_or_default().to_owned();
                not_evaluated.insert(item.clone(), reason);
            }
            Question::Document { .. } => {}
        }
    }
    let Documents { documents, consents, reply } = documents;
    let facts = map(facts.into_entries());
    Submission { facts, not_evaluated, documents, consents, evidence: BTreeMap::new(), reply }
}
