//! The enterprise's own side: applying, answering, evidence, the score as it stands, submitting.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, post, put};
use duheng_app::accounts::SignedInPerson;
use duheng_app::claim::{self, AskKind, LiveScore, Tally};
use duheng_app::{Attachment, Documents, Question, Saving};
use duheng_programme::language;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::body::{Caller, File, NewValue, Query, Sent, json, saved, seen};
use super::commands::read;
use super::operation::{Answered, Asked, Operation, of};
use super::problem::{Problem, hidden};
use super::words::{Blocked, Enterprise, Received, Titled, Words, day, time};
use crate::site::Site;

const CLAIM: &str = "/claims/{programme}/{edition}/{uscc}";

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    let at = |rest: &str| format!("{CLAIM}{rest}");
    let apply = language::command("apply").map_or(Asked::Nothing, Asked::Arguments);
    vec![
        Operation::own(
            "/claims",
            "listClaims",
            ["可申报和已申报的活动", "Lists where one's enterprises may apply, or have."],
            &["to_apply"],
        )
        .json(of::<ToApplyList>, || get(to_apply)),
        Operation::own(
            &at("/apply"),
            "apply",
            ["申请", "Applies, in one or several programmes."],
            &["to_apply", "act_as"],
        )
        .by("POST")
        .asks(apply)
        .json(of::<Received>, || post(applying)),
        Operation::own(
            CLAIM,
            "getClaim",
            ["填写中的申报", "Shows a claim: what is asked, answered and open."],
            &["claim"],
        )
        .json(of::<Claim>, || get(shown)),
        Operation::own(
            &at("/answers/{fact}"),
            "getAnswer",
            ["一个答案", "Shows an answer with its version."],
            &["claim"],
        )
        .with(&["period"])
        .versioned()
        .json(of::<Answer>, || get(answer)),
        Operation::own(
            &at("/answers/{fact}"),
            "saveAnswer",
            ["保存一个答案", "Saves an answer over the version that was seen."],
            &["claim", "save_answer"],
        )
        .by("PUT")
        .with(&["period"])
        .versioned()
        .asks(Asked::Json(of::<NewValue>))
        .json(of::<Answer>, || put(save)),
        Operation::own(
            &at("/not-evaluated/{code}"),
            "askNotEvaluated",
            ["申请不参评", "Asks not to evaluate an item; the value is the reason."],
            &["claim", "save_answer"],
        )
        .by("PUT")
        .versioned()
        .asks(Asked::Json(of::<NewValue>))
        .json(of::<Answer>, || put(ask_out)),
        Operation::own(
            &at("/files"),
            "addFile",
            ["附佐证材料", "Attaches a file to a fact or as a document of the stage."],
            &["claim", "attach"],
        )
        .by("POST")
        .with(&["name", "fact", "document"])
        .asks(Asked::File)
        .json(of::<FileRow>, || post(add)),
        Operation::own(&at("/files/{number}"), "getFile", ["打开佐证材料", "Opens a file."], &["claim_file"])
            .gives(Answered::File, || get(open)),
        Operation::own(
            &at("/files/{number}"),
            "removeFile",
            ["移除佐证材料", "Takes a file off."],
            &["claim", "detach"],
        )
        .by("DELETE")
        .gives(Answered::Nothing, || delete(remove)),
        Operation::own(
            &at("/score"),
            "getScore",
            ["此刻的得分", "Shows what the claim would score as it stands."],
            &["claim"],
        )
        .json(of::<Score>, || get(score)),
        Operation::own(
            &at("/submit"),
            "submitClaim",
            ["提交", "Submits the claim as it stands."],
            &["claim", "submit_draft"],
        )
        .by("POST")
        .asks(Asked::Json(of::<Consents>))
        .json(of::<Received>, || post(submit)),
    ]
}

/// Where one's enterprises may apply.
#[derive(Serialize, ToSchema)]
pub(super) struct ToApplyList {
    /// The latest edition first.
    rows: Vec<ToApplyRow>,
}

/// An edition in which an enterprise may apply, or has.
#[derive(Serialize, ToSchema)]
pub(super) struct ToApplyRow {
    /// The programme.
    programme: Titled,
    /// The edition.
    edition: String,
    /// The enterprise.
    enterprise: Enterprise,
    /// The reporting year.
    year: i32,
    /// The entries that it may take.
    entries: Vec<Entry>,
    /// Other programmes that share the filing.
    sharing: Vec<Titled>,
    /// Where the application stands; none where there is none yet.
    stands: Option<Words>,
    /// Whether one may apply, rather than only fill in.
    may_submit: bool,
}

/// A way to enter.
#[derive(Serialize, ToSchema)]
pub(super) struct Entry {
    /// The entry.
    entry: Titled,
    /// The last day, included.
    due: Option<String>,
    /// Why not now.
    blocked: Option<Blocked>,
}

/// A claim as it stands.
#[derive(Serialize, ToSchema)]
pub(super) struct Claim {
    /// Whose.
    enterprise: Enterprise,
    /// The title of the programme.
    title: Words,
    /// The reporting year.
    year: Option<i16>,
    /// Where the application stands.
    stands: Option<Words>,
    /// The last day on which it can be submitted.
    due: Option<String>,
    /// Why it cannot be written now.
    closed: Option<Blocked>,
    /// Whether one may submit it, rather than only fill it in.
    may_submit: bool,
    /// Whether it was submitted before.
    submitted: bool,
    /// The items, in order.
    items: Vec<ClaimItem>,
    /// The facts that it asks for.
    facts: Vec<AskedFact>,
    /// The files.
    files: Vec<FileRow>,
    /// The documents that the stage asks for.
    documents: Vec<StageDocument>,
    /// The consents that the stage asks for.
    consents: Vec<Titled>,
    /// What cannot be read or is doubtful.
    findings: Vec<ClaimFinding>,
}

/// An item of a claim.
#[derive(Serialize, ToSchema)]
pub(super) struct ClaimItem {
    /// Its code.
    code: String,
    /// Its title.
    title: Words,
    /// The text of the source.
    text: Words,
    /// The most points it gives; empty for a requirement.
    most: String,
    /// How far it is.
    state: String,
    /// The facts that the enterprise states for it, by name.
    facts: Vec<String>,
    /// When it may be asked not to be evaluated; none for never.
    not_evaluated: Option<Words>,
}

/// A fact that a claim asks for, with its answers.
#[derive(Serialize, ToSchema)]
pub(super) struct AskedFact {
    /// Its name.
    fact: String,
    /// What people read.
    title: Words,
    /// What it takes.
    takes: Takes,
    /// Whether somebody else gives it, so that the enterprise cannot.
    given: bool,
    /// The items that read it.
    items: Vec<String>,
    /// One for each period, or the only one.
    answers: Vec<Answer>,
}

/// What a field takes.
#[derive(Serialize, ToSchema)]
pub(super) struct Takes {
    /// `yes-no`, `choice`, `number`, `date`, `text` or `records`.
    kind: String,
    /// The units of a number, that of the pack first.
    units: Vec<String>,
    /// The codes of a choice.
    choices: Vec<Titled>,
    /// The columns of records.
    columns: Vec<RecordColumn>,
}

/// A column of records.
#[derive(Serialize, ToSchema)]
pub(super) struct RecordColumn {
    /// Its name.
    name: String,
    /// What people read.
    title: Words,
    /// What it takes; records stand in no column.
    #[schema(no_recursion)]
    takes: Takes,
    /// Whether it may be left out.
    optional: bool,
}

impl From<&AskKind> for Takes {
    fn from(kind: &AskKind) -> Self {
        let units = match kind {
            AskKind::Number { units, .. } => units.clone(),
            _ => Vec::new(),
        };
        let choices = match kind {
            AskKind::Choice(values) => values.iter().map(Titled::of).collect(),
            _ => Vec::new(),
        };
        let column = |of: &claim::Column| RecordColumn {
            name: of.name.clone(),
            title: (&of.title).into(),
            takes: (&of.kind).into(),
            optional: of.optional,
        };
        let columns = kind.columns().iter().map(column).collect();
        Self { kind: kind.name().to_owned(), units, choices, columns }
    }
}

/// An answer as it stands.
#[derive(Serialize, ToSchema)]
pub(super) struct Answer {
    /// The period, where the fact has several.
    period: Option<String>,
    /// What was typed, as typed; none where there is nothing.
    value: Value,
    /// How often it was saved; 0 for never. Send it as `If-Match`.
    version: i64,
}

/// A file of evidence.
#[derive(Serialize, ToSchema)]
pub(super) struct FileRow {
    /// Its number among those of the claim.
    number: i64,
    /// Its name.
    name: String,
    /// The hash of its content.
    hash: String,
    /// Its size, in bytes.
    size: u64,
    /// Its type.
    kind: String,
    /// When it was brought.
    at: String,
}

impl From<&Attachment> for FileRow {
    fn from(of: &Attachment) -> Self {
        Self {
            number: of.number,
            name: of.file.name.clone(),
            hash: of.file.hash.clone(),
            size: of.file.size,
            kind: of.kind.clone(),
            at: time(of.at),
        }
    }
}

/// A document that the stage asks for.
#[derive(Serialize, ToSchema)]
pub(super) struct StageDocument {
    /// Its name.
    document: Titled,
    /// Whether it must be there.
    required: bool,
    /// Whether it must be a PDF.
    pdf: bool,
}

/// Something about a claim.
#[derive(Serialize, ToSchema)]
pub(super) struct ClaimFinding {
    /// The fact, item or document that it is about.
    about: Option<String>,
    /// The period.
    period: Option<String>,
    /// What is wrong.
    message: Words,
    /// What to do.
    help: Words,
    /// Whether the claim cannot be submitted so.
    is_error: bool,
}

/// What a claim would score as it stands; a later layer may find otherwise.
#[derive(Serialize, ToSchema)]
pub(super) struct Score {
    /// The title of the grade.
    grade: Words,
    /// Base and bonus together.
    total: Points,
    /// The base after conversion.
    base: Points,
    /// The bonus.
    bonus: Option<Points>,
    /// The parts, in order.
    parts: Vec<Points>,
    /// The indicators, in order.
    indicators: Vec<Points>,
    /// The items, by code.
    items: BTreeMap<String, ItemPoints>,
    /// How the gate stands: `pass`, `fail` or `clarify`; empty where there is none.
    gate: String,
}

/// Points with the most there can be, as decimal numbers with at most two places.
#[derive(Serialize, ToSchema)]
pub(super) struct Points {
    /// The code of what it is the sum of.
    code: String,
    /// Its title.
    title: Words,
    /// The points.
    points: String,
    /// The most.
    most: String,
}

impl From<&Tally> for Points {
    fn from(of: &Tally) -> Self {
        let (code, points, most) = (of.code.clone(), of.points.clone(), of.most.clone());
        Self { code, title: (&of.title).into(), points, most }
    }
}

/// How an item stands.
#[derive(Serialize, ToSchema)]
pub(super) struct ItemPoints {
    /// `met`, `partial`, `unmet`, `unknown`, `not_evaluated` or `pending`.
    state: String,
    /// Its points.
    points: String,
    /// The most it gives.
    most: String,
}

impl From<&LiveScore> for Score {
    fn from(of: &LiveScore) -> Self {
        let all = |tallies: &[Tally]| tallies.iter().map(Points::from).collect();
        let item = |(code, of): (&String, &claim::ItemStanding)| {
            let (points, most) = (of.points.clone(), of.most.clone());
            (code.clone(), ItemPoints { state: of.state.to_owned(), points, most })
        };
        Self {
            grade: (&of.grade).into(),
            total: (&of.total).into(),
            base: (&of.base).into(),
            bonus: of.bonus.as_ref().map(Points::from),
            parts: all(&of.parts),
            indicators: all(&of.indicators),
            items: of.items.iter().map(item).collect(),
            gate: of.gate.to_owned(),
        }
    }
}

/// Who signs the consents that the stage asks for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Consents {
    /// Consents with who signed.
    #[serde(default)]
    consents: BTreeMap<String, String>,
}

type Which = (String, String, String);
/// A claim, and what else the path names.
type Inside = (String, String, String, String);

async fn find(
    site: &Site,
    person: &SignedInPerson,
    (programme, edition, uscc): (&str, &str, &str),
) -> Result<claim::Claim, Problem> {
    let found = site.app.claim(person, programme, edition, uscc).await.map_err(hidden)?;
    found.ok_or_else(Problem::not_found)
}

async fn to_apply(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
) -> Result<Json<ToApplyList>, Problem> {
    let rows = site.app.to_apply(&person).await.map_err(hidden)?;
    let rows = rows.into_iter().map(|of| ToApplyRow {
        programme: Titled { name: of.target.programme, title: (&of.title).into() },
        edition: of.target.edition,
        enterprise: (&of.enterprise).into(),
        year: of.year,
        entries: of
            .entries
            .iter()
            .map(|(name, title, due, blocked)| Entry {
                entry: Titled { name: name.clone(), title: title.into() },
                due: day(*due),
                blocked: blocked.as_ref().map(Blocked::from),
            })
            .collect(),
        sharing: of.sharing.iter().map(Titled::of).collect(),
        stands: of.stands.as_ref().map(Words::from),
        may_submit: of.may_submit,
    });
    Ok(Json(ToApplyList { rows: rows.collect() }))
}

async fn applying(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc)): Path<Which>,
    Sent(sent): Sent<Value>,
) -> Result<Json<Received>, Problem> {
    let rows = site.app.to_apply(&person).await.map_err(hidden)?;
    let row = rows.into_iter().find(|row| {
        row.target.programme == programme && row.target.edition == edition && row.enterprise.uscc == uscc
    });
    let row = row.ok_or_else(Problem::not_found)?;
    let command = read("apply", &sent, row.target.organisation.as_deref())?;
    let receipt = site.app.act_as(&person, &row.role, None, &row.target, command).await?;
    Ok(Json(Received::of(&receipt)))
}

async fn shown(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc)): Path<Which>,
) -> Result<Json<Claim>, Problem> {
    let of = find(&site, &person, (&programme, &edition, &uscc)).await?;
    let item = |item: &claim::ClaimItem| ClaimItem {
        code: item.code.clone(),
        title: (&item.title).into(),
        text: (&item.text).into(),
        most: item.most.clone(),
        state: item.state.name().to_owned(),
        facts: item.facts.clone(),
        not_evaluated: item.not_evaluated.as_ref().map(Words::from),
    };
    let fact = |ask: &claim::Ask| AskedFact {
        fact: ask.fact.clone(),
        title: (&ask.title).into(),
        takes: (&ask.kind).into(),
        given: ask.given,
        items: ask.items.clone(),
        answers: ask.questions().iter().map(|question| standing(&of, question)).collect(),
    };
    let finding = |finding: &duheng_app::Finding| {
        let (about, period) = match &finding.question {
            Some(Question::Fact { fact, period }) => (Some(fact.clone()), period.clone()),
            Some(Question::NotEvaluated { item }) => (Some(item.clone()), None),
            Some(Question::Document { name }) => (Some(name.clone()), None),
            None => (None, None),
        };
        let (message, help) = ((&finding.message).into(), (&finding.help).into());
        ClaimFinding { about, period, message, help, is_error: finding.is_error }
    };
    let document = |document: &claim::StageDocument| StageDocument {
        document: Titled { name: document.name.clone(), title: (&document.title).into() },
        required: document.required,
        pdf: document.pdf,
    };
    Ok(Json(Claim {
        enterprise: (&of.enterprise).into(),
        title: (&of.title).into(),
        year: of.year,
        stands: of.stage.as_ref().map(Words::from),
        due: day(of.due),
        closed: of.closed.as_ref().map(Blocked::from),
        may_submit: of.may_submit,
        submitted: of.submitted,
        items: of.items().map(item).collect(),
        facts: of.asks.values().map(fact).collect(),
        files: of.files.iter().map(FileRow::from).collect(),
        documents: of.documents.iter().map(document).collect(),
        consents: of.consents.iter().map(Titled::of).collect(),
        findings: of.findings.iter().map(finding).collect(),
    }))
}

fn standing(claim: &claim::Claim, question: &Question) -> Answer {
    let period = match question {
        Question::Fact { period, .. } => period.clone(),
        _ => None,
    };
    let value = claim.value(question).map_or(Value::Null, json);
    Answer { period, value, version: claim.version(question) }
}

/// An answer with its version as a tag.
fn tagged(answer: Answer) -> Response {
    let tag = [(ETAG, format!("\"{}\"", answer.version))];
    (tag, Json(answer)).into_response()
}

async fn answer(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc, fact)): Path<Inside>,
    asked: Query,
) -> Result<Response, Problem> {
    let claim = find(&site, &person, (&programme, &edition, &uscc)).await?;
    if !claim.asks.contains_key(&fact) {
        return Err(Problem::not_found());
    }
    Ok(tagged(standing(&claim, &Question::Fact { fact, period: asked.given("period") })))
}

async fn save(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc, fact)): Path<Inside>,
    headers: HeaderMap,
    asked: Query,
    Sent(sent): Sent<NewValue>,
) -> Result<Response, Problem> {
    let question = Question::Fact { fact, period: asked.given("period") };
    over(&site, &person, (&programme, &edition, &uscc), question, &headers, sent.value).await
}

async fn ask_out(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc, item)): Path<Inside>,
    headers: HeaderMap,
    Sent(sent): Sent<NewValue>,
) -> Result<Response, Problem> {
    let question = Question::NotEvaluated { item };
    over(&site, &person, (&programme, &edition, &uscc), question, &headers, sent.value).await
}

/// Saves over the version that was seen.
async fn over(
    site: &Site,
    person: &SignedInPerson,
    which: (&str, &str, &str),
    question: Question,
    headers: &HeaderMap,
    value: Value,
) -> Result<Response, Problem> {
    let seen = seen(headers)?;
    let claim = find(site, person, which).await?;
    let node = saved(&value)?;
    match site.app.save_answer(person, &claim.target, &question, node.as_ref(), seen).await? {
        Saving::Saved(version) => {
            let period = match question {
                Question::Fact { period, .. } => period,
                _ => None,
            };
            Ok(tagged(Answer { period, value: node.as_ref().map_or(Value::Null, json), version }))
        }
        Saving::Stale(theirs) => {
            let stands = theirs.value.as_ref().map_or(Value::Null, json);
            Err(Problem::stale(value, stands, theirs.version))
        }
    }
}

async fn add(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc)): Path<Which>,
    asked: Query,
    File(content): File,
) -> Result<Json<FileRow>, Problem> {
    let claim = find(&site, &person, (&programme, &edition, &uscc)).await?;
    let question = match (asked.given("fact"), asked.given("document")) {
        (Some(fact), None) => Question::Fact { fact, period: None },
        (None, Some(name)) => Question::Document { name },
        _ => {
            return Err(Problem::field(
                "fact",
                "fact 与 document 须写且只写一个",
                "name either `fact` or `document`",
            ));
        }
    };
    let name = asked.given("name").unwrap_or_default();
    let file = site.app.attach(&person, &claim.target, &question, &name, content).await?;
    Ok(Json((&file).into()))
}

fn number(text: &str) -> Result<i64, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

async fn open(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc, file)): Path<Inside>,
) -> Result<Response, Problem> {
    let found = site.app.claim_file(&person, &programme, &edition, &uscc, number(&file)?).await;
    let (_, content) = found.map_err(hidden)?.ok_or_else(Problem::not_found)?;
    Ok(([(CONTENT_TYPE, "application/octet-stream")], content).into_response())
}

async fn remove(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc, file)): Path<Inside>,
) -> Result<StatusCode, Problem> {
    let claim = find(&site, &person, (&programme, &edition, &uscc)).await?;
    site.app.detach(&person, &claim.target, number(&file)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn score(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc)): Path<Which>,
) -> Result<Json<Score>, Problem> {
    let claim = find(&site, &person, (&programme, &edition, &uscc)).await?;
    Ok(Json(claim.score.as_ref().ok_or_else(Problem::not_found)?.into()))
}

async fn submit(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc)): Path<Which>,
    Sent(sent): Sent<Consents>,
) -> Result<Json<Received>, Problem> {
    let claim = find(&site, &person, (&programme, &edition, &uscc)).await?;
    let file = |name: &String| {
        let files = claim.files_of(&Question::Document { name: name.clone() });
        Some((name.clone(), files.last()?.file.name.clone()))
    };
    let documents = claim.documents.iter().filter_map(|document| file(&document.name)).collect();
    let documents = Documents { documents, consents: sent.consents };
    let receipt = site.app.submit_draft(&person, &claim.target, &documents).await?;
    Ok(Json(Received::of(&receipt)))
}
