//! The configuration of a deployment that serves people.

mod read;
mod table;

use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use duheng_pack::text::{Language, Text};

use read::Mistake;
pub use table::SETTINGS;

use crate::failure::{Exit, Failure};
use crate::log::{Form, Level};

/// All settings, as a file has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Configuration {
    pub database: String,
    pub files: PathBuf,
    pub packs: Vec<PathBuf>,
    pub name: Text,
    pub address: IpAddr,
    pub port: u16,
    pub trusted_proxies: Vec<IpAddr>,
    pub public_address: Option<String>,
    pub mail_relay: Option<SocketAddr>,
    pub mail_folder: PathBuf,
    pub mail_sender: String,
    pub fonts: Option<PathBuf>,
    pub log_level: Level,
    pub log_form: Form,
}

impl Configuration {
    /// The configuration in a file, or all mistakes in it.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        read::configuration(&text, folder).map_err(|mistakes| wrong(path, &mistakes))
    }
}

/// All mistakes of a file as one failure.
fn wrong(path: &Path, mistakes: &[Mistake]) -> Failure {
    let path = path.display();
    let told = |language: Language| {
        let lines = mistakes.iter().map(|mistake| {
            let place = mistake.line.map_or_else(|| format!("{path}"), |line| format!("{path}:{line}"));
            format!("{place}: {}; {}", mistake.message.get(language), mistake.help.get(language))
        });
        lines.collect::<Vec<_>>().join("\n  ")
    };
    let count = mistakes.len();
    Failure::new(
        Exit::Usage,
        Text::new(
            format!("配置有 {count} 处错误：\n  {}", told(Language::Zh)),
            format!("mistakes in the configuration: {count}\n  {}", told(Language::En)),
        ),
        Text::new(
            "改正后再启动；各项设置见 docs/configuration.zh.md",
            "mend them and start again; docs/configuration.en.md tells all settings",
        ),
    )
}
