//! The enterprise's own side: applying, answering, evidence, the score as it stands, submitting.

pub(super) mod shapes;

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{delete, get, post, put};
use duheng_app::accounts::SignedInPerson;
use duheng_app::claim;
use duheng_app::{Documents, Question, Saving};
use duheng_programme::language;
use serde_json::Value;

use super::body::{Arguments, Caller, File, NewValue, Query, Sent, json, saved, seen};
use super::commands::read;
use super::operation::{Answered, Asked, Operation, of};
use super::problem::{Part, Problem, hidden};
use super::words::{Blocked, Received, Titled, Words, day};
use crate::site::Site;

use shapes::{
    Answer, AskedFact, Claim, ClaimFinding, ClaimItem, Consents, Entry, FileRow, ListStanding, Score,
    StageDocument, ToApplyList, ToApplyRow,
};

const CLAIM: &str = "/claims/{programme}/{edition}/{uscc}";

type Which = (String, String, String);
/// A claim, and what else the path names.
type Inside = (String, String, String, String);

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
            &["claim_to"],
        )
        .json(of::<Claim>, || get(shown)),
        Operation::own(
            &at("/answers/{fact}"),
            "getAnswer",
            ["一个答案", "Shows an answer with its version."],
            &["claim_to"],
        )
        .with(&["period"])
        .versioned()
        .json(of::<Answer>, || get(answer)),
        Operation::own(
            &at("/answers/{fact}"),
            "saveAnswer",
            ["保存一个答案", "Saves an answer over the version that was seen."],
            &["claim_to", "save_answer"],
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
            &["claim_to", "save_answer"],
        )
        .by("PUT")
        .versioned()
        .asks(Asked::Json(of::<NewValue>))
        .json(of::<Answer>, || put(ask_out)),
        Operation::own(
            &at("/files"),
            "addFile",
            ["附佐证材料", "Attaches a file to a fact or as a document of the stage."],
            &["claim_to", "attach"],
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
            &["claim_to", "detach"],
        )
        .by("DELETE")
        .gives(Answered::Nothing, || delete(remove)),
        Operation::own(
            &at("/score"),
            "getScore",
            [
                "此刻的得分和提升建议",
                "Shows what the claim would score as it stands, and what would lift its grade.",
            ],
            &["claim_to"],
        )
        .json(of::<Score>, || get(score)),
        Operation::own(
            &at("/submit"),
            "submitClaim",
            ["提交", "Submits the claim as it stands."],
            &["claim_to", "submit_draft"],
        )
        .by("POST")
        .asks(Asked::Json(of::<Consents>))
        .json(of::<Received>, || post(submit)),
    ]
}

async fn find(
    site: &Site,
    person: &SignedInPerson,
    which: (&str, &str, &str),
) -> Result<claim::Claim, Problem> {
    find_to(claim::Depth::Score, site, person, which).await
}

/// The claim, worked out no further than is needed.
pub(super) async fn find_to(
    depth: claim::Depth,
    site: &Site,
    person: &SignedInPerson,
    (programme, edition, uscc): (&str, &str, &str),
) -> Result<claim::Claim, Problem> {
    let found = site.app.claim_to(depth, person, programme, edition, uscc).await.map_err(hidden)?;
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
    Arguments(sent): Arguments,
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
    Ok(Json(described(&of)))
}

/// A claim in the words of the interface.
pub(super) fn described(of: &claim::Claim) -> Claim {
    let item = |item: &claim::ClaimItem| ClaimItem {
        code: item.code.clone(),
        title: (&item.title).into(),
        text: (&item.text).into(),
        most: item.most.clone(),
        state: item.state.name().to_owned(),
        facts: item.facts.clone(),
        lists: item
            .lists
            .iter()
            .map(|of| ListStanding { title: (&of.title).into(), listed: of.listed })
            .collect(),
        not_evaluated: item.not_evaluated.as_ref().map(Words::from),
    };
    let fact = |ask: &claim::Ask| AskedFact {
        fact: ask.fact.clone(),
        title: (&ask.title).into(),
        takes: (&ask.kind).into(),
        given: ask.given,
        items: ask.items.clone(),
        answers: ask.questions().iter().map(|question| standing(of, question)).collect(),
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
    Claim {
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
    }
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
    let claim = find_to(claim::Depth::Questions, &site, &person, (&programme, &edition, &uscc)).await?;
    over(&site, &person, &claim, question, &headers, sent.value).await
}

async fn ask_out(
    State(site): State<Arc<Site>>,
    Caller(person): Caller,
    Path((programme, edition, uscc, item)): Path<Inside>,
    headers: HeaderMap,
    Sent(sent): Sent<NewValue>,
) -> Result<Response, Problem> {
    let question = Question::NotEvaluated { item };
    let claim = find_to(claim::Depth::Questions, &site, &person, (&programme, &edition, &uscc)).await?;
    over(&site, &person, &claim, question, &headers, sent.value).await
}

/// Saves over the version that was seen.
pub(super) async fn over(
    site: &Site,
    person: &SignedInPerson,
    claim: &claim::Claim,
    question: Question,
    headers: &HeaderMap,
    value: Value,
) -> Result<Response, Problem> {
    let seen = seen(headers)?;
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
            return Err(Problem::parameter(
                Part::Query,
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
    let which = (programme.as_str(), edition.as_str(), uscc.as_str());
    let claim = find_to(claim::Depth::Advice, &site, &person, which).await?;
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
    let documents = Documents { documents, consents: sent.consents, reply: sent.reply };
    let receipt = site.app.submit_draft(&person, &claim.target, &documents).await?;
    Ok(Json(Received::of(&receipt)))
}
