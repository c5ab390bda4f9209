//! The running server.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::HOST;
use duheng_app::App;
use duheng_pack::text::Text;
use tokio::net::TcpListener;

use crate::limit::Limit;
use crate::metrics::Metrics;
use crate::papers::{Papers, Press};
use crate::routes;

/// How a deployment shows itself.
#[derive(Clone)]
pub struct Settings {
    /// Its name, in the head of every page.
    pub name: Text,
    /// The proxies that do TLS, and that say who their clients are; none where browsers come without TLS.
    pub proxies: Vec<IpAddr>,
    /// Where it is reached from outside, without a slash at the end; the address that a browser uses where it is not said.
    pub address: Option<String>,
    /// Who makes documents; without, there are no links to them.
    pub press: Option<Arc<dyn Press>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: Text::new("企业评价公共服务平台", "Public portal for the evaluation of companies"),
            proxies: Vec::new(),
            address: None,
            press: None,
        }
    }
}

impl Settings {
    /// Whether browsers reach the deployment over TLS; cookies are bound to that then.
    pub(crate) fn tls(&self) -> bool {
        !self.proxies.is_empty()
    }
}

/// What all pages share.
pub(crate) struct Site {
    pub(crate) app: Arc<App>,
    pub(crate) settings: Settings,
    /// Forms without a session, by network: one in six seconds, twenty at once.
    pub(crate) limit: Limit<IpAddr>,
    /// Forms of people, by person: ten in a second, as fields save themselves.
    pub(crate) busy: Limit<String>,
    pub(crate) metrics: Metrics,
    pub(crate) papers: Papers,
}

impl Site {
    /// A path as others reach it.
    pub(crate) fn outside(&self, headers: &HeaderMap, path: &str) -> String {
        let host = || headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let scheme = if self.settings.tls() { "https" } else { "http" };
        let address = self.settings.address.clone().unwrap_or_else(|| format!("{scheme}://{}", host()));
        format!("{address}{path}")
    }
}

/// Serves the pages of a deployment until `stop` is done; requests that run then are finished.
///
/// # Errors
///
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    settings: Settings,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let papers = Papers::new(settings.press.clone());
    let site = Site {
        app,
        settings,
        papers,
        limit: Limit::new(20, Duration::from_secs(6)),
        busy: Limit::new(200, Duration::from_millis(100)),
        metrics: Metrics::default(),
    };
    let router = routes::router(Arc::new(site));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
