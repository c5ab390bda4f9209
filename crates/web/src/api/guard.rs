//! What stands before and behind every operation: the token, the limits, the key of a request that may come twice;
//! then problems in the language of the request, headers, counters and the log.
//!
//! A cookie opens nothing here, so no other site can act through somebody's browser.

use std::sync::Arc;

use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use duheng_app::accounts::{Begun, SignedInPerson, TokenScope};

use super::ROOM;
use super::problem::{MEDIA, Part, Problem};
use crate::client::Client;
use crate::frame::accepted;
use crate::guard::Passage;
use crate::site::Site;

/// The key of a request that may come twice.
const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Says that an answer was given before.
const AGAIN: HeaderName = HeaderName::from_static("idempotency-replayed");
/// The most characters of a key.
const LONGEST: usize = 200;
/// The most bytes of an answer that is kept.
const KEPT: usize = 1024 * 1024;

pub(crate) async fn guard(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response {
    let passage = Passage::begin(&site, &request);
    let language = accepted(request.headers());
    let mut response = match enter(&site, &mut request).await {
        Ok(()) => answered(&site, request, next).await,
        Err(problem) => problem.into_response(),
    };
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        let problem = response.extensions().get::<Problem>().cloned();
        let problem = problem.unwrap_or_else(|| Problem::of_status(status));
        if let Some(cause) = &problem.cause {
            tracing::error!(request = passage.number, route = passage.route, cause, "an operation broke");
        }
        let allow = response.headers().get(header::ALLOW).cloned();
        response = told(&problem, (status, Json(problem.written(language, &passage.number))).into_response());
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    let fixed = response.headers_mut();
    fixed.insert(header::VARY, HeaderValue::from_static("accept-language, authorization"));
    fixed.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    passage.end(&site, &mut response);
    response
}

fn told(problem: &Problem, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA));
    if problem.status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"duheng\""));
    }
    if let Some(seconds) = problem.wait {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// Finds who asks, and lets nobody ask too often.
async fn enter(site: &Site, request: &mut Request) -> Result<(), Problem> {
    let client = Client::of(&site.settings.proxies, request.extensions(), request.headers());
    if client == Client::PastTheProxy {
        return Err(Problem::of_status(StatusCode::FORBIDDEN));
    }
    let person = match bearer(request.headers()) {
        Some(token) => {
            let found = site.app.token_holder(token).await?;
            Some(Arc::new(found.ok_or_else(|| Problem::unauthorised(true))?))
        }
        None => None,
    };
    if !request.method().is_safe() {
        let taken = site.admit(client, person.as_deref());
        taken.map_err(|wait| Problem::too_many(wait.as_secs().max(1)))?;
        if person.as_ref().is_some_and(|person| !person.may_write()) {
            return Err(Problem::read_only());
        }
    }
    if let Some(person) = person {
        request.extensions_mut().insert(person);
    }
    Ok(())
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let sent = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = sent.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Lets through who has a token.
pub(crate) async fn signed_in(request: Request, next: Next) -> Response {
    match request.extensions().get::<Arc<SignedInPerson>>().is_some() {
        true => next.run(request).await,
        false => Problem::unauthorised(false).into_response(),
    }
}

/// Lets through whose token administers the deployment.
pub(crate) async fn administrator(request: Request, next: Next) -> Response {
    let person = request.extensions().get::<Arc<SignedInPerson>>();
    match person.map(|person| (person.is_administrator(), person.scope())) {
        None => Problem::unauthorised(false).into_response(),
        Some((true, _)) => next.run(request).await,
        Some((false, Some(TokenScope::Administer))) => {
            Problem::of_status(StatusCode::FORBIDDEN).into_response()
        }
        Some((false, _)) => Problem::not_administering().into_response(),
    }
}

/// Does a request, or answers as before where it comes a second time.
async fn answered(site: &Site, request: Request, next: Next) -> Response {
    let person = request.extensions().get::<Arc<SignedInPerson>>().cloned();
    let key = request.headers().get(&KEY).cloned();
    match (person, key) {
        (Some(person), Some(key)) if request.method() == Method::POST => {
            once(site, &person, &key, request, next).await.unwrap_or_else(Problem::into_response)
        }
        _ => next.run(request).await,
    }
}

async fn once(
    site: &Site,
    person: &SignedInPerson,
    key: &HeaderValue,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let key = key.to_str().ok().filter(|key| !key.is_empty() && key.len() <= LONGEST);
    let wrong = || {
        Problem::parameter(
            Part::Header,
            "Idempotency-Key",
            "Idempotency-Key 须为 1 至 200 个可见字符",
            "Idempotency-Key has 1 to 200 visible characters",
        )
    };
    let key = key.ok_or_else(wrong)?.to_owned();
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, ROOM).await.map_err(|_| Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE))?;
    // each byte as a letter of its own: two bodies that differ give two texts
    let sent: String = body.iter().map(|byte| char::from(*byte)).collect();
    let asked = format!("{} {}\n{sent}", parts.method, parts.uri);
    match site.app.begin_request(person, &key, &asked).await? {
        Begun::New => {}
        Begun::Other => return Err(Problem::other_request()),
        Begun::Running => return Err(Problem::running()),
        Begun::Done(status, body) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
            let kind = [(header::CONTENT_TYPE, "application/json")];
            let mut response = (status, kind, body).into_response();
            response.headers_mut().insert(AGAIN, HeaderValue::from_static("true"));
            return Ok(response);
        }
    }
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    if !response.status().is_success() {
        site.app.end_request(person, &key, None).await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, KEPT).await.map_err(|error| Problem::broken(error.to_string()))?;
    let text = String::from_utf8_lossy(&body);
    site.app.end_request(person, &key, Some((parts.status.as_u16(), &text))).await?;
    Ok(Response::from_parts(parts, Body::from(body)))
}
