//! The claim as one value, for the task list, the page of an item, the check of all answers and the score sheet.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use duheng_pack::calendar::Date;
use duheng_pack::diagnostic::Severity;
use duheng_pack::provenance::MarkOrigin;
use duheng_pack::source::Span;
use duheng_pack::text::{Language, Text};
use duheng_pack::tree::Node;
use duheng_pack::vocabulary::Vocabulary;
use duheng_programme::event::FilingEvent;
use duheng_programme::model::Mechanism;
use duheng_programme::openings;
use duheng_programme::refusal::Refusal;
use duheng_programme::scoring::facts_file;
use duheng_programme::state::{Filing, Place};
use duheng_programme::view::View;
use duheng_standard::model::{Item, Standard};
use duheng_standard::score::score;
use duheng_standard::sheet::read_sheet;
use duheng_standard::words;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use super::ask::{Ask, asks};
use super::live::{LiveScore, live};
use super::rules::{RuleLine, lines, points};
use crate::accounts::{GrantKind, Intent, SignedInPerson};
use crate::app::{App, moment};
use crate::draft::{self, Answer, Documents, Finding, Question};
use crate::evidence::{self, Attachment};
use crate::fault::{Failure, Fault};
use crate::public::Enterprise;
use crate::sight::{Target, filing_key};
use crate::store::entity::{edition, organisation};
use crate::store::streams;

/// A claim as it stands.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Programme, edition and organisation.
    pub target: Target,
    /// Whose it is.
    pub enterprise: Enterprise,
    /// The title of the programme.
    pub title: Text,
    /// The reporting year, once the edition has its days.
    pub year: Option<i16>,
    /// Where the application stands; none before it has entered.
    pub stage: Option<Text>,
    /// The last day on which it can be submitted.
    pub due: Option<Date>,
    /// Why it cannot be written now; none while it can.
    pub closed: Option<Refusal>,
    /// Whether the person may submit it, rather than only fill it in.
    pub may_submit: bool,
    /// Whether it was submitted before.
    pub submitted: bool,
    /// The parts, then the bonus, then the basic requirements that ask something of the enterprise.
    pub parts: Vec<ClaimPart>,
    /// All facts that it asks for, by name.
    pub asks: BTreeMap<String, Ask>,
    /// The answers.
    pub answers: BTreeMap<Question, Answer>,
    /// The files beside them.
    pub files: Vec<Attachment>,
    /// What cannot be read or is doubtful.
    pub findings: Vec<Finding>,
    /// What it would score; none while the edition has no days.
    pub score: Option<LiveScore>,
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
    /// Its evidence checklist.
    pub evidence: Vec<EvidenceAsk>,
    /// The facts that the enterprise states for it, by name.
    pub facts: Vec<String>,
    /// The facts that others give for it, by name.
    pub given: Vec<String>,
    /// Whether it may be asked not to be evaluated, and when; none for never.
    pub not_evaluated: Option<Text>,
    /// How far it is.
    pub state: ItemState,
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
        }
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_done(self) -> bool {
        matches!(self, Self::Nothing | Self::Complete | Self::AskedOut)
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

impl App {
    /// The claim of an enterprise as one of its people sees it; none where they hold no role in it, or where there is no such
    /// application.
    pub async fn claim(
        &self,
        by: &SignedInPerson,
        programme: &str,
        edition: &str,
        uscc: &str,
    ) -> Result<Option<Claim>, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let found = organisation::Entity::find().filter(organisation::Column::Uscc.eq(uscc)).one(db).await?;
        let Some(found) = found.filter(|found| person.may_fill_in(&found.id, programme)) else {
            return Ok(None);
        };
        let target = Target {
            programme: programme.to_owned(),
            edition: edition.to_owned(),
            organisation: Some(found.id.clone()),
        };
        let key = (programme.to_owned(), edition.to_owned());
        if edition::Entity::find_by_id(key).one(db).await?.is_none() {
            return Ok(None);
        }
        let closed = match self.writing(db, by, &target).await {
            Ok(_) => None,
            Err(Failure::Refused(refusal)) => Some(refusal),
            Err(broken) => return Err(broken),
        };
        let sight = self.sight_of(db, &target).await?;
        let today = moment(self.clock.now(), &sight.installed.zone)?.date;
        let drafted = draft::answers(db, &sight).await?;
        let files = evidence::attached(db, &sight).await?;
        let may_submit = self.filler(&person, &target, Intent::Act).is_ok();
        let enterprise = Enterprise { name: found.name, uscc: found.uscc, fictional: found.fictional };
        let made = sight.with(|view| {
            view.application()?;
            Some(made(view, today, &drafted, files, closed))
        })?;
        Ok(made.map(|made| Claim { target, enterprise, may_submit, ..made }))
    }

    /// A file of a claim with its content, also after it was submitted; none as for [`App::claim`].
    pub async fn claim_file(
        &self,
        by: &SignedInPerson,
        programme: &str,
        edition: &str,
        uscc: &str,
        number: i64,
    ) -> Result<Option<(Attachment, Bytes)>, Failure> {
        let Some(claim) = self.claim(by, programme, edition, uscc).await? else { return Ok(None) };
        let Some(file) = claim.files.into_iter().find(|file| file.number == number) else { return Ok(None) };
        let hash = &file.file.hash;
        let content = self.blobs.get(hash).await?.ok_or_else(|| Fault::Blob(hash.clone()))?;
        match crate::blobs::hash(&content) == *hash {
            true => Ok(Some((file, content))),
            false => Err(Fault::Blob(hash.clone()).into()),
        }
    }

    /// Whether the claim was submitted at this microsecond, for its receipt.
    pub async fn was_submitted(
        &self,
        by: &SignedInPerson,
        target: &Target,
        at: i64,
    ) -> Result<bool, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        self.filler(&person, target, Intent::FillIn)?;
        let sight = self.sight_of(db, target).await?;
        let organisation = target.organisation.as_deref().unwrap_or_default();
        let key = filing_key(&sight.programme()?.filing, &target.edition, organisation);
        let rows = streams::load(db, &key).await?;
        Ok(rows.iter().any(|row| row.at == at && row.name == "submitted"))
    }

    /// Where the enterprises of a person may apply, or have applied, the latest edition first.
    pub async fn to_apply(&self, by: &SignedInPerson) -> Result<Vec<ToApply>, Failure> {
        let db = self.store.read();
        let person = self.present(db, by).await?;
        let own = person.roles().iter().filter(|held| held.kind == GrantKind::Enterprise);
        let places: BTreeSet<&str> = own.map(|held| held.place.as_str()).collect();
        let rows = edition::Entity::find().order_by_desc(edition::Column::Id).all(db).await?;
        let mut found = Vec::new();
        for place in places {
            let Some(firm) = organisation::Entity::find_by_id(place).one(db).await? else { continue };
            for row in rows.iter().filter(|row| person.may_fill_in(place, &row.programme)) {
                let target = Target {
                    programme: row.programme.clone(),
                    edition: row.id.clone(),
                    organisation: Some(place.to_owned()),
                };
                let Ok(actor) = self.filler(&person, &target, Intent::FillIn) else { continue };
                let sight = self.sight_of(db, &target).await?;
                let now = moment(self.clock.now(), &sight.installed.zone)?;
                let made = sight.with(|view| {
                    let programme = view.programme;
                    let open = openings(&actor, view, now);
                    let entries = open.into_iter().filter(|opening| opening.ask.command == "apply");
                    let entries: Vec<_> = entries
                        .filter_map(|opening| {
                            let name = opening.ask.entry?;
                            let title = programme.entries.get(&name)?.title.clone();
                            Some((name, title, opening.due, opening.blocked))
                        })
                        .collect();
                    let first = programme.entries.values().next().and_then(|of| programme.stage(&of.first));
                    let stands = view.application().map(|of| stands(view, &of.place));
                    let sharing = view.programmes.programmes.iter().filter(|other| {
                        other.filing == programme.filing
                            && other.id != programme.id
                            && view.editions.contains_key(&other.id)
                    });
                    ToApply {
                        role: crate::act::author(&actor).role,
                        target: target.clone(),
                        enterprise: Enterprise {
                            name: firm.name.clone(),
                            uscc: firm.uscc.clone(),
                            fictional: firm.fictional,
                        },
                        title: programme.title.clone(),
                        year: row.year,
                        sharing: sharing.map(|of| (of.id.clone(), of.title.clone())).collect(),
                        documents: first.map(|stage| wanted(&stage.mechanism).0).unwrap_or_default(),
                        may_submit: self.filler(&person, &target, Intent::Act).is_ok(),
                        entries,
                        stands,
                    }
                })?;
                if made.stands.is_some() || !(row.closed || made.entries.is_empty()) {
                    found.push(made);
                }
            }
        }
        Ok(found)
    }
}

fn stands(view: &View<'_>, place: &Place) -> Text {
    let programme = view.programme;
    match place {
        Place::At(stage) => programme.stage(stage).map_or_else(Text::default, |stage| stage.title.clone()),
        Place::Ended(end) => programme.ends.get(end).cloned().unwrap_or_default(),
    }
}

/// The documents and consents of a stage.
fn wanted(mechanism: &Mechanism) -> (Vec<StageDocument>, Vec<(String, Text)>) {
    let Mechanism::File { documents, consents } = mechanism else { return Default::default() };
    let document = |(name, of): (&String, &duheng_programme::model::Document)| StageDocument {
        name: name.clone(),
        title: of.title.clone(),
        required: of.required,
        pdf: of.pdf,
    };
    let consents = consents.iter().map(|(name, title)| (name.clone(), title.clone()));
    (documents.iter().map(document).collect(), consents.collect())
}

/// The claim without what the session says.
fn made(
    view: &View<'_>,
    today: Date,
    drafted: &[Answer],
    files: Vec<Attachment>,
    closed: Option<Refusal>,
) -> Claim {
    let filing = view.filing.cloned().unwrap_or_else(|| Filing::new(""));
    let submitted = filing.submissions.last().cloned();
    let writable = closed.is_none();
    let stage = view.stage();
    // while it is written the answers count, after that what was submitted
    let filing = match writable {
        true => {
            let submission = draft::submission(drafted, Documents::default());
            let stage = stage.map(|stage| stage.id.clone()).unwrap_or_default();
            filing.evolve(&FilingEvent::Submitted { stage, submission }, today)
        }
        false => filing,
    };
    let dates = view.edition().and_then(|edition| edition.dates);
    let year = dates.map(|(year, _)| year);
    let (documents, consents) = stage.map(|stage| wanted(&stage.mechanism)).unwrap_or_default();
    let mut claim = Claim {
        target: Target { programme: String::new(), edition: String::new(), organisation: None },
        enterprise: Enterprise { name: String::new(), uscc: String::new(), fictional: false },
        title: view.programme.title.clone(),
        year,
        stage: view.application().map(|of| stands(view, &of.place)),
        due: stage.and_then(|stage| view.window(stage).closes),
        closed,
        may_submit: false,
        submitted: submitted.is_some(),
        parts: Vec::new(),
        asks: BTreeMap::new(),
        answers: BTreeMap::new(),
        files,
        findings: Vec::new(),
        score: None,
        documents,
        consents,
    };
    let vocabulary = &view.pack.vocabulary;
    let Some(standard) = view.standard() else { return claim };
    let sheet = dates.map(|(year, as_of)| facts_file(view, &filing, &year.to_string(), &as_of.to_string()));
    let read =
        sheet.map(|sheet| read_sheet(&sheet, view.pack, Some(&standard.id), Some(&standard.profile.id)));
    if let Some((read, findings)) = read {
        if writable {
            let about = |span: Span| {
                let at = usize::try_from(span.start).ok()?.checked_sub(1)?;
                drafted.get(at).map(|answer| answer.question.clone())
            };
            claim.findings = findings
                .into_iter()
                .map(|finding| Finding {
                    question: about(finding.span),
                    is_error: finding.severity() == Severity::Error,
                    message: finding.message,
                    help: finding.help,
                })
                .collect();
        }
        if let Some((sheet, standard)) = read {
            let scored = score(standard, vocabulary, &sheet, 0);
            claim.score = Some(live(&scored, &sheet));
        }
    }
    claim.asks = asks(standard, vocabulary, dates);
    claim.answers = match (writable, submitted) {
        (false, Some(submission)) => frozen(&claim.asks, &submission.facts, &submission.not_evaluated),
        _ => drafted.iter().map(|answer| (answer.question.clone(), answer.clone())).collect(),
    };
    also_answered(&mut claim.asks, &claim.answers);
    claim.parts = parts(view, standard, vocabulary, &claim);
    claim
}

/// Periods that were answered are asked for, whether or not a rule reads them.
fn also_answered(asks: &mut BTreeMap<String, Ask>, answers: &BTreeMap<Question, Answer>) {
    for (question, answer) in answers {
        let Question::Fact { fact, period: Some(period) } = question else { continue };
        if answer.value.is_none() {
            continue;
        }
        if let Some(ask) = asks.get_mut(fact)
            && !ask.periods.is_empty()
            && !ask.periods.contains(period)
        {
            ask.periods.push(period.clone());
            ask.periods.sort_by(|a, b| b.cmp(a));
        }
    }
}

/// What was submitted, as answers.
fn frozen(
    asks: &BTreeMap<String, Ask>,
    facts: &Node,
    not_evaluated: &BTreeMap<String, String>,
) -> BTreeMap<Question, Answer> {
    let answer = |question: Question, value: Node| {
        let answer = Answer {
            question: question.clone(),
            value: Some(value),
            version: 0,
            person: String::new(),
            at: 0,
        };
        (question, answer)
    };
    let mut found = BTreeMap::new();
    for entry in facts.entries() {
        let fact = entry.key.clone();
        if asks.get(&fact).is_some_and(|ask| !ask.periods.is_empty()) {
            found.extend(entry.value.entries().iter().map(|of| {
                let question = Question::Fact { fact: fact.clone(), period: Some(of.key.clone()) };
                answer(question, of.value.clone())
            }));
        } else {
            found.extend([answer(Question::Fact { fact, period: None }, entry.value.clone())]);
        }
    }
    for (item, reason) in not_evaluated {
        found.extend([answer(Question::NotEvaluated { item: item.clone() }, draft::typed(reason))]);
    }
    found
}

fn parts(view: &View<'_>, standard: &Standard, vocabulary: &Vocabulary, claim: &Claim) -> Vec<ClaimPart> {
    let of_bonus =
        standard.bonus.as_ref().and_then(|bonus| bonus.of).and_then(|(fact, _)| fact.of(vocabulary));
    let named = |code: &str, given: bool| -> Vec<String> {
        let is_bonus = standard.bonus.iter().flat_map(|bonus| &bonus.items).any(|item| item.code == code);
        let reads = |ask: &&Ask| {
            let shared = is_bonus && of_bonus.is_some_and(|fact| fact.name == ask.fact);
            ask.given == given && (shared || ask.items.iter().any(|of| of == code))
        };
        claim.asks.values().filter(reads).map(|ask| ask.fact.clone()).collect()
    };
    let item = |item: &Item| {
        let trace = claim.score.as_ref().and_then(|score| score.items.get(&item.code));
        let rule = trace.map_or_else(|| lines(&item.rule, None, vocabulary), |of| of.lines.clone());
        let facts = named(&item.code, false);
        let evidence = item.evidence.iter().filter_map(|of| {
            let fact = of.of.and_then(|id| id.of(vocabulary)).map(|fact| fact.name.clone());
            Some(EvidenceAsk {
                title: vocabulary.documents.get(&of.document).map(|of| of.title.clone())?,
                fact: fact.or_else(|| facts.first().cloned())?,
                required: of.required,
            })
        });
        let not_evaluated = item.not_evaluated.as_ref().map(|of| {
            let said = |language| {
                of.when.as_ref().map(|when| words::condition(when, vocabulary, language)).unwrap_or_default()
            };
            Text::new(said(Language::Zh), said(Language::En))
        });
        let mut made = ClaimItem {
            code: item.code.clone(),
            title: item.title.clone(),
            text: item.text.clone(),
            clause: clause(view, standard, &item.clause),
            guidance: item.guidance.clone(),
            sdg: item.sdg.clone(),
            most: points(&item.rule.range.1),
            rule,
            marks: item.marks.iter().map(provenance).collect(),
            evidence: evidence.collect(),
            given: named(&item.code, true),
            not_evaluated,
            state: ItemState::Nothing,
            facts,
        };
        made.state = state(&made, claim);
        made
    };
    let mut found: Vec<ClaimPart> = Vec::new();
    for part in &standard.parts {
        let indicators = part.indicators.iter().map(|indicator| ClaimIndicator {
            code: indicator.code.clone(),
            title: indicator.title.clone(),
            items: indicator.items.iter().map(item).collect(),
        });
        found.push(ClaimPart {
            code: part.code.clone(),
            title: part.title.clone(),
            most: points(&part.max()),
            indicators: indicators.collect(),
        });
    }
    if let Some(bonus) = &standard.bonus {
        found.push(ClaimPart {
            code: String::new(),
            title: bonus.title.clone(),
            most: points(&standard.bonus_max()),
            indicators: vec![ClaimIndicator {
                code: String::new(),
                title: Text::default(),
                items: bonus.items.iter().map(item).collect(),
            }],
        });
    }
    let requirement = |code: &str, title: &Text, cond, marks: &[duheng_pack::provenance::Mark], at: &str| {
        let facts = named(code, false);
        let text = Text::new(
            words::condition(cond, vocabulary, Language::Zh),
            words::condition(cond, vocabulary, Language::En),
        );
        let mut made = ClaimItem {
            code: code.to_owned(),
            title: title.clone(),
            text,
            clause: clause(view, standard, at),
            guidance: Text::default(),
            sdg: Vec::new(),
            most: String::new(),
            rule: Vec::new(),
            marks: marks.iter().map(provenance).collect(),
            evidence: Vec::new(),
            given: named(code, true),
            not_evaluated: None,
            state: ItemState::Nothing,
            facts,
        };
        made.state = state(&made, claim);
        (!made.facts.is_empty()).then_some(made)
    };
    let gate = standard
        .gate
        .iter()
        .filter_map(|of| requirement(&of.id, &of.title, &of.holds, &of.marks, &of.clause));
    let vetoes =
        standard.vetoes.iter().filter_map(|of| requirement(&of.id, &of.title, &of.when, &of.marks, ""));
    let items: Vec<ClaimItem> = gate.chain(vetoes).collect();
    if !items.is_empty() {
        found.push(ClaimPart {
            code: String::new(),
            title: Text::new("基本要求", "Basic requirements"),
            most: String::new(),
            indicators: vec![ClaimIndicator { code: String::new(), title: Text::default(), items }],
        });
    }
    found
}

fn clause(view: &View<'_>, standard: &Standard, id: &str) -> Text {
    let source = view.pack.sources.iter().find(|source| source.id == standard.source);
    let anchor = source.and_then(|source| source.anchors.iter().find(|(anchor, _)| anchor == id));
    match anchor {
        Some((_, title)) if !title.is_empty() => title.clone(),
        _ => Text::same(id),
    }
}

fn provenance(mark: &duheng_pack::provenance::Mark) -> Provenance {
    let by = match &mark.origin {
        MarkOrigin::Inferred => None,
        MarkOrigin::Local { by, .. } => Some(by.clone()),
    };
    Provenance { by, reason: mark.reason.clone() }
}

/// How far an item is, by the answers and files that it needs.
fn state(item: &ClaimItem, claim: &Claim) -> ItemState {
    if claim.value(&Question::NotEvaluated { item: item.code.clone() }).is_some() {
        return ItemState::AskedOut;
    }
    if item.facts.is_empty() {
        return ItemState::Nothing;
    }
    let questions: Vec<Question> =
        item.facts.iter().filter_map(|fact| claim.asks.get(fact)).flat_map(Ask::questions).collect();
    let answered = questions.iter().filter(|question| claim.value(question).is_some()).count();
    let wrong =
        questions.iter().any(|question| claim.findings_of(question).iter().any(|finding| finding.is_error));
    let has_file = |fact: &String| claim.files.iter().any(|file| file.question == of_fact(fact));
    let bare = item.evidence.iter().any(|of| of.required && !has_file(&of.fact));
    if answered == 0 {
        ItemState::NotBegun
    } else if answered < questions.len() || wrong || bare {
        ItemState::Begun
    } else {
        ItemState::Complete
    }
}

fn of_fact(fact: &str) -> Question {
    Question::Fact { fact: fact.to_owned(), period: None }
}
