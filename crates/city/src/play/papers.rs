//! What enterprises of the city hand in beside their facts, and what they write before they submit.

use std::collections::{BTreeMap, BTreeSet};

use duheng_app::{Failure, Question, Target, Vouched};
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_pack::vocabulary::{FactKind, Origin, Vocabulary};
use duheng_programme::command::Submission;
use duheng_programme::event::Event;
use duheng_programme::refusal::Refusal;
use duheng_standard::model::{Item, Standard};

use super::{Player, Turn, told};
use crate::answers::{answers, content, file_name};
use crate::people::session;
use crate::trouble::Trouble;

/// How many pieces of evidence a claim of the city brings along.
const EVIDENCE: usize = 4;

impl<'p> Player<'p> {
    /// Brings the files that a submission names, and some evidence for its facts.
    pub(super) async fn hands_in(
        &self,
        turn: &Turn<'p>,
        by: &Vouched,
        target: &Target,
        submission: &mut Submission,
    ) -> Result<(), Failure> {
        for (name, file) in &submission.documents {
            let title = file.rsplit_once('.').map_or(file.as_str(), |(title, _)| title);
            let question = Question::Document { name: name.clone() };
            let held = self.app.attach_for(by, target, &question, file, content(title)).await?;
            submission.evidence.entry(name.clone()).or_default().push(held.file);
        }
        for (fact, title) in self.proofs(turn, &submission.facts) {
            let question = Question::Fact { fact: fact.clone(), period: None };
            let file = file_name(&title.zh);
            let held = self.app.attach_for(by, target, &question, &file, content(&title.zh)).await?;
            submission.evidence.entry(fact).or_default().push(held.file);
        }
        Ok(())
    }

    /// Writes part of a claim and leaves it so, as somebody who is called away: the first so many of a hundred items.
    pub(super) async fn fills_in(
        &self,
        turn: &Turn<'p>,
        by: &Vouched,
        target: &Target,
        with: &Node,
    ) -> Result<Result<Vec<Event>, Refusal>, Trouble> {
        let settled = self.settled(turn.firm.unwrap_or_default())?;
        if !settled.firm.first {
            return Ok(Ok(Vec::new()));
        }
        let Some(standard) = self.standard(turn) else { return Ok(Ok(Vec::new())) };
        let vocabulary = &self.pack(turn)?.pack.vocabulary;
        let hundredths = with.get("share").and_then(Node::as_str).and_then(|share| share.parse().ok());
        let share: usize = hundredths.ok_or_else(|| Trouble::Data(format!("{}: no `share`", told(turn))))?;
        let items = standard.items().count() * share / 100;
        let wanted: BTreeSet<&str> = standard
            .items()
            .take(items)
            .flat_map(|item| &item.reads)
            .filter_map(|id| id.of(vocabulary))
            .map(|fact| fact.name.as_str())
            .collect();
        let who = session(self.app, &settled.login, &self.data.password).await?;
        let facts = with.get("facts").map(Node::entries).unwrap_or_default();
        for entry in facts.iter().filter(|entry| wanted.contains(entry.key.as_str())) {
            for (question, value) in answers(vocabulary, &entry.key, &entry.value) {
                if let Err(failure) = self.app.save_answer(&who, target, &question, Some(&value), 0).await {
                    return refused(failure);
                }
            }
        }
        let stated = with.get("facts").cloned().unwrap_or_else(|| duheng_programme::scoring::map(Vec::new()));
        for (fact, title) in
            self.proofs(turn, &stated).into_iter().filter(|(fact, _)| wanted.contains(fact.as_str()))
        {
            let question = Question::Fact { fact, period: None };
            let file = file_name(&title.zh);
            if let Err(failure) = self.app.attach_for(by, target, &question, &file, content(&title.zh)).await
            {
                return refused(failure);
            }
        }
        self.app.sign_out(&who).await?;
        Ok(Ok(Vec::new()))
    }

    fn standard(&self, turn: &Turn<'p>) -> Option<&'p Standard> {
        let name = turn.plot.standards.first()?;
        self.pack(turn).ok()?.pack.standard(Some(name), turn.plot.profile.as_deref())
    }

    /// The first documents that must prove facts which are stated: the fact and the title of the document.
    fn proofs(&self, turn: &Turn<'p>, facts: &Node) -> Vec<(String, Text)> {
        let (Some(standard), Ok(pack)) = (self.standard(turn), self.pack(turn)) else { return Vec::new() };
        let vocabulary = &pack.pack.vocabulary;
        let mut found: BTreeMap<String, Text> = BTreeMap::new();
        for item in standard.items() {
            for of in item.evidence.iter().filter(|of| of.required) {
                let proved = of.of.and_then(|id| id.of(vocabulary)).map(|fact| fact.name.clone());
                let fact = proved.or_else(|| first_fact(item, vocabulary));
                let title = vocabulary.documents.get(&of.document).map(|document| document.title.clone());
                let (Some(fact), Some(title)) = (fact, title) else { continue };
                if found.len() < EVIDENCE && facts.get(&fact).is_some() {
                    found.entry(fact).or_insert(title);
                }
            }
        }
        found.into_iter().collect()
    }
}

/// The fact beside which an item's evidence stands where the pack names none: the first that the enterprise states.
fn first_fact(item: &Item, vocabulary: &Vocabulary) -> Option<String> {
    let facts = item.reads.iter().filter_map(|id| id.of(vocabulary));
    let own = facts.filter(|fact| fact.origin == Origin::Enterprise);
    let stated = own.filter(|fact| matches!(fact.kind, FactKind::Value(..) | FactKind::Records(_)));
    stated.map(|fact| fact.name.clone()).min()
}

fn refused(failure: Failure) -> Result<Result<Vec<Event>, Refusal>, Trouble> {
    match failure {
        Failure::Refused(refusal) => Ok(Err(refusal)),
        Failure::Broken(fault) => Err(fault.into()),
    }
}
