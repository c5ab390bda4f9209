//! The table of all routes. A page that is not in it does not exist; one that needs a session is not reached without.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodRouter, get};
use duheng_app::accounts::SignedInPerson;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::client::Client;
use crate::pages::{account, assess, case, claim, demo, health, office, portal};
use crate::site::Site;
use crate::trouble::Trouble;
use crate::{api, assets, guard, kept};

/// Who may use a route. What a person may do there beyond that, the use-cases decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capability {
    /// Everybody.
    Open,
    /// Whoever is signed in.
    SignedIn,
    /// An administrator of the deployment.
    Administrator,
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
    /// The use-cases that it asks, by the names of the table of rights.
    pub uses: &'static [&'static str],
    handler: fn() -> MethodRouter<Arc<Site>>,
}

type Handler = fn() -> MethodRouter<Arc<Site>>;
type Uses = &'static [&'static str];

/// A route for everybody.
pub(crate) const fn open(method: &'static str, path: &'static str, uses: Uses, handler: Handler) -> Route {
    Route { method, path, capability: Capability::Open, uses, handler }
}

/// A route for whoever is signed in.
pub(crate) const fn signed_in(
    method: &'static str,
    path: &'static str,
    uses: Uses,
    handler: Handler,
) -> Route {
    Route { method, path, capability: Capability::SignedIn, uses, handler }
}

/// A route for administrators of the deployment.
pub(crate) const fn administrator(
    method: &'static str,
    path: &'static str,
    uses: Uses,
    handler: Handler,
) -> Route {
    Route { method, path, capability: Capability::Administrator, uses, handler }
}

/// What machines ask.
const MACHINE: &[Route] = &[
    open("GET", "/assets/{file}", &[], || get(assets::asset)),
    open("GET", "/healthz", &[], || get(health::alive)),
    open("GET", "/readyz", &["is_ready"], || get(health::ready)),
    Route {
        method: "GET",
        path: "/metrics",
        capability: Capability::Operator,
        uses: &[],
        handler: || get(health::metrics),
    },
];

/// All routes.
pub fn routes() -> impl Iterator<Item = &'static Route> {
    [
        portal::ROUTES,
        account::ROUTES,
        claim::ROUTES,
        assess::ROUTES,
        office::ROUTES,
        case::ROUTES,
        demo::ROUTES,
        MACHINE,
    ]
    .into_iter()
    .flatten()
}

/// The router of the table.
pub(crate) fn router(site: Arc<Site>) -> Router {
    let mut router = Router::new();
    for route in routes() {
        let handler = (route.handler)();
        let guarded = match route.capability {
            Capability::Open => handler,
            Capability::SignedIn => {
                handler.layer(middleware::from_fn_with_state(Arc::clone(&site), kept::signed_in))
            }
            Capability::Administrator => handler
                .layer(middleware::from_fn(only_administrators))
                .layer(middleware::from_fn_with_state(Arc::clone(&site), kept::signed_in)),
            Capability::Operator => handler.layer(middleware::from_fn(only_here)),
        };
        router = router.route(route.path, guarded);
    }
    let pages = router
        .fallback(|| async { Trouble::NotFound })
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .layer(DefaultBodyLimit::max(guard::ROOM))
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(15)))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), guard::guard));
    pages.nest(api::BASE, programs(&site)).layer(CompressionLayer::new()).with_state(site)
}

/// The router of the interface for programs, whose guard is its own.
fn programs(site: &Arc<Site>) -> Router<Arc<Site>> {
    let mut router = Router::new();
    for operation in api::operations() {
        let handler = (operation.handler)();
        let guarded = match operation.capability {
            Capability::Open => handler,
            Capability::Administrator => handler.layer(middleware::from_fn(api::guard::administrator)),
            _ => handler.layer(middleware::from_fn(api::guard::signed_in)),
        };
        router = router.route(operation.path.trim_start_matches(api::BASE), guarded);
    }
    router
        .fallback(|| async { StatusCode::NOT_FOUND })
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .layer(DefaultBodyLimit::max(api::ROOM))
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, Duration::from_secs(15)))
        .layer(middleware::from_fn_with_state(Arc::clone(site), api::guard::guard))
}

/// Lets administrators through.
async fn only_administrators(request: Request, next: Next) -> Response {
    let person = request.extensions().get::<Arc<SignedInPerson>>();
    match person.is_some_and(|person| person.is_administrator()) {
        true => next.run(request).await,
        false => Trouble::Forbidden.into_response(),
    }
}

/// Lets through who works on the machine itself.
async fn only_here(request: Request, next: Next) -> Response {
    match request.extensions().get() == Some(&Client::Here) {
        true => next.run(request).await,
        false => Trouble::Forbidden.into_response(),
    }
}
