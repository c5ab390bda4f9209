//! `duheng restore`

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use clap::Args;
use duheng_app::check_backup;
use duheng_pack::text::Language;

use super::Show;
use super::deployment::{self, Deployment};
use crate::failure::{Exit, Failure};
use crate::output::print;

/// Fill an empty deployment from a backup
#[derive(Debug, Args)]
pub struct Restore {
    #[command(flatten)]
    deployment: Deployment,
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Restore {
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        let open = || File::open(&self.file).map_err(|error| Failure::unreadable(&self.file, &error));
        // what is no backup leaves nothing behind
        check_backup(&mut BufReader::new(open()?))?;
        let file = open()?;
        deployment::run(async {
            let app = self.deployment.make().await?;
            let restored = app.restore(&mut BufReader::new(file)).await?;
            print(&match show.language {
                Language::Zh => {
                    format!("已恢复 {} 行；用 `duheng verify` 核验\n", restored.rows)
                }
                Language::En => {
                    format!("restored {} rows; `duheng verify` shows that all is there\n", restored.rows)
                }
            })?;
            Ok(Exit::Done)
        })
    }
}
