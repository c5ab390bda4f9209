//! The running server.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use axum::http::header::HOST;
use duheng_app::App;
use duheng_app::accounts::SignedInPerson;
use duheng_pack::text::Text;
use tokio::net::TcpListener;

use crate::client::Client;
use crate::demo::Demo;
use crate::limit::{Limit, neighbourhood};
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
    /// What visitors of a demo may do beside; it counts in a deployment of fictional data alone.
    pub demo: Option<Arc<dyn Demo>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: Text::new("企业评价公共服务平台", "Public portal for the evaluation of companies"),
            proxies: Vec::new(),
            address: None,
            press: None,
            demo: None,
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
    /// Answers that tell somebody without a session that an account exists, by network: one in half an hour, ten at once.
    pub(crate) telling: Limit<IpAddr>,
    pub(crate) metrics: Metrics,
    pub(crate) papers: Papers,
}

impl Site {
    /// The demo, where this is one.
    pub(crate) fn demo(&self) -> Option<&dyn Demo> {
        self.settings.demo.as_deref().filter(|_| self.app.is_throwaway())
    }

    /// Counts a request that changes something, on the person or else on the network that it comes from; or says how long
    /// to wait.
    pub(crate) fn admit(&self, client: Client, person: Option<&SignedInPerson>) -> Result<(), Duration> {
        match person {
            Some(person) => self.busy.take(person.person().to_owned(), Instant::now()),
            None => self.limit.take(network(client), Instant::now()),
        }
    }

    /// A path as others reach it.
    pub(crate) fn outside(&self, headers: &HeaderMap, path: &str) -> String {
        let host = || headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
        let scheme = if self.settings.tls() { "https" } else { "http" };
        let address = self.settings.address.clone().unwrap_or_else(|| format!("{scheme}://{}", host()));
        format!("{address}{path}")
    }
}

/// The network that a request comes from.
pub(crate) fn network(client: Client) -> IpAddr {
    match client {
        Client::At(address) => neighbourhood(address),
        Client::Here | Client::PastTheProxy => IpAddr::V4(Ipv4Addr::LOCALHOST),
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
        telling: Limit::new(10, Duration::from_secs(30 * 60)),
        metrics: Metrics::default(),
    };
    let router = routes::router(Arc::new(site));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
