//! Public registers: the enterprises that a programme has named.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use duheng_app::App;
use duheng_app::public::{Filter, PublicHonour, PublicProgramme, Show, Standing};
use serde::Deserialize;

use crate::address::with_query;
use crate::frame::Frame;
use crate::site::Site;
use crate::trouble::Trouble;

/// A programme with the number of its honours that hold today.
pub(crate) struct Listed {
    pub(crate) programme: PublicProgramme,
    pub(crate) valid: i64,
}

/// The programmes that name enterprises.
pub(crate) async fn listed(app: &App) -> Result<Vec<Listed>, Trouble> {
    let counts = app.valid_honours().await?;
    let count = |id: &str| counts.iter().find(|(of, _)| of == id).map_or(0, |(_, count)| *count);
    let naming = app.public_programmes().into_iter().filter(|programme| programme.names);
    Ok(naming.map(|programme| Listed { valid: count(&programme.id), programme }).collect())
}

/// The programme of this name, if it names enterprises.
pub(crate) fn naming(app: &App, programme: &str) -> Result<PublicProgramme, Trouble> {
    let found = app.public_programme(programme).filter(|found| found.names);
    found.ok_or(Trouble::NotFound)
}

#[derive(Template)]
#[template(path = "portal/registers.html")]
struct RegistersPage {
    frame: Frame,
    registers: Vec<Listed>,
}

/// `GET /registers`
pub(crate) async fn registers(State(site): State<Arc<Site>>, frame: Frame) -> Result<Response, Trouble> {
    let page = RegistersPage { registers: listed(&site.app).await?, frame };
    page.frame.show(StatusCode::OK, &page)
}

/// What may stand behind `?`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    grade: String,
    /// Nothing at all is `valid`; `all` is any.
    #[serde(default)]
    state: Option<String>,
    #[serde(default)]
    after: String,
}

impl Asked {
    fn state(&self) -> &str {
        self.state.as_deref().unwrap_or("valid")
    }

    pub(crate) fn filter(&self) -> Filter {
        let standing = Standing::ALL.into_iter().find(|standing| standing.name() == self.state());
        Filter {
            search: self.q.trim().to_owned(),
            grade: Some(self.grade.clone()).filter(|grade| !grade.is_empty()),
            standing,
        }
    }
}

#[derive(Template)]
#[template(path = "portal/register.html")]
struct RegisterPage {
    frame: Frame,
    programme: PublicProgramme,
    asked: Asked,
    rows: Vec<PublicHonour>,
    /// The address of the next page.
    next: Option<String>,
    /// The address of the table.
    csv: String,
    /// The address of the register without what was asked.
    plain: String,
}

impl RegisterPage {
    fn standings(&self) -> [Standing; 4] {
        Standing::ALL
    }
}

/// `GET /registers/{programme}`
pub(crate) async fn register(
    State(site): State<Arc<Site>>,
    frame: Frame,
    Path(programme): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Trouble> {
    let programme = naming(&site.app, &programme)?;
    let show = Show { after: Some(asked.after.clone()).filter(|after| !after.is_empty()), ..Show::default() };
    let found = site.app.register(&programme.id, &asked.filter(), &show).await?;
    let plain = format!("/registers/{}", crate::address::encoded(&programme.id));
    let values = [("q", asked.q.trim()), ("grade", asked.grade.as_str()), ("state", asked.state())];
    let next = found.next.map(|after| {
        let [q, grade, state] = values;
        with_query(&plain, &[q, grade, state, ("after", &after)])
    });
    let csv = with_query(&format!("{plain}/csv"), &values);
    let page = RegisterPage { rows: found.rows, next, csv, plain, programme, asked, frame };
    page.frame.show(StatusCode::OK, &page)
}
