//! Who asks: the cookie of a session, and the person whose it is.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use duheng_app::accounts::AccountFailure;
use duheng_app::accounts::SignedInPerson;

use crate::frame::cookie;
use crate::site::Site;
use crate::trouble::Trouble;

/// A cookie that opens something: over TLS no other host can set it, and no script reads it.
#[derive(Clone, Copy)]
pub(crate) struct Secret {
    plain: &'static str,
    tls: &'static str,
}

/// The session.
pub(crate) const SESSION: Secret = Secret { plain: "duheng_session", tls: "__Host-duheng_session" };
/// A sign-in that waits for the second factor.
pub(crate) const PENDING: Secret = Secret { plain: "duheng_pending", tls: "__Host-duheng_pending" };

impl Secret {
    fn name(self, site: &Site) -> &'static str {
        if site.settings.tls() { self.tls } else { self.plain }
    }

    /// What a browser sends.
    pub(crate) fn read<'h>(self, site: &Site, headers: &'h HeaderMap) -> Option<&'h str> {
        cookie(headers, self.name(site)).filter(|value| !value.is_empty())
    }

    /// Gives it to the browser until the browser is closed. `Lax`, so that a link in a letter finds the session.
    pub(crate) fn give(self, site: &Site, response: &mut Response, value: &str) {
        self.set(site, response, &format!("{value}; Path=/; SameSite=Lax; HttpOnly"));
    }

    /// Takes it back.
    pub(crate) fn take(self, site: &Site, response: &mut Response) {
        self.set(site, response, "; Path=/; SameSite=Lax; HttpOnly; Max-Age=0");
    }

    fn set(self, site: &Site, response: &mut Response, rest: &str) {
        let secure = if site.settings.tls() { "; Secure" } else { "" };
        if let Ok(value) = HeaderValue::from_str(&format!("{}={rest}{secure}", self.name(site))) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
}

/// The person of the session that a browser sends, if it lives.
pub(crate) async fn person(
    site: &Site,
    headers: &HeaderMap,
) -> Result<Option<Arc<SignedInPerson>>, AccountFailure> {
    match SESSION.read(site, headers) {
        Some(token) => Ok(site.app.who(token).await?.map(Arc::new)),
        None => Ok(None),
    }
}

/// The person who asks. Only routes that need a session may take it.
pub(crate) struct Visitor(pub(crate) Arc<SignedInPerson>);

impl FromRequestParts<Arc<Site>> for Visitor {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Site>) -> Result<Self, Trouble> {
        parts.extensions.get().cloned().map(Self).ok_or(Trouble::Forbidden)
    }
}
