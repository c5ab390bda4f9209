//! What stands before and behind every page: a number for the request, the language, the limit on forms, the check
//! where a form comes from; then the headers of safety, the pages of errors, counters and the log.
//!
//! The log has the method, the pattern of the route, the status and the time; no address, no path and no person.

use std::sync::Arc;
use std::time::Instant;

use askama::Template;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use duheng_app::accounts::SignedInPerson;

use crate::client::Client;
use crate::frame::{Frame, LANGUAGE, language_named};
use crate::site::Site;
use crate::trouble::{Cause, Lacking, Told, Trouble};
use crate::{headers, visitor};

/// How many bytes a form may have.
pub const ROOM: usize = 64 * 1024;

/// The page of an error.
#[derive(Template)]
#[template(path = "trouble.html")]
struct TroublePage {
    frame: Frame,
    /// The part of the names of its texts.
    kind: &'static str,
    /// The end of the name of the text that says what to do.
    remedy: &'static str,
    /// The characters that no font has, where a document lacks some.
    lacking: Option<String>,
    /// The number to name to who runs the deployment, where that helps.
    reference: Option<String>,
}

/// Routes that machines ask: no page, no person.
const PLAIN: [&str; 4] = ["/healthz", "/readyz", "/metrics", "/assets/{file}"];

pub(crate) async fn guard(State(site): State<Arc<Site>>, mut request: Request, next: Next) -> Response {
    let passage = Passage::begin(&site, &request);
    let plain = PLAIN.contains(&passage.route.as_str());
    let client = Client::of(&site.settings.proxies, request.extensions(), request.headers());
    request.extensions_mut().insert(client);
    let shut_out = client == Client::PastTheProxy && !plain;
    let asked = match plain || shut_out {
        true => Ok(None),
        false => visitor::person(&site, request.headers()).await,
    };
    let person = asked.as_ref().ok().cloned().flatten();
    let frame = Frame::of(&site, request.uri(), request.headers(), person.clone());
    request.extensions_mut().insert(frame.clone());
    if let Some(person) = &person {
        request.extensions_mut().insert(Arc::clone(person));
    }
    let brings_files = brings_files(request.headers());
    let mut response = match (asked, before(&site, &request, client, person.as_deref())) {
        (Err(failure), _) => Trouble::Broken(failure.to_string()).into_response(),
        (Ok(_), _) if shut_out => Trouble::Forbidden.into_response(),
        (Ok(_), Some(early)) => early,
        (Ok(_), None) => next.run(request).await,
    };
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    if let Some(Cause(cause)) = response.extensions().get() {
        tracing::error!(request = passage.number, route = passage.route, cause, "a page broke");
    }
    if failed && !plain && response.extensions().get::<Told>().is_none() {
        response = told(&frame, &passage.number, brings_files, response);
    }
    passage.end(&site, &mut response);
    response
}

/// The way of a request through the guard: what the log and the answer say of it.
pub(crate) struct Passage {
    /// The number to name to who runs the deployment.
    pub(crate) number: String,
    /// The pattern of the route.
    pub(crate) route: String,
    method: Method,
    started: Instant,
}

impl Passage {
    pub(crate) fn begin(site: &Site, request: &Request) -> Self {
        let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
        Self {
            number: site.app.draw().unwrap_or_default().chars().take(16).collect(),
            route,
            method: request.method().clone(),
            started: Instant::now(),
        }
    }

    /// Puts the headers of safety and the number on the answer, counts it and logs it.
    pub(crate) fn end(self, site: &Site, response: &mut Response) {
        let Self { number, route, method, started } = self;
        headers::secure(response.headers_mut());
        if let Ok(number) = HeaderValue::from_str(&number) {
            response.headers_mut().insert("x-request-id", number);
        }
        let status = response.status();
        site.metrics.answered(status);
        let duration_us = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
        tracing::info!(request = number, %method, route, status = status.as_u16(), duration_us, "answered");
    }
}

/// What is answered without asking a page.
fn before(
    site: &Site,
    request: &Request,
    client: Client,
    person: Option<&SignedInPerson>,
) -> Option<Response> {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return changed_language(site, request);
    }
    if request.method() != Method::POST {
        return None;
    }
    if let Err(wait) = site.admit(client, person) {
        return Some(Trouble::TooMany(wait.as_secs().max(1)).into_response());
    }
    (!is_from_here(request.headers(), site.settings.tls())).then(|| Trouble::Forbidden.into_response())
}

/// `?lang=en` is kept in a cookie and leaves the address.
fn changed_language(site: &Site, request: &Request) -> Option<Response> {
    let query = request.uri().query()?;
    let (chosen, rest): (Vec<&str>, Vec<&str>) = query.split('&').partition(|pair| pair.starts_with("lang="));
    let name = chosen.last()?.strip_prefix("lang=")?;
    language_named(name)?;
    // one slash at the start: two would name another host
    let path = format!("/{}", request.uri().path().trim_start_matches('/'));
    let place = if rest.is_empty() { path } else { format!("{path}?{}", rest.join("&")) };
    let secure = if site.settings.tls() { "; Secure" } else { "" };
    let cookie = format!("{LANGUAGE}={name}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly{secure}");
    let headers = [(header::LOCATION, place), (header::SET_COOKIE, cookie)];
    Some((StatusCode::SEE_OTHER, headers).into_response())
}

/// Whether a form was sent by a page of this deployment: browsers say so in `Origin`, which a page cannot forge.
fn is_from_here(headers: &HeaderMap, tls: bool) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let (Some(origin), Some(host)) = (text(header::ORIGIN), text(header::HOST)) else { return false };
    let scheme = if tls { "https" } else { "http" };
    origin == format!("{scheme}://{host}")
}

/// Whether a form brings files: what is too large then is a file and not what somebody wrote.
fn brings_files(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

/// The page of an error in place of a bare status.
fn told(frame: &Frame, number: &str, brings_files: bool, bare: Response) -> Response {
    let status = bare.status();
    let kind = match status {
        StatusCode::UNAUTHORIZED => "401",
        StatusCode::FORBIDDEN => "403",
        StatusCode::NOT_FOUND => "404",
        StatusCode::METHOD_NOT_ALLOWED => "405",
        StatusCode::PAYLOAD_TOO_LARGE => "413",
        StatusCode::TOO_MANY_REQUESTS => "429",
        status if status.is_server_error() => "500",
        _ => "400",
    };
    let reference = (kind == "500").then(|| number.to_owned());
    let lacking = bare.extensions().get::<Lacking>().map(|Lacking(signs)| signs.clone());
    let kind = if lacking.is_some() { "glyphs" } else { kind };
    let remedy = if kind == "413" && brings_files { "-file-do" } else { "-do" };
    let page = TroublePage { frame: frame.clone(), kind, remedy, lacking, reference };
    let Ok(mut response) = frame.show(status, &page) else { return bare };
    for name in [header::RETRY_AFTER, header::ALLOW] {
        if let Some(value) = bare.headers().get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}
