//! What visitors of a demo may do beside the platform. In every other deployment these pages do not exist.

use std::sync::Arc;

use askama::Template;
use axum::extract::{FromRequestParts, RawQuery};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use duheng_app::accounts::{AccountFailure, SignedIn};
use duheng_app::work::{Awaited, AwaitedPerson};
use duheng_pack::calendar::Date;

use crate::address::{case, with_query};
use crate::demo::{Demo, DemoAccount};
use crate::forms::{self, Fields, Posted};
use crate::frame::Frame;
use crate::kept::Way;
use crate::pages::account::sign_in::{agent, enter};
use crate::pages::case::scene::{address_of, called, hidden};
use crate::routes::{Route, open};
use crate::site::Site;
use crate::trouble::Trouble;

/// Its routes.
pub(crate) const ROUTES: &[Route] = &[
    open("GET", "/demo", &["awaited"], || get(people)),
    open("POST", "/demo/time", &[], || post(time)),
    open("POST", "/demo/sign-in", &["sign_in", "who"], || post(sign_in)),
    open("POST", "/demo/go-on", &["awaited", "sign_in", "who"], || post(go_on)),
];

/// How many days the clock is moved on at once, at most: a re-evaluation is due after three years.
const FARTHEST: u16 = 4 * 366;

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
    /// Those of the first list.
    pub(crate) told: Vec<DemoAccount>,
    /// Those of the list that is folded.
    pub(crate) experts: Vec<DemoAccount>,
}

impl People {
    pub(crate) fn of(demo: &dyn Demo) -> Self {
        let (experts, told) = demo.accounts().iter().cloned().partition(|account| account.is_folded);
        Self { told, experts }
    }
}

/// How it goes on with the application that was looked at.
struct GoingOn {
    awaited: Awaited,
    /// Where it goes on.
    there: String,
}

impl GoingOn {
    /// With the application of this address, where it is that of one.
    async fn at(site: &Site, address: &str) -> Result<Option<Self>, Trouble> {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let parts: Vec<&str> = path.split('/').collect();
        let ["", "cases" | "claims" | "assess" | "notices", programme, edition, uscc, ..] = parts.as_slice()
        else {
            return Ok(None);
        };
        let mut awaited = site.app.awaited(programme, edition, uscc).await.map_err(hidden)?;
        // of several the one comes first who stands first among the people of the demo
        let accounts = site.demo().map(Demo::accounts).unwrap_or_default();
        let rank = |login: &str| accounts.iter().position(|of| of.login == login).unwrap_or(usize::MAX);
        awaited.people.sort_by_key(|person| rank(&person.login));
        Ok(Some(Self { awaited, there: case(programme, edition, uscc) }))
    }

    /// Where somebody does what is awaited of them.
    fn done_at(&self, person: &AwaitedPerson) -> String {
        address_of(&self.there, &person.role, &person.place, &person.ask)
    }
}

#[derive(Template)]
#[template(path = "demo/people.html")]
struct PeoplePage {
    frame: Frame,
    token: String,
    next: &'static str,
    going_on: Option<GoingOn>,
    people: People,
}

impl PeoplePage {
    /// What is awaited of somebody, in words.
    fn awaited_of(&self, person: &AwaitedPerson) -> String {
        called(&self.frame, person.ask.command)
    }
}

/// `GET /demo`
async fn people(
    site: InDemo,
    frame: Frame,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Trouble> {
    let asked = Fields::read(&query.unwrap_or_default());
    let going_on = GoingOn::at(&site.0, asked.get("at")).await?;
    let people = People::of(site.demo()?);
    let token = forms::token(&site.0, &frame, &headers)?;
    let page = PeoplePage { frame, token, next: "", going_on, people };
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
    let days = match (fields.get("days"), Date::parse(fields.get("to"))) {
        ("1", _) => Some(1),
        ("7", _) => Some(7),
        // who pressed twice is there already
        (_, Some(to)) => u16::try_from(to.days_since(site.0.app.today()?).max(0)).ok(),
        _ => None,
    };
    let Some(days) = days.filter(|days| *days <= FARTHEST) else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
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
    change(&site, frame, &headers, fields.get("login"), Way::of(&fields)).await
}

/// `POST /demo/go-on`: as the first of those whom the application waits for, at what they do; where that is nobody, it is said
/// what it waits for.
async fn go_on(
    site: InDemo,
    frame: Frame,
    headers: HeaderMap,
    Posted(fields): Posted,
) -> Result<Response, Trouble> {
    let at = fields.get("at");
    let going_on = GoingOn::at(&site.0, at).await?;
    let first = |of: &'_ GoingOn| of.awaited.people.iter().find(|person| person.is_active).cloned();
    match going_on.as_ref().and_then(|of| Some((of, first(of)?))) {
        Some((of, person)) => {
            change(&site, frame, &headers, &person.login, Way::to(&of.done_at(&person))).await
        }
        None => Ok(Redirect::to(&with_query("/demo", &[("at", at)])).into_response()),
    }
}

/// Signs in as somebody of the demo in place of whoever is signed in. Who registered in it types their own password, and so
/// does whoever set up a second factor.
async fn change(
    site: &InDemo,
    frame: Frame,
    headers: &HeaderMap,
    login: &str,
    way: Way,
) -> Result<Response, Trouble> {
    let app = &site.0.app;
    let by_hand = with_query("/sign-in", &[("login", login), ("next", &way.next), ("done", "own-password")]);
    if let Some(person) = frame.person() {
        app.sign_out(person).await.map_err(|failure| Trouble::Broken(failure.to_string()))?;
    }
    let Some(account) = site.demo()?.accounts().iter().find(|account| account.login == login) else {
        return Ok(Redirect::to(&by_hand).into_response());
    };
    match app.sign_in(&account.login, &account.password, agent(headers)).await {
        Ok(SignedIn::Done(session)) => enter(&site.0, frame, way, &session).await,
        Err(AccountFailure::Broken(fault)) => Err(fault.into()),
        _ => Ok(Redirect::to(&by_hand).into_response()),
    }
}
