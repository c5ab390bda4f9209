//! A claim that is being written. Every answer is saved in place with a version of its own, so that two people of one
//! enterprise can work at once and neither overwrites the other unseen. Submitting freezes the answers into one event.

use std::collections::BTreeMap;

use duheng_pack::calendar::Date;
use duheng_pack::diagnostic::Severity;
use duheng_pack::source::{FileId, Span};
use duheng_pack::text::Text;
use duheng_pack::tree::{Data, Entry, Node};
use duheng_programme::command::{Command, FilingCommand, Submission};
use duheng_programme::event::FilingEvent;
use duheng_programme::model::Mechanism;
use duheng_programme::refusal;
use duheng_programme::scoring::{Standing, entry, map, provisional, scalar};
use duheng_programme::state::Filing;
use duheng_programme::time::Moment;
use duheng_programme::view::View;
use duheng_programme::{Actor, authorise};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};

use crate::accounts::{Intent, SignedInPerson};
use crate::act::Receipt;
use crate::app::{App, moment};
use crate::carried::carried;
use crate::evidence;
use crate::fault::{Failure, Fault};
use crate::sight::{Sight, Target};
use crate::store::entity::answer::{self, Column};
use crate::store::in_transaction;

/// The longest answer, in bytes of JSON.
pub(crate) const LONGEST: usize = 200_000;

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

/// A claim as it stands.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The answers, in order of their questions.
    pub answers: Vec<Answer>,
    /// What cannot be read or is doubtful.
    pub findings: Vec<Finding>,
    /// Grade and total of what can be read, at the layer of the claim; none while the edition has no days.
    pub standing: Option<Standing>,
}

/// Something about a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The answer that it is about, where it is about one.
    pub question: Option<Question>,
    /// Its stable name, such as `bad-value`.
    pub code: &'static str,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub help: Text,
    /// Whether the claim cannot be submitted so.
    pub is_error: bool,
}

/// What goes with a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documents {
    /// Documents with their file names.
    pub documents: BTreeMap<String, String>,
    /// Consents with who signed.
    pub consents: BTreeMap<String, String>,
}

impl App {
    /// Saves an answer over the version that its author saw; 0 where there was none. A value of none clears it.
    pub async fn save_answer(
        &self,
        by: &SignedInPerson,
        target: &Target,
        question: &Question,
        value: Option<&Node>,
        seen: i64,
    ) -> Result<Saving, Failure> {
        Ok(in_transaction!(self, Failure, db => self.save_in(db, by, target, question, value, seen).await))
    }

    async fn save_in(
        &self,
        db: &impl ConnectionTrait,
        by: &SignedInPerson,
        target: &Target,
        question: &Question,
        value: Option<&Node>,
        seen: i64,
    ) -> Result<Saving, Failure> {
        let (sight, now) = self.writing(db, by, target).await?;
        sight.with(|view| answerable(view, question))??;
        let mut row = Keys::of(&sight, question)?.row(by.person(), now);
        row.value = value.map(json).transpose()?;
        if row.value.as_ref().is_some_and(|value| value.len() > LONGEST) {
            let long = Text::new("答案过长", "the answer is too long");
            let help = Text::new("缩短文字，其余放入佐证材料", "shorten it and put the rest into a document");
            return Err(refusal::claim_invalid(&long, &help, 1).into());
        }
        let key = (
            row.filing.clone(),
            row.edition.clone(),
            row.organisation.clone(),
            row.kind.clone(),
            row.name.clone(),
            row.period.clone(),
        );
        let held = answer::Entity::find_by_id(key).one(db).await?;
        let version = held.as_ref().map_or(0, |held| held.version);
        if let Some(held) = held {
            // the same once more is saved already, whoever typed it
            if held.value == row.value {
                return Ok(Saving::Saved(version));
            }
            if version != seen {
                return Ok(Saving::Stale(Box::new(read(held)?)));
            }
        }
        row.version = version + 1;
        let keys = [
            Column::Filing,
            Column::Edition,
            Column::Organisation,
            Column::Kind,
            Column::Name,
            Column::Period,
        ];
        let replace = OnConflict::columns(keys)
            .update_columns([Column::Value, Column::Version, Column::Person, Column::At])
            .to_owned();
        answer::Entity::insert(row.into_active_model())
            .on_conflict(replace)
            .exec_without_returning(db)
            .await?;
        Ok(Saving::Saved(version + 1))
    }

    /// The claim as it stands, with what it would score.
    pub async fn draft(&self, by: &SignedInPerson, target: &Target) -> Result<Draft, Failure> {
        let db = self.store.read();
        let (sight, now) = self.writing(db, by, target).await?;
        let civil = moment(now, &sight.installed.zone)?;
        self.drafted_in(db, &sight, civil).await
    }

    pub(crate) async fn drafted_in(
        &self,
        db: &impl ConnectionTrait,
        sight: &Sight,
        civil: Moment,
    ) -> Result<Draft, Failure> {
        let answers = answers(db, sight).await?;
        let (standing, findings) = sight.with(|view| {
            let filing = drafted(view, &answers, civil.date);
            let layer = view.standard().and_then(|standard| standard.layers.first());
            provisional(view, &filing, layer.map_or("", |layer| layer.id.as_str()))
        })?;
        let about = |span: Span| {
            let at = usize::try_from(span.start).ok()?.checked_sub(1)?;
            answers.get(at).map(|answer| answer.question.clone())
        };
        let findings = findings.into_iter().map(|finding| Finding {
            question: about(finding.span),
            code: finding.code.name,
            is_error: finding.severity() == Severity::Error,
            message: finding.message,
            help: finding.help,
        });
        let findings = findings.collect();
        Ok(Draft { answers, findings, standing })
    }

    /// Submits the claim as it stands, with its documents; later changes of answers do not touch it.
    pub async fn submit_draft(
        &self,
        by: &SignedInPerson,
        target: &Target,
        documents: &Documents,
    ) -> Result<Receipt, Failure> {
        let now = self.clock.now();
        Ok(in_transaction!(self, Failure, db => self.submit_in(db, by, target, documents, now).await))
    }

    async fn submit_in(
        &self,
        db: &impl ConnectionTrait,
        by: &SignedInPerson,
        target: &Target,
        documents: &Documents,
        now: i64,
    ) -> Result<Receipt, Failure> {
        let (sight, _) = self.writing(db, by, target).await?;
        let mut submission = submission(&answers(db, &sight).await?, documents.clone());
        submission.evidence = evidence::of_claim(db, &sight).await?;
        let person = self.present(db, by).await?;
        let actor = self.filler(&person, target, Intent::Act)?;
        self.act_in(db, &actor, target, Command::Filing(FilingCommand::Submit(submission)), now).await
    }

    /// What somebody sees who may write the claim now: they may write it where they may submit it.
    pub(crate) async fn writing(
        &self,
        db: &impl ConnectionTrait,
        by: &SignedInPerson,
        target: &Target,
    ) -> Result<(Sight, i64), Failure> {
        let person = self.present(db, by).await?;
        let actor = self.filler(&person, target, Intent::FillIn)?;
        self.writing_by(db, &actor, target).await
    }

    /// The same for an actor.
    pub(crate) async fn writing_by(
        &self,
        db: &impl ConnectionTrait,
        actor: &Actor,
        target: &Target,
    ) -> Result<(Sight, i64), Failure> {
        let now = self.clock.now();
        let submit = Command::Filing(FilingCommand::Submit(submission(&[], Documents::default())));
        let sight = self.sight(db, target, &submit).await?;
        let civil = moment(now, &sight.installed.zone)?;
        sight.with(|view| authorise(actor, submit, view, civil).map(|_| ()))??;
        Ok((sight, now))
    }
}

/// The filing as it would be if these answers were submitted.
pub(crate) fn drafted(view: &View<'_>, answers: &[Answer], on: Date) -> Filing {
    let filing = view.filing.cloned().unwrap_or_else(|| Filing::new(""));
    let stage = view.stage().map(|stage| stage.id.clone()).unwrap_or_default();
    let submission = submission(answers, Documents::default());
    filing.evolve(&FilingEvent::Submitted { stage, submission }, on)
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

/// The key of a row, as the question and the filing give it.
pub(crate) struct Keys {
    pub(crate) filing: String,
    pub(crate) edition: String,
    pub(crate) organisation: String,
    pub(crate) kind: &'static str,
    pub(crate) name: String,
    pub(crate) period: String,
}

impl Keys {
    pub(crate) fn of(sight: &Sight, question: &Question) -> Result<Self, Failure> {
        let (kind, name, period) = match question {
            Question::Fact { fact, period } => ("fact", fact, period.clone().unwrap_or_default()),
            Question::NotEvaluated { item } => ("not_evaluated", item, String::new()),
            Question::Document { name } => ("document", name, String::new()),
        };
        Ok(Self {
            filing: sight.programme()?.filing.clone(),
            edition: sight.target.edition.clone(),
            organisation: sight.target.organisation.clone().unwrap_or_default(),
            kind,
            name: name.clone(),
            period,
        })
    }

    fn row(self, person: &str, at: i64) -> answer::Model {
        answer::Model {
            filing: self.filing,
            edition: self.edition,
            organisation: self.organisation,
            kind: self.kind.to_owned(),
            name: self.name,
            period: self.period,
            value: None,
            version: 0,
            person: person.to_owned(),
            at,
        }
    }
}

pub(crate) fn json(value: &Node) -> Result<String, Failure> {
    let text = serde_json::to_string(value).map_err(|error| Fault::Setting(error.to_string()))?;
    Ok(text)
}

fn read(row: answer::Model) -> Result<Answer, Fault> {
    let question = Question::read(&row.kind, row.name, row.period);
    let value = row.value.map(|value| serde_json::from_str(&value)).transpose();
    let value = value.map_err(|error| Fault::Setting(format!("an answer cannot be read: {error}")))?;
    Ok(Answer { question, value, version: row.version, person: row.person, at: row.at })
}

/// The answers: those that were saved, over those that were submitted before.
pub(crate) async fn answers(db: &impl ConnectionTrait, sight: &Sight) -> Result<Vec<Answer>, Failure> {
    let rows = answer::Entity::find()
        .filter(Column::Filing.eq(&sight.programme()?.filing))
        .filter(Column::Edition.eq(&sight.target.edition))
        .filter(Column::Organisation.eq(sight.target.organisation.as_deref().unwrap_or_default()));
    let mut all = sight.with(|view| carried(&view.pack.vocabulary, view.filing))?;
    for row in rows.all(db).await? {
        let answer = read(row)?;
        all.insert(answer.question.clone(), answer);
    }
    Ok(all.into_values().collect())
}

/// The answers as a submission. The places of the nodes are the numbers of the answers, from 1, so that a finding about
/// a node can be told at its field.
pub(crate) fn submission(answers: &[Answer], documents: Documents) -> Submission {
    let mut facts: Vec<Entry> = Vec::new();
    let mut not_evaluated = BTreeMap::new();
    for (number, answer) in (1_usize..).zip(answers) {
        let Some(value) = &answer.value else { continue };
        match &answer.question {
            Question::Fact { fact, period: None } => facts.push(placed(fact, value.clone(), number)),
            Question::Fact { fact, period: Some(period) } => {
                let own = placed(period, value.clone(), number);
                match facts.iter_mut().find(|entry| entry.key == *fact) {
                    Some(Entry { value: Node { data: Data::Map(periods, _), .. }, .. }) => periods.push(own),
                    Some(_) => {}
                    None => facts.push(placed(fact, map(vec![own]), number)),
                }
            }
            Question::NotEvaluated { item } => {
                let reason = value.as_str().unwrap_or_default().to_owned();
                not_evaluated.insert(item.clone(), reason);
            }
            Question::Document { .. } => {}
        }
    }
    let Documents { documents, consents } = documents;
    Submission { facts: map(facts), not_evaluated, documents, consents, evidence: BTreeMap::new() }
}

pub(crate) fn placed(key: &str, mut value: Node, number: usize) -> Entry {
    let span = Span::new(FileId::default(), number, number);
    place(&mut value, span);
    Entry { key_span: span, ..entry(key, value) }
}

/// Gives a node and all below it a place, where they have none of an answer yet.
fn place(node: &mut Node, span: Span) {
    if node.span != Span::default() {
        return;
    }
    node.span = span;
    match &mut node.data {
        Data::Map(entries, _) => {
            for entry in entries {
                entry.key_span = if entry.key_span == Span::default() { span } else { entry.key_span };
                place(&mut entry.value, span);
            }
        }
        Data::List(items, _) => items.iter_mut().for_each(|item| place(item, span)),
        Data::Scalar(_) | Data::Empty => {}
    }
}

/// A text that was typed, as an answer.
#[must_use]
pub fn typed(text: &str) -> Node {
    scalar(text)
}
