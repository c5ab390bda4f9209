//! What everybody may ask without a token.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::get;
use duheng_app::public::{Filter, PublicHonour, PublicProgramme, PublicState, Standing};
use serde::Serialize;
use utoipa::ToSchema;

use super::body::Query;
use super::document;
use super::notices::Notice;
use super::operation::{Answered, Operation, of};
use super::problem::{Part, Problem};
use super::words::{Enterprise, Titled, Words, page, show};
use crate::address::encoded;
use crate::pages::portal::found;
use crate::site::Site;

/// Its operations.
pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::open("/openapi.json", "describeInterface", ["接口说明", "Describes this interface."], &[])
            .gives(Answered::Description, || get(document::served)),
        Operation::open(
            "/programmes",
            "listProgrammes",
            ["评价活动", "Lists the programmes."],
            &["valid_honours"],
        )
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
        Operation::open(
            "/certificates/{*number}",
            "verifyCertificate",
            ["按编号核验证书", "Verifies a certificate by its number."],
            &["certificates", "issued"],
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
    /// How many of its honours hold today.
    valid: i64,
}

impl ProgrammeRow {
    fn of(of: PublicProgramme, valid: i64) -> Self {
        Self {
            valid,
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
    honours: Vec<Certified>,
}

/// An honour with who issued its certificate.
#[derive(Serialize, ToSchema)]
pub(super) struct Certified {
    /// The honour.
    honour: Honour,
    /// The office that issued the certificate.
    issuer: Words,
    /// The line that the log of the deployment came to when it was issued, as `POSITION:HASH`.
    log_line: Option<String>,
    /// The path, on this host, of the certificate as a document; none where it does not hold.
    document: Option<String>,
}

page!(HonourPage, Honour);
page!(CompanyPage, Enterprise);

async fn programmes(State(site): State<Arc<Site>>) -> Result<Json<Programmes>, Problem> {
    let counts = site.app.valid_honours().await?;
    let count = |id: &str| counts.iter().find(|(of, _)| of == id).map_or(0, |(_, count)| *count);
    let row = |of: PublicProgramme| ProgrammeRow::of(of.clone(), count(&of.id));
    Ok(Json(Programmes { rows: site.app.public_programmes().into_iter().map(row).collect() }))
}

async fn honours(
    State(site): State<Arc<Site>>,
    Path(programme): Path<String>,
    asked: Query,
) -> Result<Json<HonourPage>, Problem> {
    let found = site.app.public_programme(&programme).filter(|found| found.names);
    found.ok_or_else(Problem::not_found)?;
    let page = site.app.register(&programme, &filter(&asked)?, &show(&asked)).await?;
    Ok(Json(HonourPage { rows: page.rows.into_iter().map(Honour::from).collect(), next: page.next }))
}

/// What of a register is asked for; all of it where nothing is said.
pub(super) fn filter(asked: &Query) -> Result<Filter, Problem> {
    let state = asked.given("state");
    let standing = state.as_deref().map(|state| {
        let found = Standing::ALL.into_iter().find(|standing| standing.name() == state);
        found.ok_or_else(|| {
            Problem::parameter(
                Part::Query,
                "state",
                "须为 valid、expired、withdrawn 或 renewed",
                "valid, expired, withdrawn or renewed",
            )
        })
    });
    Ok(Filter {
        search: asked.given("q").unwrap_or_default(),
        grade: asked.given("grade"),
        standing: standing.transpose()?,
    })
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

async fn certificate(
    State(site): State<Arc<Site>>,
    Path(number): Path<String>,
) -> Result<Json<Certificate>, Problem> {
    let found = found(&site, &number).await?;
    let number = found.first().map(|honour| honour.number.clone()).ok_or_else(Problem::not_found)?;
    let mut honours = Vec::new();
    for honour in found {
        let issued = site.app.issued(&honour).await?;
        let (issuer, log_line) = ((&issued.office).into(), issued.line.map(|line| line.to_string()));
        let holds = honour.standing == Standing::Valid;
        let document = holds.then(|| format!("/certificates/{}", encoded(&honour.number)));
        honours.push(Certified { honour: honour.into(), issuer, log_line, document });
    }
    Ok(Json(Certificate { number, honours }))
}
