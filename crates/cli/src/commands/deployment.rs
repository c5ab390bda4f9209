//! Which deployment a command is about, and what runs its use-cases.

use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};

use clap::Args;
use duheng_app::{App, Fault, Settings};
use duheng_pack::text::Text;

use crate::failure::{Exit, Failure};

/// The file of the database in a folder of data.
pub const FILE: &str = "duheng.sqlite";
/// The database of a demonstration city. It has another name so that nobody serves a city, whose passwords are known, in
/// place of a deployment.
pub const CITY: &str = "city.sqlite";
/// The folder of files in a folder of data.
pub const FILES: &str = "files";

/// Where a deployment keeps its data
#[derive(Debug, Args)]
pub struct Deployment {
    /// The folder of the data: files, and the database unless `--database` names another
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The address of the database: `sqlite:PATH` or `postgres://…`
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

impl Deployment {
    /// Opens a deployment that exists.
    pub async fn open(self) -> Result<App, Failure> {
        let city = self.data.join(CITY);
        let settings = self.settings();
        if let Some(path) = settings.database.strip_prefix("sqlite:").map(PathBuf::from)
            && !path.is_file()
        {
            return Err(nothing_there(&path, &city));
        }
        Ok(App::open(settings).await?)
    }

    /// Opens a deployment, or makes an empty one.
    pub async fn make(self) -> Result<App, Failure> {
        fs::create_dir_all(&self.data).map_err(|error| Failure::unwritable(&self.data, &error))?;
        Ok(App::open(self.settings()).await?)
    }

    fn settings(self) -> Settings {
        let own = || format!("sqlite:{}", self.data.join(FILE).display());
        let database = self.database.clone().unwrap_or_else(own);
        Settings::new(database, self.data.join(FILES))
    }
}

fn nothing_there(path: &Path, city: &Path) -> Failure {
    let path = path.display();
    let help = if city.is_file() {
        let city = city.display();
        Text::new(
            format!("文件夹里是演示城市：加上 `--database sqlite:{city}`"),
            format!("the folder holds a demonstration city: add `--database sqlite:{city}`"),
        )
    } else {
        Text::new("检查 `--data` 或 `--database`", "check `--data` or `--database`")
    };
    Failure::new(
        Exit::Usage,
        Text::new(format!("没有数据库 `{path}`"), format!("there is no database `{path}`")),
        help,
    )
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        let (message, help) = fault.text();
        Self::new(Exit::Failed, message, help)
    }
}

impl From<duheng_app::BackupError> for Failure {
    fn from(error: duheng_app::BackupError) -> Self {
        let [message, help] = error.text();
        Self::new(Exit::Failed, message, help)
    }
}

/// Runs the use-cases of one command.
pub fn run<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| {
        Failure::new(
            Exit::Failed,
            Text::new(format!("不能启动：{error}"), format!("it cannot start: {error}")),
            Text::new("检查系统资源的限制", "check the limits of the system"),
        )
    })?;
    runtime.block_on(work)
}
