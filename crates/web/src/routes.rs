//! The table of all routes. A page that is not in it does not exist.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::site::Site;
use crate::trouble::Trouble;
use crate::{assets, guard, pages};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    /// Everybody.
    Open,
    /// Who works on the machine itself.
    Operator,
}

/// One route.
pub struct Route {
    /// `GET` (which answers `HEAD` too) or `POST`.
    pub method: &'static str,
    /// The path, with names in braces.
    pub path: &'static str,
    /// Who may use it.
    pub capability: Capability,
    handler: fn() -> MethodRouter<Arc<Site>>,
}

const fn open(method: &'static str, path: &'static str, handler: fn() -> MethodRouter<Arc<Site>>) -> Route {
    Route { method, path, capability: Capability::Open, handler }
}

const fn operator(
    method: &'static str,
    path: &'static str,
    handler: fn() -> MethodRouter<Arc<Site>>,
) -> Route {
    Route { method, path, capability: Capability::Operator, handler }
}

/// All routes.
pub const ROUTES: &[Route] = &[
    open("GET", "/", || get(pages::home::home)),
    open("GET", "/registers", || get(pages::register::registers)),
    open("GET", "/registers/{programme}", || get(pages::register::register)),
    open("GET", "/registers/{programme}/csv", || get(pages::csv::csv)),
    open("GET", "/companies", || get(pages::company::companies)),
    open("GET", "/companies/{uscc}", || get(pages::company::company)),
    open("GET", "/verify", || get(pages::verify::form)),
    open("GET", "/verify/{*number}", || get(pages::verify::answer)),
    open("GET", "/notices", || get(pages::notice::notices)),
    open("GET", "/notices/{programme}/{edition}", || get(pages::notice::edition)),
    open("GET", "/notices/{programme}/{edition}/{uscc}", || get(pages::objection::form)),
    open("POST", "/notices/{programme}/{edition}/{uscc}", || post(pages::objection::send)),
    open("GET", "/notices/{programme}/{edition}/{uscc}/received/{reference}", || {
        get(pages::objection::received)
    }),
    open("GET", "/assets/{file}", || get(assets::asset)),
    open("GET", "/healthz", || get(pages::health::alive)),
    open("GET", "/readyz", || get(pages::health::ready)),
    operator("GET", "/metrics", || get(pages::health::metrics)),
];

/// The router of the table.
pub(crate) fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let handler = (route.handler)();
        router = router.route(
            route.path,
            match route.capability {
                Capability::Open => handler,
                Capability::Operator => handler.layer(middleware::from_fn(only_here)),
            },
        );
    }
    router
        .fallback(|| async { Trouble::NotFound })
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .layer(DefaultBodyLimit::max(guard::ROOM))
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(15)))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), guard::guard))
        .layer(CompressionLayer::new())
        .with_state(site)
}

/// Lets through who works on the machine itself.
async fn only_here(request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    match peer.is_some_and(|peer| peer.0.ip().is_loopback()) {
        true => next.run(request).await,
        false => Trouble::Forbidden.into_response(),
    }
}
