//! `duheng serve`: the pages of a deployment.

use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use duheng_app::{App, Fault, Settings};
use duheng_pack::text::Text;

use super::Show;
use super::deployment::{self, FILE, FILES};
use crate::failure::{Exit, Failure};
use crate::log::{self, Form, Level};
use crate::output;
use crate::post::{Carrier, Folder, Post, Relay};
use crate::press::Printer;
use crate::running::{self, Running};
use crate::settings::Configuration;

/// The address that letters come from where no configuration names one.
const SENDER: &str = "duheng@localhost.localdomain";

/// Serve the pages of a deployment
#[derive(Debug, Args)]
pub struct Serve {
    /// The file of the configuration; it stands instead of all other arguments
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "data",
        conflicts_with_all = ["data", "database", "port", "address", "packs"]
    )]
    config: Option<PathBuf>,
    /// The folder of the data: files, and the database unless `--database` names another
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The address of the database: `sqlite:PATH` or `postgres://…`
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// The port; 0 takes one that is free
    #[arg(long, value_name = "PORT", default_value_t = 8080)]
    port: u16,
    /// The address, one of this machine; a configuration may name others
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    address: IpAddr,
    /// The folders of packs to install
    #[arg(long, value_name = "PACK", num_args = 1..)]
    packs: Vec<PathBuf>,
}

impl Serve {
    /// Serves until the process is told to stop.
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        let configuration = self.configuration()?;
        deployment::run(serve(configuration, show))
    }

    fn configuration(self) -> Result<Configuration, Failure> {
        if let Some(path) = &self.config {
            return Configuration::read(path);
        }
        if !self.address.is_loopback() {
            return Err(Failure::new(
                Exit::Usage,
                Text::new(
                    format!("`{}` 不是本机地址，未加密的页面不对外提供", self.address),
                    format!(
                        "`{}` is no address of this machine, and pages do not leave it unencrypted",
                        self.address
                    ),
                ),
                Text::new(
                    "写 127.0.0.1；对外提供时用 `--config`，其中写明负责 TLS 的反向代理",
                    "name 127.0.0.1; to serve others, use `--config` and name the reverse proxy that does TLS in it",
                ),
            ));
        }
        let data = self.data.unwrap_or_default();
        let own = || format!("sqlite:{}", data.join(FILE).display());
        Ok(Configuration {
            database: self.database.unwrap_or_else(own),
            files: data.join(FILES),
            packs: self.packs,
            name: duheng_web::Settings::default().name,
            address: self.address,
            port: self.port,
            trusted_proxies: Vec::new(),
            public_address: None,
            mail_relay: None,
            mail_folder: data.join("letters"),
            mail_sender: SENDER.to_owned(),
            fonts: None,
            log_level: Level::Info,
            log_form: Form::Text,
        })
    }
}

async fn serve(configuration: Configuration, show: Show) -> Result<Exit, Failure> {
    log::start(configuration.log_level, configuration.log_form);
    // a folder of fonts that cannot be read is told at the start, not at the first certificate
    let printer = configuration.fonts.as_deref().map_or_else(|| Ok(Printer::new()), Printer::with_fonts)?;
    made(&configuration.files)?;
    if let Some(path) = configuration.database.strip_prefix("sqlite:").map(Path::new) {
        path.parent().map_or(Ok(()), made)?;
    }
    let app = App::open(Settings::new(configuration.database, configuration.files)).await?;
    for folder in configuration.packs {
        app.install_pack(folder).await.map_err(refused)?;
    }
    let listener = running::listen(configuration.address, configuration.port).await?;
    let stop = running::stopped()?;
    let place = running::address(&listener)?;
    output::print(&format!("{place}/\n"))?;
    output::complain(&format!("{}\n", running::how_to_stop().get(show.language)));
    let carrier: Box<dyn Carrier> = match configuration.mail_relay {
        Some(relay) => Box::new(Relay::new(&relay.ip().to_string(), relay.port())),
        None => Box::new(Folder::new(configuration.mail_folder, false)?),
    };
    let site = configuration.public_address.unwrap_or(place);
    let post = Post::new(carrier, &site, &configuration.mail_sender);
    let web = duheng_web::Settings {
        name: configuration.name,
        proxies: configuration.trusted_proxies,
        address: Some(site),
        press: Some(Arc::new(printer)),
        demo: None,
    };
    Running { app: Arc::new(app), web, post }.serve(listener, stop).await
}

fn made(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error))
}

fn refused(fault: Fault) -> Failure {
    match fault {
        Fault::Library(error) => error.into(),
        Fault::InvalidPack(pack) => Failure::new(
            Exit::InvalidPack,
            Text::new(format!("标准包 `{pack}` 有错误"), format!("the pack `{pack}` has errors")),
            Text::new("用 `duheng check` 检查", "run `duheng check` on it"),
        ),
        other => other.into(),
    }
}
