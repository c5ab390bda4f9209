//! What was submitted, as answers: a claim that was sent back goes on from there, by whatever way it was submitted.

use std::collections::BTreeMap;

use duheng_pack::tree::Node;
use duheng_pack::vocabulary::{Fact, Vocabulary};
use duheng_programme::state::Filing;

use crate::draft::{Answer, Question, typed};

/// The answers of all submissions of a filing; later ones replace earlier ones. Nobody has saved them here, so that their
/// version is 0.
pub(crate) fn carried(vocabulary: &Vocabulary, filing: Option<&Filing>) -> BTreeMap<Question, Answer> {
    let mut found = BTreeMap::new();
    let mut put = |question: Question, mut value: Node| {
        // places in what was submitted say nothing here
        value.forget_places();
        let person = String::new();
        let answer = Answer { question: question.clone(), value: Some(value), version: 0, person, at: 0 };
        found.insert(question, answer);
    };
    for submission in filing.into_iter().flat_map(|filing| &filing.submissions) {
        for entry in submission.facts.entries() {
            let fact = &entry.key;
            if has_periods(vocabulary, fact) {
                for of in entry.value.entries() {
                    let question = Question::Fact { fact: fact.clone(), period: Some(of.key.clone()) };
                    put(question, of.value.clone());
                }
            } else {
                put(Question::Fact { fact: fact.clone(), period: None }, entry.value.clone());
            }
        }
        for (item, reason) in &submission.not_evaluated {
            put(Question::NotEvaluated { item: item.clone() }, typed(reason));
        }
    }
    found
}

fn has_periods(vocabulary: &Vocabulary, fact: &str) -> bool {
    vocabulary.fact(fact).and_then(|id| id.of(vocabulary)).is_some_and(Fact::has_periods)
}
