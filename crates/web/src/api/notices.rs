//! Results on public notice, and objections to them.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use duheng_app::Vouched;
use duheng_app::public::{ObjectionState, OnNotice};
use duheng_programme::command::{Command, FilingCommand};
use duheng_programme::contact;
use duheng_programme::language;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Arguments, Query, Sent};
use super::commands::read;
use super::operation::{Asked, LIST, Operation, of};
use super::problem::Problem;
use super::words::{Enterprise, Received, Words, page, show, time};
use crate::address::encoded;
use crate::pages::portal::OBJECTION;
use crate::reference;
use crate::site::Site;

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    let object = language::command("object").map_or(Asked::Nothing, Asked::Arguments);
    vec![
        Operation::open("/notices", "listNotices", ["公示", "Lists what is on public notice."], &["notices"])
            .with(LIST)
            .json(of::<NoticePage>, || get(notices)),
        Operation::open(
            "/notices/{programme}/{edition}",
            "listNoticesOfEdition",
            ["一届评价活动的公示", "Lists what is on public notice in an edition."],
            &["notices"],
        )
        .with(LIST)
        .json(of::<NoticePage>, || get(of_edition)),
        Operation::open(
            "/notices/{programme}/{edition}/{uscc}",
            "getNotice",
            ["一家企业的公示", "Shows the result of an enterprise that is on public notice."],
            &["notice_of", "publisher"],
        )
        .json(of::<NoticeSheet>, || get(notice)),
        Operation::open(
            "/notices/{programme}/{edition}/{uscc}/objections",
            "objectToResult",
            ["提出异议", "Objects to a result on public notice."],
            &["notice_of", "act"],
        )
        .by("POST")
        .asks(object)
        .json(of::<Received>, || post(objection)),
        Operation::open(
            "/objections/look-up",
            "lookUpObjection",
            [
                "按编号和联系方式查询异议",
                "Shows what became of an objection, by its number and the contact that was left.",
            ],
            &["objection_state"],
        )
        .by("POST")
        .asks(Asked::Json(of::<Receipt>))
        .json(of::<Objection>, || post(look_up)),
    ]
}

/// A result on public notice.
#[derive(Serialize, ToSchema)]
pub(super) struct Notice {
    /// Whose.
    enterprise: Enterprise,
    /// The programme.
    programme: String,
    /// Its title.
    title: Words,
    /// The edition.
    edition: String,
    /// The title of the grade, where one was decided.
    grade: Option<Words>,
    /// The first day.
    from: String,
    /// The last day, included.
    until: String,
}

impl From<OnNotice> for Notice {
    fn from(of: OnNotice) -> Self {
        Self {
            enterprise: (&of.enterprise).into(),
            programme: of.programme,
            title: (&of.title).into(),
            edition: of.edition,
            grade: of.grade.as_ref().map(Words::from),
            from: of.from,
            until: of.until,
        }
    }
}

/// A result on public notice, with who published it.
#[derive(Serialize, ToSchema)]
pub(super) struct NoticeSheet {
    /// The result.
    notice: Notice,
    /// The office that published it.
    publisher: Words,
    /// The path, on this host, of the notice as a document: all results of the same days.
    document: String,
}

/// What whoever objected holds.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "number": "2026-0624-0400-0000", "contact": "13800000000" }))]
pub(super) struct Receipt {
    /// The number of the receipt.
    number: String,
    /// The telephone number or e-mail address that was left.
    contact: String,
}

/// An objection, for whoever made it.
#[derive(Serialize, ToSchema)]
pub(super) struct Objection {
    /// Against whose result.
    enterprise: Enterprise,
    /// The title of the programme.
    title: Words,
    /// The edition.
    edition: String,
    /// When it was received.
    received_at: String,
    /// What became of it; none before there is a ruling.
    ruling: Option<RulingRow>,
}

/// What became of an objection.
#[derive(Serialize, ToSchema)]
pub(super) struct RulingRow {
    /// `rejected`, `again` or `refused`: the result stands, is decided again, or the application ends.
    ruling: String,
    /// Why.
    reason: String,
    /// When.
    at: String,
}

impl From<ObjectionState> for Objection {
    fn from(of: ObjectionState) -> Self {
        let ruling = |(how, reason, at): (duheng_programme::command::Ruling, String, i64)| RulingRow {
            ruling: how.name().to_owned(),
            reason,
            at: time(at),
        };
        Self {
            enterprise: (&of.enterprise).into(),
            title: (&of.title).into(),
            edition: of.edition,
            received_at: time(of.at),
            ruling: of.ruling.map(ruling),
        }
    }
}

page!(NoticePage, Notice);

async fn notices(State(site): State<Arc<Site>>, asked: Query) -> Result<Json<NoticePage>, Problem> {
    let page = site.app.notices(None, &show(&asked)).await?;
    Ok(Json(NoticePage { rows: page.rows.into_iter().map(Notice::from).collect(), next: page.next }))
}

async fn of_edition(
    State(site): State<Arc<Site>>,
    Path((programme, edition)): Path<(String, String)>,
    asked: Query,
) -> Result<Json<NoticePage>, Problem> {
    let found = site.app.public_programme(&programme).ok_or_else(Problem::not_found)?;
    let page = site.app.notices(Some((&found.id, &edition)), &show(&asked)).await?;
    Ok(Json(NoticePage { rows: page.rows.into_iter().map(Notice::from).collect(), next: page.next }))
}

async fn notice(
    State(site): State<Arc<Site>>,
    Path((programme, edition, uscc)): Path<(String, String, String)>,
) -> Result<Json<NoticeSheet>, Problem> {
    let found = site.app.notice_of(&programme, &edition, &uscc).await?;
    let (of, _) = found.ok_or_else(Problem::not_found)?;
    let publisher = site.app.publisher(&of).await?;
    let (from, until) = (&of.from, &of.until);
    let place = format!("/notices/{}/{}", encoded(&programme), encoded(&edition));
    let document = format!("{place}/pdf?from={from}&until={until}");
    Ok(Json(NoticeSheet { publisher: (&publisher).into(), document, notice: of.into() }))
}

async fn objection(
    State(site): State<Arc<Site>>,
    Path((programme, edition, uscc)): Path<(String, String, String)>,
    Arguments(sent): Arguments,
) -> Result<Json<Received>, Problem> {
    let found = site.app.notice_of(&programme, &edition, &uscc).await?;
    let (_, target) = found.ok_or_else(Problem::not_found)?;
    let command = read("object", &sent, None)?;
    if let Command::Filing(FilingCommand::Object { name, contact: left, text }) = &command {
        for ((field, most, ..), said) in OBJECTION.iter().zip([name, left, text]) {
            if said.chars().count() > *most || said.is_empty() {
                let (zh, en) = (format!("须为 1 至 {most} 字"), format!("of 1 to {most} characters"));
                return Err(Problem::field(&format!("/{field}"), &zh, &en));
            }
        }
    }
    let receipt = site.app.act(&Vouched::public(), &target, command).await?;
    site.metrics.objected();
    Ok(Json(Received::of(&receipt)))
}

async fn look_up(
    State(site): State<Arc<Site>>,
    Sent(sent): Sent<Receipt>,
) -> Result<Json<Objection>, Problem> {
    reachable(&sent.contact)?;
    let at = reference::read(&sent.number);
    let at = at.ok_or_else(|| Problem::field("/number", "须为收据上的编号", "the number on the receipt"))?;
    // a wrong number and a wrong contact are not told apart
    let state = site.app.objection_state(at, &sent.contact).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(state.into()))
}

/// Refuses a contact that leads to nobody.
fn reachable(left: &str) -> Result<(), Problem> {
    let (zh, en) = ("须为电话号码或电子邮箱", "a telephone number or an e-mail address");
    contact::reachable(left).map(|_| ()).ok_or_else(|| Problem::field("/contact", zh, en))
}
