//! What everybody may ask without a token.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use duheng_app::Vouched;
use duheng_app::public::{Filter, OnNotice, PublicHonour, PublicProgramme, PublicState, Standing};
use duheng_programme::command::{Command, FilingCommand};
use duheng_programme::language;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::body::{Query, Sent};
use super::commands::read;
use super::document;
use super::operation::{Answered, Asked, LIST, Operation, of};
use super::problem::Problem;
use super::words::{Enterprise, Received, Titled, Words, page, show};
use crate::pages::portal::found;
use crate::site::Site;

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    let object = language::command("object").map_or(Asked::Nothing, Asked::Arguments);
    vec![
        Operation::open("/openapi.json", "describeInterface", ["接口说明", "Describes this interface."], &[])
            .gives(Answered::Description, || get(document::served)),
        Operation::open("/programmes", "listProgrammes", ["评价活动", "Lists the programmes."], &[])
            .json(of::<Programmes>, || get(programmes)),
        Operation::open(
            "/registers/{programme}",
            "listHonours",
            ["公开名录", "Lists a public register."],
            &["register"],
        )
        .with(&["q", "grade", "state", "after"])
        .json(of::<HonourPage>, || get(honours)),
        Operation::open(
            "/companies",
            "listCompanies",
            ["有公开结果的企业", "Finds companies with public results."],
            &["companies"],
        )
        .with(&["q", "after"])
        .json(of::<CompanyPage>, || get(companies)),
        Operation::open(
            "/companies/{uscc}",
            "getCompany",
            ["一家企业的公开结果", "Shows the public results of a company."],
            &["company"],
        )
        .json(of::<CompanyResults>, || get(company)),
        Operation::open("/notices", "listNotices", ["公示", "Lists what is on public notice."], &["notices"])
            .with(LIST)
            .json(of::<NoticePage>, || get(notices)),
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
            "/certificates/{*number}",
            "verifyCertificate",
            ["按编号核验证书", "Verifies a certificate by its number."],
            &["certificates"],
        )
        .json(of::<Certificate>, || get(certificate)),
    ]
}

/// The programmes of this deployment.
#[derive(Serialize, ToSchema)]
pub(super) struct Programmes {
    /// By name.
    rows: Vec<ProgrammeRow>,
}

/// A programme.
#[derive(Serialize, ToSchema)]
pub(super) struct ProgrammeRow {
    /// Its name.
    programme: String,
    /// Its title.
    title: Words,
    /// Who runs it.
    issuer: Words,
    /// The grades, highest first.
    grades: Vec<Titled>,
    /// Whether it has a register of honours.
    names: bool,
}

impl From<PublicProgramme> for ProgrammeRow {
    fn from(of: PublicProgramme) -> Self {
        Self {
            programme: of.id,
            title: (&of.title).into(),
            issuer: (&of.issuer).into(),
            grades: of.grades.iter().map(Titled::of).collect(),
            names: of.names,
        }
    }
}

/// An honour.
#[derive(Serialize, ToSchema)]
pub(super) struct Honour {
    /// Whose.
    enterprise: Enterprise,
    /// The programme.
    programme: String,
    /// Its title.
    title: Words,
    /// The edition.
    edition: String,
    /// The grade.
    grade: Titled,
    /// The number of the certificate.
    number: String,
    /// The first day.
    from: String,
    /// The last day, included.
    until: Option<String>,
    /// The day on which it was ended.
    ended_on: Option<String>,
    /// `valid`, `expired`, `withdrawn` or `renewed`.
    standing: String,
}

impl From<PublicHonour> for Honour {
    fn from(of: PublicHonour) -> Self {
        Self {
            enterprise: (&of.enterprise).into(),
            programme: of.programme,
            title: (&of.title).into(),
            edition: of.edition,
            grade: Titled { name: of.grade_id, title: (&of.grade).into() },
            number: of.number,
            from: of.from,
            until: of.until,
            ended_on: of.ended_on,
            standing: of.standing.name().to_owned(),
        }
    }
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

/// A state of a record that everybody may see.
#[derive(Serialize, ToSchema)]
pub(super) struct StateRow {
    /// The title of the register.
    register: Words,
    /// The title of the state.
    state: Words,
    /// From which day on it holds.
    since: String,
    /// When it was entered.
    entered_on: String,
}

impl From<PublicState> for StateRow {
    fn from(of: PublicState) -> Self {
        let (since, entered_on) = (of.since, of.entered_on);
        Self { register: (&of.register).into(), state: (&of.state).into(), since, entered_on }
    }
}

/// What everybody may know of a company.
#[derive(Serialize, ToSchema)]
pub(super) struct CompanyResults {
    /// Who.
    enterprise: Enterprise,
    /// Its honours, the latest first.
    honours: Vec<Honour>,
    /// The states of its records, in the order in which they were entered.
    states: Vec<StateRow>,
    /// Its results on public notice now.
    notices: Vec<Notice>,
}

/// What the deployment knows of a number.
#[derive(Serialize, ToSchema)]
pub(super) struct Certificate {
    /// The number as it was understood.
    number: String,
    /// The honours whose certificates have it.
    honours: Vec<Honour>,
}

page!(HonourPage, Honour);
page!(NoticePage, Notice);
page!(CompanyPage, Enterprise);

async fn programmes(State(site): State<Arc<Site>>) -> Json<Programmes> {
    let rows = site.app.public_programmes();
    Json(Programmes { rows: rows.into_iter().map(ProgrammeRow::from).collect() })
}

async fn honours(
    State(site): State<Arc<Site>>,
    Path(programme): Path<String>,
    asked: Query,
) -> Result<Json<HonourPage>, Problem> {
    let found = site.app.public_programme(&programme).filter(|found| found.names);
    found.ok_or_else(Problem::not_found)?;
    let state = asked.given("state");
    let standing = state.as_deref().map(|state| {
        let found = Standing::ALL.into_iter().find(|standing| standing.name() == state);
        found.ok_or_else(|| {
            Problem::field(
                "state",
                "须为 valid、expired、withdrawn 或 renewed",
                "valid, expired, withdrawn or renewed",
            )
        })
    });
    let filter = Filter {
        search: asked.given("q").unwrap_or_default(),
        grade: asked.given("grade"),
        standing: standing.transpose()?,
    };
    let page = site.app.register(&programme, &filter, &show(&asked)).await?;
    Ok(Json(HonourPage { rows: page.rows.into_iter().map(Honour::from).collect(), next: page.next }))
}

async fn companies(State(site): State<Arc<Site>>, asked: Query) -> Result<Json<CompanyPage>, Problem> {
    let page = site.app.companies(&asked.given("q").unwrap_or_default(), &show(&asked)).await?;
    Ok(Json(CompanyPage { rows: page.rows.iter().map(Enterprise::from).collect(), next: page.next }))
}

async fn company(
    State(site): State<Arc<Site>>,
    Path(uscc): Path<String>,
) -> Result<Json<CompanyResults>, Problem> {
    let found = site.app.company(&uscc).await?.ok_or_else(Problem::not_found)?;
    Ok(Json(CompanyResults {
        enterprise: (&found.enterprise).into(),
        honours: found.honours.into_iter().map(Honour::from).collect(),
        states: found.states.into_iter().map(StateRow::from).collect(),
        notices: found.notices.into_iter().map(Notice::from).collect(),
    }))
}

async fn notices(State(site): State<Arc<Site>>, asked: Query) -> Result<Json<NoticePage>, Problem> {
    let page = site.app.notices(None, &show(&asked)).await?;
    Ok(Json(NoticePage { rows: page.rows.into_iter().map(Notice::from).collect(), next: page.next }))
}

/// The most characters of each field of an objection.
const LONGEST: [(&str, usize); 3] = [("name", 50), ("contact", 100), ("text", 4000)];

async fn objection(
    State(site): State<Arc<Site>>,
    Path((programme, edition, uscc)): Path<(String, String, String)>,
    Sent(sent): Sent<Value>,
) -> Result<Json<Received>, Problem> {
    let found = site.app.notice_of(&programme, &edition, &uscc).await?;
    let (_, target) = found.ok_or_else(Problem::not_found)?;
    let command = read("object", &sent, None)?;
    if let Command::Filing(FilingCommand::Object { name, contact, text }) = &command {
        for ((field, most), said) in LONGEST.iter().zip([name, contact, text]) {
            if said.chars().count() > *most || (said.is_empty() && *field != "contact") {
                let (zh, en) = (format!("须为 1 至 {most} 字"), format!("of 1 to {most} characters"));
                return Err(Problem::field(&format!("/{field}"), &zh, &en));
            }
        }
    }
    let receipt = site.app.act(&Vouched::public(), &target, command).await?;
    site.metrics.objected();
    Ok(Json(Received::of(&receipt)))
}

async fn certificate(
    State(site): State<Arc<Site>>,
    Path(number): Path<String>,
) -> Result<Json<Certificate>, Problem> {
    let honours = found(&site, &number).await?;
    let Some(number) = honours.first().map(|honour| honour.number.clone()) else {
        return Err(Problem::not_found());
    };
    Ok(Json(Certificate { number, honours: honours.into_iter().map(Honour::from).collect() }))
}
