//! The running server.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use duheng_app::App;
use duheng_pack::text::Text;
use tokio::net::TcpListener;

use crate::limit::Limit;
use crate::metrics::Metrics;
use crate::routes;

/// How a deployment shows itself.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Its name, in the head of every page.
    pub name: Text,
    /// Whether browsers reach it over TLS; cookies are bound to that then.
    pub tls: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: Text::new("企业评价公共服务平台", "Public portal for the evaluation of companies"),
            tls: false,
        }
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
    let site = Site {
        app,
        settings,
        limit: Limit::new(20, Duration::from_secs(6)),
        busy: Limit::new(200, Duration::from_millis(100)),
        metrics: Metrics::default(),
    };
    let router = routes::router(Arc::new(site));
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}
