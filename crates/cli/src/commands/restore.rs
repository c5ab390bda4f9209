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
use crate::output::{complain, print};

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
            let unreadable = app.unreadable_second_factors().await?;
            if unreadable > 0 {
                complain(&match show.language {
                    Language::Zh => format!(
                        "备份中的 {unreadable} 个验证器由另一密钥封存，在此打不开：把原数据文件夹中的 `key` 文件复制到此处数据文件夹；密钥已失的，用户以备用码登录，管理员解除验证器后重新绑定\n"
                    ),
                    Language::En => format!(
                        "{unreadable} second factors of the backup are sealed with another key and do not open here: copy the file `key` of the old folder of data into this one; if it is lost, people sign in with a recovery code and an administrator removes their factors, so that they enrol others\n"
                    ),
                });
            }
            complain(match show.language {
                Language::Zh => "备份不含待发信件；尚未设置密码的用户须重新邀请\n",
                Language::En => {
                    "letters that waited are in no backup; invite those again who have no password yet\n"
                }
            });
            Ok(Exit::Done)
        })
    }
}
