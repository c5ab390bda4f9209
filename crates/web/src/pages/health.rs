//! Whether the server lives, whether it can work, and what it has counted.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;

use crate::site::Site;

/// `GET /healthz`
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// `GET /readyz`
pub(crate) async fn ready(State(site): State<Arc<Site>>) -> (StatusCode, &'static str) {
    match site.app.is_ready().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}

/// `GET /metrics`
pub(crate) async fn metrics(State(site): State<Arc<Site>>) -> String {
    site.metrics.show()
}
