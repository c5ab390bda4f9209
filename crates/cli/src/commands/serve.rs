//! `duheng serve`: the public portal of a deployment.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use duheng_app::{App, Fault};
use duheng_pack::text::Text;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::signal::unix::{SignalKind, signal};

use super::Show;
use super::deployment::Deployment;
use crate::failure::{Exit, Failure};
use crate::output;

/// How often the sequencer takes its turn.
const TURN: Duration = Duration::from_secs(1);

/// Serve the pages of a deployment
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    deployment: Deployment,
    /// The port; 0 takes one that is free
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    port: u16,
    /// The address; for now one of this machine alone
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// The folders of packs to install
    #[arg(long, value_name = "PACK", num_args = 1..)]
    packs: Vec<PathBuf>,
}

impl Serve {
    /// Serves until the process is told to stop.
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        if !self.address.is_loopback() {
            return Err(Failure::new(
                Exit::Usage,
                Text::new(
                    format!("`{}` 不是本机地址，未加密的页面不对外提供", self.address),
                    format!(
                        "`{}` is no address of this machine, and pages are not encrypted yet",
                        self.address
                    ),
                ),
                Text::new("写 127.0.0.1，或省略 `--address`", "name 127.0.0.1, or leave out `--address`"),
            ));
        }
        let runtime = Runtime::new().map_err(|error| broken(&error))?;
        runtime.block_on(self.serve(show))
    }

    async fn serve(self, show: Show) -> Result<Exit, Failure> {
        let app = self.deployment.make().await?;
        for folder in self.packs {
            app.install_pack(folder).await.map_err(refused)?;
        }
        let app = Arc::new(app);
        let listener = TcpListener::bind((self.address, self.port)).await.map_err(|error| {
            Failure::new(
                Exit::Failed,
                Text::new(
                    format!("端口 {} 不能使用：{error}", self.port),
                    format!("port {} cannot be used: {error}", self.port),
                ),
                Text::new("用 `--port` 换一个端口", "choose another with `--port`"),
            )
        })?;
        let stop = stopped().map_err(|error| broken(&error))?;
        let place = listener.local_addr().map_err(|error| broken(&error))?;
        output::print(&format!("http://{place}/\n"))?;
        let said = Text::new("按 Ctrl+C 停止", "press Ctrl+C to stop");
        output::complain(&format!("{}\n", said.get(show.language)));
        let sequencer = tokio::spawn(sequence(Arc::clone(&app)));
        let settings = duheng_web::Settings::default();
        let served = duheng_web::serve(listener, app, settings, stop).await;
        sequencer.abort();
        served.map(|()| Exit::Done).map_err(|error| broken(&error))
    }
}

/// Writes new heads into the log of the deployment, turn after turn. A turn that fails is taken again.
async fn sequence(app: Arc<App>) {
    let holder = format!("process {}", std::process::id());
    loop {
        match app.sequence(&holder).await {
            Ok(_) => {}
            Err(duheng_app::Failure::Broken(fault)) => output::complain(&format!("{fault}\n")),
            Err(duheng_app::Failure::Refused(refusal)) => {
                output::complain(&format!("{}\n", refusal.message.en))
            }
        }
        tokio::time::sleep(TURN).await;
    }
}

/// Done when the process is asked to end: SIGINT or SIGTERM.
fn stopped() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

fn refused(fault: Fault) -> Failure {
    match fault {
        Fault::Library(error) => error.into(),
        Fault::InvalidPack(pack) => Failure::new(
            Exit::InvalidPack,
            Text::new(format!("标准包 `{pack}` 有错误"), format!("the pack `{pack}` has errors")),
            Text::new("用 `duheng check` 检查", "run `duheng check` on it"),
        ),
        other => broken(&other),
    }
}

fn broken(error: &dyn std::fmt::Display) -> Failure {
    Failure::new(
        Exit::Failed,
        Text::new(format!("不能提供页面：{error}"), format!("the pages cannot be served: {error}")),
        Text::new("检查 `--data` 的文件夹和权限", "check the folder of `--data` and its permissions"),
    )
}
