//! What visitors of a demo may do beside the platform. In every other deployment these pages do not exist.

use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequestParts, RawQuery};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use duheng_app::accounts::{AccountFailure, SignedIn};

use crate::address::case;
use crate::demo::{Demo, DemoAccount};
use crate::forms::{self, Fields, Posted};
use crate::frame::Frame;
use crate::kept::Way;
use crate::pages::account::sign_in::enter;
use crate::routes::{Route, open};
use crate::site::Site;
use crate::trouble::Trouble;

/// Its routes.
pub(crate) const ROUTES: &[Route] = &[
    open("GET", "/demo", &["awaited"], || get(people)),
    open("POST", "/demo/time", &[], || post(time)),
    open("POST", "/demo/sign-in", &["sign_in", "who"], || post(sign_in)),
];

/// A site that is a demo.
pub(crate) struct InDemo(Arc<Site>);

impl InDemo {
    fn demo(&self) -> Result<&dyn Demo, Trouble> {
        self.0.demo().ok_or(Trouble::NotFound)
    }
}

impl FromRequestParts<Arc<Site>> for InDemo {
    type Rejection = Trouble;

    async fn from_request_parts(_: &mut Parts, site: &Arc<Site>) -> Result<Self, Trouble> {
        let demo = Self(Arc::clone(site));
        demo.demo()?;
        Ok(demo)
    }
}

/// Who signs in by a click.
#[derive(Default)]
pub(crate) struct People {
    /// Those for whom the application waits that was looked at.
    pub(crate) awaited: Vec<DemoAccount>,
    /// Where they go on with it.
    pub(crate) there: String,
    /// Those of the first list.
    pub(crate) told: Vec<DemoAccount>,
    /// Those of the list that is folded.
    pub(crate) experts: Vec<DemoAccount>,
}

impl People {
    pub(crate) fn of(demo: &dyn Demo) -> Self {
        let (experts, told) = demo.accounts().iter().cloned().partition(|account| account.is_folded);
        Self { told, experts, ..Self::default() }
    }

    /// Those whom the application at this address waits for come first.
    async fn at(site: &Site, demo: &dyn Demo, address: &str) -> Result<Self, Trouble> {
        let mut people = Self::of(demo);
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').collect();
        if let ["", "cases" | "claims" | "assess", programme, edition, uscc, ..] = parts.as_slice() {
            let awaited = site.app.awaited(programme, edition, uscc).await?;
            let mut waits = |account: &mut DemoAccount| awaited.contains(&account.login);
            people.awaited = people.told.extract_if(.., &mut waits).collect();
            people.awaited.extend(people.experts.extract_if(.., &mut waits));
            people.there = case(programme, edition, uscc);
        }
        Ok(people)
    }
}

#[derive(Template)]
#[template(path = "demo/people.html")]
struct PeoplePage {
    frame: Frame,
    token: String,
    next: &'static str,
    people: People,
}

/// `GET /demo`
async fn people(
    site: InDemo,
    frame: Frame,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let asked = Fields::read(&query.unwrap_or_default());
    let people = People::at(&site.0, site.demo()?, asked.get("at")).await?;
    let token = forms::token(&site.0, &frame, &headers)?;
    let page = PeoplePage { frame, token, next: "", people };
    let mut response = page.frame.show(StatusCode::OK, &page)?;
    if page.frame.person().is_none() {
        forms::tie(&site.0, &mut response, &page.token);
    }
    Ok(response)
}

/// `POST /demo/time`. The strip stands on pages that tie no token to a browser; where the form comes from is checked before,
/// as for all forms.
async fn time(site: InDemo, body: String) -> Result<Response, Trouble> {
    let fields = Fields::read(&body);
    let days = match fields.get("days") {
        "1" => 1,
        "7" => 7,
        _ => return Ok(StatusCode::BAD_REQUEST.into_response()),
    };
    let moved = site.demo()?.forward(&site.0.app, days).await;
    moved.map_err(|why| Trouble::Broken(why.0))?;
    let next = Way::of(&fields).next;
    Ok(Redirect::to(if next.is_empty() { "/" } else { &next }).into_response())
}

/// `POST /demo/sign-in`
async fn sign_in(
    site: InDemo,
    frame: Frame,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let login = fields.get("login");
    let account = site.demo()?.accounts().iter().find(|account| account.login == login);
    let account = account.ok_or(Trouble::NotFound)?;
    let app = &site.0.app;
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    match app.sign_in(&account.login, &account.password, agent).await {
        Ok(SignedIn::Done(session)) => {
            if let Some(person) = frame.person() {
                app.sign_out(person).await.map_err(|failure| Trouble::Broken(failure.to_string()))?;
            }
            enter(&site.0, frame, Way::of(&fields), &session).await
        }
        Err(AccountFailure::Broken(fault)) => Err(fault.into()),
        // whoever changed the password or set up a second factor signs in as in every deployment
        _ => Ok(Redirect::to("/sign-in").into_response()),
    }
}
