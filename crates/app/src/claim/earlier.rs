//! Answers of the last filing of an enterprise, filled in beforehand where it is evaluated again. They are its own claims, so
//! they come along; what assessors found belongs to the filing of then and does not. None counts before somebody confirms it
//! or puts another in its place.

use std::collections::BTreeMap;

use bytes::Bytes;
use duheng_pack::calendar::Date;
use duheng_pack::tree::Node;
use duheng_pack::vocabulary::{FactKind, Vocabulary};
use duheng_programme::command::Evidence;
use duheng_programme::refusal;
use sea_orm::ConnectionTrait;

use super::ask::{Ask, asks};
use crate::accounts::SignedInPerson;
use crate::app::{App, moment};
use crate::carried::carried;
use crate::draft::{self, Answer, Question, Saving};
use crate::evidence::of_submissions;
use crate::fault::{Failure, Fault};
use crate::sight::{Sight, Target, filing_key};
use crate::store::streams;

/// What the last filing said of a fact, before anybody has confirmed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The edition of that filing.
    pub edition: String,
    /// The day on which it was submitted.
    pub on: Option<Date>,
    /// The answers to questions that are asked again and that nobody has answered since.
    pub answers: Vec<(Question, Node)>,
    /// The files that come along when it is confirmed: none where a record has ended, so that evidence is asked again.
    pub files: Vec<Evidence>,
    /// Records whose last day has passed: their number from 1, and that day.
    pub ended: Vec<(usize, Date)>,
}

/// The answers of the last filing, by fact; `answers` are those of this one, those that were cleared included.
pub(super) fn earlier(
    sight: &Sight,
    asks: &BTreeMap<String, Ask>,
    answers: &BTreeMap<Question, Answer>,
    on: Option<Date>,
) -> Result<BTreeMap<String, Earlier>, Failure> {
    let Some((edition, before)) = &sight.streams.previous else { return Ok(BTreeMap::new()) };
    let (vocabulary, as_of) =
        (&sight.installed.pack.vocabulary, sight.with(|view| view.edition().and_then(|of| of.dates))?);
    let held = carried(vocabulary, Some(&before.state));
    let files = of_submissions(&before.state.submissions);
    let mut found = BTreeMap::new();
    for ask in asks.values().filter(|ask| !ask.given) {
        let of_then = |question: Question| {
            let value = held.get(&question)?.value.clone()?;
            (!answers.contains_key(&question)).then_some((question, value))
        };
        let open: Vec<(Question, Node)> = ask.questions().into_iter().filter_map(of_then).collect();
        if open.is_empty() {
            continue;
        }
        let ended: Vec<(usize, Date)> = match as_of {
            Some((_, as_of)) => {
                open.iter().flat_map(|(_, value)| ended(vocabulary, &ask.fact, value, as_of)).collect()
            }
            None => Vec::new(),
        };
        let own = files.iter().filter(|(name, _)| name.split(' ').next() == Some(ask.fact.as_str()));
        let files = match ended.is_empty() {
            true => own.flat_map(|(_, files)| files).cloned().collect(),
            false => Vec::new(),
        };
        found.insert(ask.fact.clone(), Earlier { edition: edition.clone(), on, answers: open, files, ended });
    }
    Ok(found)
}

/// The records of a list whose last day lies before the day of the evaluation.
fn ended(vocabulary: &Vocabulary, fact: &str, value: &Node, as_of: Date) -> Vec<(usize, Date)> {
    let fact = vocabulary.fact(fact).and_then(|id| id.of(vocabulary));
    let Some(FactKind::Records(record)) = fact.map(|fact| &fact.kind) else { return Vec::new() };
    let until =
        record.of(vocabulary).and_then(|of| of.fields.get(of.valid?.1)).map(|field| field.name.clone());
    let Some(until) = until else { return Vec::new() };
    let day = |row: &Node| Date::read(row.get(&until)?.as_str()?).ok().filter(|day| *day < as_of);
    value.items().iter().zip(1..).filter_map(|(row, number)| Some((number, day(row)?))).collect()
}

/// The day on which the last filing was submitted last.
pub(super) async fn submitted_on(db: &impl ConnectionTrait, sight: &Sight) -> Result<Option<Date>, Failure> {
    let Some((edition, _)) = &sight.streams.previous else { return Ok(None) };
    let organisation = sight.target.organisation.as_deref().unwrap_or_default();
    let key = filing_key(&sight.programme()?.filing, edition, organisation);
    let rows = streams::load(db, &key).await?;
    let last = rows.iter().rev().find(|row| row.name == "submitted");
    Ok(last.map(|row| moment(row.at, &sight.installed.zone)).transpose()?.map(|moment| moment.date))
}

impl App {
    /// Confirms what the last filing said of a fact: it becomes the answer of this one, with its files where they still
    /// hold. What was answered since stays as it is.
    pub async fn confirm_earlier(
        &self,
        by: &SignedInPerson,
        target: &Target,
        fact: &str,
    ) -> Result<(), Failure> {
        let db = self.store.read();
        self.changing(db, by, "confirm_earlier").await?;
        let (sight, _) = self.writing(db, by, target).await?;
        let answers = draft::answers(db, &sight).await?;
        let answers = answers.into_iter().map(|answer| (answer.question.clone(), answer)).collect();
        let asked = sight.with(|view| {
            let dates = view.edition().and_then(|edition| edition.dates);
            view.standard().map(|standard| asks(standard, &view.pack.vocabulary, dates)).unwrap_or_default()
        })?;
        let mut all = earlier(&sight, &asked, &answers, None)?;
        let unknown = || {
            refusal::unknown_name(
                &duheng_pack::text::Text::new("上次申报的答案", "answer of the last filing"),
                fact,
            )
        };
        let of = all.remove(fact).ok_or_else(unknown)?;
        for (question, value) in &of.answers {
            match self.save_answer(by, target, question, Some(value), 0).await? {
                // whoever answered meanwhile knows better
                Saving::Saved(_) | Saving::Stale(_) => {}
            }
        }
        let question = Question::Fact { fact: fact.to_owned(), period: None };
        for file in &of.files {
            if let Some(content) = self.still_held(file).await? {
                self.attach(by, target, &question, &file.name, content).await?;
            }
        }
        Ok(())
    }

    /// The content of a file of the last filing, where it is held.
    async fn still_held(&self, file: &Evidence) -> Result<Option<Bytes>, Failure> {
        let content = self.blobs.get(&file.hash).await?;
        match content {
            Some(content) if crate::blobs::hash(&content) != file.hash => {
                Err(Fault::Blob(file.hash.clone()).into())
            }
            content => Ok(content),
        }
    }
}
