//! The claim as one value, for the task list, the page of an item, the check of all answers and the score sheet.

use std::collections::BTreeMap;

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;
use duheng_pack::tree::Node;
use duheng_programme::refusal::Refusal;

use super::ask::Ask;
use super::earlier::Earlier;
use super::live::LiveScore;
use super::rules::RuleLine;
use super::sources::ItemSources;
use crate::draft::{Answer, Finding, Question};
use crate::evidence::Attachment;
use crate::public::Enterprise;
use crate::sight::Target;

/// A claim as it stands.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Programme, edition and organisation.
    pub target: Target,
    /// Whose it is.
    pub enterprise: Enterprise,
    /// The title of the programme.
    pub title: Text,
    /// The title of the standard, and what kind of standard it is; empty where the programme scores nothing.
    pub standard: (Text, Text),
    /// The reporting year, once the edition has its days.
    pub year: Option<i16>,
    /// Where the application stands; none before it has entered.
    pub stage: Option<Text>,
    /// The last day on which it can be submitted.
    pub due: Option<Date>,
    /// Whether that day has passed.
    pub is_late: bool,
    /// Why it was sent back to be supplemented, while it may be.
    pub returned: Option<String>,
    /// Why it cannot be written now; none while it can.
    pub closed: Option<Refusal>,
    /// Whether the person may submit it, rather than only fill it in.
    pub may_submit: bool,
    /// Whether it was submitted before.
    pub submitted: bool,
    /// Whether it belongs to no application: the enterprise checks itself, and nothing comes of it.
    pub self_check: bool,
    /// Whether somebody assesses it before a grade is decided; else it counts as it is stated.
    pub is_assessed: bool,
    /// The parts, then the bonus, then the basic requirements that ask something of the enterprise.
    pub parts: Vec<ClaimPart>,
    /// All facts that it asks for, by name.
    pub asks: BTreeMap<String, Ask>,
    /// The answers.
    pub answers: BTreeMap<Question, Answer>,
    /// What the last filing said of facts that nobody has answered yet, by name.
    pub earlier: BTreeMap<String, Earlier>,
    /// The files beside them.
    pub files: Vec<Attachment>,
    /// What cannot be read or is doubtful.
    pub findings: Vec<Finding>,
    /// What it would score; none while the edition has no days.
    pub score: Option<LiveScore>,
    /// The title of the grade that was decided, and when, once the enterprise may know it.
    pub decided: Option<(Text, Date)>,
    /// The documents that the stage asks for.
    pub documents: Vec<StageDocument>,
    /// The consents that the stage asks for, with their names.
    pub consents: Vec<(String, Text)>,
}

/// A document that goes with the claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageDocument {
    /// Its name in the pack.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it must be a PDF.
    pub pdf: bool,
}

/// A part of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimPart {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// The most points it gives; empty where it gives none.
    pub most: String,
    /// Its indicators; one without code and title where it has items alone.
    pub indicators: Vec<ClaimIndicator>,
}

/// An indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimIndicator {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// Its items.
    pub items: Vec<ClaimItem>,
}

/// An item as it is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimItem {
    /// Its code.
    pub code: String,
    /// Its short title.
    pub title: Text,
    /// The text of the source.
    pub text: Text,
    /// The heading of its clause.
    pub clause: Text,
    /// Guidance for applicants.
    pub guidance: Text,
    /// The targets of sustainable development that it serves.
    pub sdg: Vec<String>,
    /// The most points it gives; empty for a requirement.
    pub most: String,
    /// Its rule in words.
    pub rule: Vec<RuleLine>,
    /// What of it the source does not state.
    pub marks: Vec<Provenance>,
    /// The slips that concern it, and the standards that it refers to.
    pub sources: ItemSources,
    /// Its evidence checklist.
    pub evidence: Vec<EvidenceAsk>,
    /// The facts that the enterprise states for it, by name.
    pub facts: Vec<String>,
    /// The facts that others give for it, by name.
    pub given: Vec<String>,
    /// The official lists that its rule asks about.
    pub lists: Vec<ListStanding>,
    /// Whether it may be asked not to be evaluated, and when; none for never.
    pub not_evaluated: Option<Text>,
    /// How far it is.
    pub state: ItemState,
    /// Where the enterprise answered it without opening it: the codes of the items before it that ask the same.
    pub answered_from: Vec<String>,
    /// The titles of the lists that it shares and that have rows, none of which it counts.
    pub lacks_rows: Vec<Text>,
}

/// Whether the enterprise stands on an official list. The office says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListStanding {
    /// The title of the list.
    pub title: Text,
    /// Whether it is on it; none while nobody has said so.
    pub listed: Option<bool>,
}

impl ListStanding {
    /// The stable name of what is known.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self.listed {
            Some(true) => "listed",
            Some(false) => "not_listed",
            None => "unknown",
        }
    }
}

/// A mark of provenance in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Who decided it; none where the pack infers it.
    pub by: Option<String>,
    /// Why.
    pub reason: Text,
}

/// A document of an item's evidence checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceAsk {
    /// What people read.
    pub title: Text,
    /// The fact that it proves, by name.
    pub fact: String,
    /// Whether it must be there.
    pub required: bool,
}

/// How far an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemState {
    /// The enterprise has nothing to state for it.
    Nothing,
    /// Nothing was answered.
    NotBegun,
    /// Something was answered, or cannot be read, or evidence is missing.
    Begun,
    /// All was answered and the required evidence is there.
    Complete,
    /// It is asked not to be evaluated.
    AskedOut,
    /// The claim was submitted with answers to it.
    HandedIn,
    /// The claim was submitted without an answer to it.
    LeftOpen,
}

impl ItemState {
    /// Its stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::NotBegun => "not-begun",
            Self::Begun => "begun",
            Self::Complete => "complete",
            Self::AskedOut => "asked-out",
            Self::HandedIn => "handed-in",
            Self::LeftOpen => "left-open",
        }
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_done(self) -> bool {
        matches!(self, Self::Nothing | Self::Complete | Self::AskedOut | Self::HandedIn)
    }
}

impl ClaimItem {
    /// The facts of the item that the same documents prove, in order, this one among them: a file that is brought for one
    /// of them proves them all, as one audited statement proves both sides of a ratio.
    #[must_use]
    pub fn proved_with<'i>(&'i self, fact: &'i str) -> Vec<&'i str> {
        let checklist = |fact: &str| -> Vec<(&Text, bool)> {
            let own = self.evidence.iter().filter(|of| of.fact == fact);
            own.map(|of| (&of.title, of.required)).collect()
        };
        let wanted = checklist(fact);
        if wanted.is_empty() {
            return vec![fact];
        }
        self.facts.iter().map(String::as_str).filter(|other| checklist(other) == wanted).collect()
    }
}

impl Claim {
    /// All items, in order.
    pub fn items(&self) -> impl Iterator<Item = &ClaimItem> {
        self.parts.iter().flat_map(|part| &part.indicators).flat_map(|indicator| &indicator.items)
    }

    /// The item of this code.
    #[must_use]
    pub fn item(&self, code: &str) -> Option<&ClaimItem> {
        self.items().find(|item| item.code == code)
    }

    /// How many items are done, and how many ask for something.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let asking = || self.items().filter(|item| item.state != ItemState::Nothing);
        (asking().filter(|item| item.state.is_done()).count(), asking().count())
    }

    /// The value of an answer.
    #[must_use]
    pub fn value(&self, question: &Question) -> Option<&Node> {
        self.answers.get(question)?.value.as_ref()
    }

    /// Whether a list was answered by that there are no records.
    #[must_use]
    pub fn is_none(&self, question: &Question) -> bool {
        self.value(question).is_some_and(|value| value.is_list() && value.items().is_empty())
    }

    /// The version of an answer; 0 where there is none.
    #[must_use]
    pub fn version(&self, question: &Question) -> i64 {
        self.answers.get(question).map_or(0, |answer| answer.version)
    }

    /// What is wrong with an answer.
    #[must_use]
    pub fn findings_of(&self, question: &Question) -> Vec<&Finding> {
        self.findings.iter().filter(|finding| finding.question.as_ref() == Some(question)).collect()
    }

    /// Whether it shows what was submitted; what was sent back to be supplemented is written again.
    #[must_use]
    pub fn is_handed_in(&self) -> bool {
        self.submitted && self.closed.is_some()
    }

    /// How much of the answers cannot be used as it stands. It counts as written until it is mended: a row that was left out
    /// of a list could fulfil a rule that asks for none.
    #[must_use]
    pub fn mistakes(&self) -> usize {
        self.findings.iter().filter(|finding| finding.is_error).count()
    }

    /// The documents that an item needs and that nobody has brought; none for an item that is asked out.
    #[must_use]
    pub fn missing_evidence<'c>(&self, item: &'c ClaimItem) -> Vec<&'c EvidenceAsk> {
        let has_file = |fact: &str| self.files.iter().any(|file| file.question.is_about(fact));
        // who checks itself brings no evidence
        let asked_out = item.state == ItemState::AskedOut || self.self_check;
        item.evidence.iter().filter(|of| of.required && !asked_out && !has_file(&of.fact)).collect()
    }

    /// The questions of an item that nobody has answered.
    #[must_use]
    pub fn unanswered(&self, item: &ClaimItem) -> Vec<Question> {
        let asked = item.facts.iter().filter_map(|fact| self.asks.get(fact));
        let asked = asked.flat_map(|ask| ask.questions_of(&item.code));
        asked.filter(|question| self.value(question).is_none()).collect()
    }

    /// The files that prove any of these facts, each once.
    #[must_use]
    pub fn proofs(&self, facts: &[&str]) -> Vec<&Attachment> {
        let mut found: Vec<&Attachment> = Vec::new();
        for file in self.files.iter().filter(|file| facts.iter().any(|fact| file.question.is_about(fact))) {
            if !found.iter().any(|other| other.file == file.file) {
                found.push(file);
            }
        }
        found
    }

    /// A file of an item and the same file beside the other facts that it proves there, by their numbers.
    #[must_use]
    pub fn copies(&self, item: &str, number: i64) -> Vec<i64> {
        let Some(file) = self.files.iter().find(|file| file.number == number) else { return vec![number] };
        let (Some(item), Question::Fact { fact, .. }) = (self.item(item), &file.question) else {
            return vec![number];
        };
        let proved = item.proved_with(fact);
        let same = self.files.iter().filter(|other| {
            other.number == number
                || (other.file == file.file && proved.iter().any(|fact| other.question.is_about(fact)))
        });
        same.map(|file| file.number).collect()
    }

    /// Whether something that an item asks was taken over from the last filing and waits to be confirmed.
    #[must_use]
    pub fn has_earlier(&self, item: &ClaimItem) -> bool {
        item.facts.iter().any(|fact| self.earlier.contains_key(fact))
    }

    /// Puts what the last filing said of a fact in the place of its answers, to be changed and saved.
    pub fn change_earlier(&mut self, fact: &str) {
        for (question, value) in self.earlier.remove(fact).into_iter().flat_map(|of| of.answers) {
            let answer = Answer {
                question: question.clone(),
                value: Some(value),
                version: 0,
                person: String::new(),
                at: 0,
            };
            self.answers.insert(question, answer);
        }
    }

    /// The files beside a question.
    #[must_use]
    pub fn files_of(&self, question: &Question) -> Vec<&Attachment> {
        self.files.iter().filter(|file| file.question == *question).collect()
    }
}

impl Ask {
    /// One question for each period, or the one that there is.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        let of = |period: Option<String>| Question::Fact { fact: self.fact.clone(), period };
        if self.periods.is_empty() {
            return vec![of(None)];
        }
        self.periods.iter().map(|period| of(Some(period.clone()))).collect()
    }

    /// The questions that an item puts: one for each period that it reads. What no item reads, but a grade does or somebody
    /// answered, stands with the first item that asks for the fact.
    #[must_use]
    pub fn questions_of(&self, item: &str) -> Vec<Question> {
        let Some(own) = self.read.get(item).filter(|own| !own.is_empty()) else { return self.questions() };
        let is_first = self.items.first().is_some_and(|first| first == item);
        let by_none = |period: &String| !self.read.values().any(|read| read.contains(period));
        let mut questions = self.questions();
        questions.retain(|question| match question {
            Question::Fact { period: Some(period), .. } => {
                own.contains(period) || (is_first && by_none(period))
            }
            _ => true,
        });
        questions
    }
}

/// An edition in which an enterprise may apply, or has.
#[derive(Clone, Debug)]
pub struct ToApply {
    /// Programme, edition and organisation.
    pub target: Target,
    /// The enterprise.
    pub enterprise: Enterprise,
    /// The role in which the enterprise applies.
    pub role: String,
    /// The title of the programme.
    pub title: Text,
    /// The reporting year.
    pub year: i32,
    /// The entries that it may take, with their titles, the last day, and why not where it may not now.
    pub entries: Vec<(String, Text, Option<Date>, Option<Refusal>)>,
    /// Other programmes that share the filing, with their titles.
    pub sharing: Vec<(String, Text)>,
    /// The documents that applying leads to.
    pub documents: Vec<StageDocument>,
    /// Where the application stands; none where there is none yet.
    pub stands: Option<Text>,
    /// Whether the person may apply, rather than only fill in.
    pub may_submit: bool,
}
