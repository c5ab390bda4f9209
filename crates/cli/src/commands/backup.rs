//! `duheng backup`

use std::fs::{self, OpenOptions};
use std::io::{BufWriter, ErrorKind};
use std::path::PathBuf;

use clap::Args;
use duheng_pack::text::{Language, Text};

use super::Show;
use super::deployment::{self, Deployment};
use crate::failure::{Exit, Failure};
use crate::output::{complain, print};

/// Save a whole deployment into one file
#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    deployment: Deployment,
    /// The file to write; one that exists is not overwritten
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Backup {
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        deployment::run(async {
            let app = self.deployment.open().await?;
            let created = OpenOptions::new().write(true).create_new(true).open(&self.file);
            let file = created.map_err(|error| match error.kind() {
                ErrorKind::AlreadyExists => exists(&self.file),
                _ => Failure::unwritable(&self.file, &error),
            })?;
            let mut out = BufWriter::new(file);
            let saved = match app.backup(&mut out).await {
                Ok(saved) => saved,
                Err(error) => {
                    // half a backup is none; the failure that is told is the first
                    let _ = fs::remove_file(&self.file);
                    return Err(error.into());
                }
            };
            let file = self.file.display();
            print(&match show.language {
                Language::Zh => format!("已备份到 `{file}`：{} 行，散列值 {}\n", saved.rows, saved.digest),
                Language::En => format!("saved to `{file}`: {} rows, hash {}\n", saved.rows, saved.digest),
            })?;
            complain(match show.language {
                Language::Zh => {
                    "密钥不在备份中：请另行保管数据文件夹中的 `key` 文件，否则恢复后验证器须重新绑定\n"
                }
                Language::En => {
                    "the key is not in it: keep the file `key` of the folder of data apart, or second factors have to be enrolled anew after a restore\n"
                }
            });
            Ok(Exit::Done)
        })
    }
}

fn exists(file: &std::path::Path) -> Failure {
    let file = file.display();
    Failure::new(
        Exit::Failed,
        Text::new(format!("`{file}` 已存在"), format!("`{file}` exists")),
        Text::new("换一个文件名", "name another file"),
    )
}
