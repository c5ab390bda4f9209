//! Forms: the token that ties a form to the browser that got it, and mistakes in fields.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use duheng_app::App;

use crate::frame::cookie;
use crate::site::Site;
use crate::trouble::Trouble;

/// A mistake in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// The field, which is also its place in the page.
    pub(crate) field: &'static str,
    /// What is wrong and what to do.
    pub(crate) sentence: String,
}

/// The name of the cookie with the token; over TLS no other host can set it.
fn name(site: &Site) -> &'static str {
    if site.settings.tls { "__Host-duheng_form" } else { "duheng_form" }
}

/// The token of this browser, or a new one.
pub(crate) fn token(site: &Site, app: &App, headers: &HeaderMap) -> Result<String, Trouble> {
    match cookie(headers, name(site)).filter(|token| is_token(token)) {
        Some(token) => Ok(token.to_owned()),
        None => Ok(app.draw()?),
    }
}

fn is_token(token: &str) -> bool {
    token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a form carries the token of the browser that sends it.
pub(crate) fn is_tied(site: &Site, headers: &HeaderMap, sent: &str) -> bool {
    is_token(sent) && cookie(headers, name(site)) == Some(sent)
}

/// Gives the token to the browser.
pub(crate) fn tie(site: &Site, response: &mut Response, token: &str) {
    let secure = if site.settings.tls { "; Secure" } else { "" };
    let cookie = format!("{}={token}; Path=/; SameSite=Strict; HttpOnly{secure}", name(site));
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
