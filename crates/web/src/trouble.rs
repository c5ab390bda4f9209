//! Why a page is not shown: the one place that names statuses of errors. What these pages look like is `guard`'s.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use duheng_app::Fault;

/// Why a page is not shown.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// There is no such page.
    NotFound,
    /// Not for who asks, or a form comes from elsewhere.
    Forbidden,
    /// The session has ended, and what was sent cannot be kept.
    SignedOut,
    /// A form that is larger than forms may be.
    TooLarge,
    /// Too many forms; with the seconds to wait.
    TooMany(u64),
    /// No font of the deployment has these characters of a document.
    NoGlyphs(Vec<char>),
    /// Something broke.
    Broken(String),
}

/// The characters that a document lacks.
#[derive(Clone)]
pub(crate) struct Lacking(pub(crate) String);

/// What broke, for the log alone.
#[derive(Clone)]
pub(crate) struct Cause(pub(crate) String);

/// A page that tells its error itself.
#[derive(Clone, Copy)]
pub(crate) struct Told;

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::Forbidden => StatusCode::FORBIDDEN.into_response(),
            Self::SignedOut => StatusCode::UNAUTHORIZED.into_response(),
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
            Self::TooMany(seconds) => {
                let wait = [(axum::http::header::RETRY_AFTER, seconds.to_string())];
                (StatusCode::TOO_MANY_REQUESTS, wait).into_response()
            }
            Self::NoGlyphs(signs) => {
                let named = signs.iter().map(|sign| format!("{sign} (U+{:04X})", u32::from(*sign)));
                let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
                response.extensions_mut().insert(Lacking(named.collect::<Vec<_>>().join(" ")));
                response
            }
            Self::Broken(cause) => {
                let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
                response.extensions_mut().insert(Cause(cause));
                response
            }
        }
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault.to_string())
    }
}

impl From<askama::Error> for Trouble {
    fn from(error: askama::Error) -> Self {
        Self::Broken(error.to_string())
    }
}
