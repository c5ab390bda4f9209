//! `duheng serve`: the public portal of a deployment.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use duheng_app::Fault;
use duheng_pack::text::Text;
use tokio::runtime::Runtime;

use super::Show;
use super::deployment::Deployment;
use crate::failure::{Exit, Failure};
use crate::output;
use crate::post::{Folder, Post};
use crate::running::{self, Running};

/// The address that letters come from.
const SENDER: &str = "duheng@localhost";

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
        let letters = self.deployment.folder("letters");
        let app = self.deployment.make().await?;
        for folder in self.packs {
            app.install_pack(folder).await.map_err(refused)?;
        }
        let listener = running::listen(self.address, self.port).await?;
        let stop = running::stopped()?;
        let site = running::address(&listener)?;
        output::print(&format!("{site}/\n"))?;
        output::complain(&format!("{}\n", running::how_to_stop().get(show.language)));
        let post = Post::new(Box::new(Folder::new(letters, false)?), &site, SENDER);
        Running { app: Arc::new(app), web: duheng_web::Settings::default(), post }.serve(listener, stop).await
    }
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
