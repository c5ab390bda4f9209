//! `duheng user`: the first administrator, who invites all others in the browser; and the way back in for who has none to ask.

use std::io::{IsTerminal as _, stdin};

use clap::Args;
use duheng_app::accounts::{AccountFailure, FirstAdministrator, NewPerson};
use duheng_pack::text::{Language, Text};

use super::Show;
use super::deployment::{self, Deployment};
use crate::failure::{Exit, Failure};
use crate::output;

/// Set the first administrator up, or let a person back in; the password is asked for, or read from standard input
#[derive(Debug, Args)]
pub struct User {
    #[command(flatten)]
    deployment: Deployment,
    /// The login: 3 to 64 letters, digits or `. _ - @`
    #[arg(long, value_name = "LOGIN")]
    login: String,
    /// The name
    #[arg(long, value_name = "NAME", required_unless_present = "recover")]
    name: Option<String>,
    /// The address of e-mail
    #[arg(long, value_name = "EMAIL", required_unless_present = "recover")]
    email: Option<String>,
    /// Give the person of the login another password and remove the second factor, which is enrolled again in the browser
    #[arg(long, conflicts_with_all = ["name", "email"])]
    recover: bool,
}

impl User {
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        let password = password(show)?;
        let login = self.login.trim().to_lowercase();
        if self.recover {
            return deployment::run(async {
                self.deployment.make().await?.recover(&login, &password).await?;
                output::print(&match show.language {
                    Language::Zh => format!("`{login}` 可用新密码登录；原验证器已解除，登录后重新绑定\n"),
                    Language::En => format!(
                        "`{login}` signs in with the new password; the second factor was removed, enrol another after signing in\n"
                    ),
                })?;
                Ok(Exit::Done)
            });
        }
        let language = match show.language {
            Language::Zh => "zh",
            Language::En => "en",
        };
        let person = NewPerson {
            login: self.login,
            name: self.name.unwrap_or_default(),
            email: self.email.unwrap_or_default(),
            language: language.to_owned(),
        };
        let first = FirstAdministrator { person, password };
        deployment::run(async {
            let app = self.deployment.make().await?;
            app.set_up(&first).await?;
            output::print(&match show.language {
                Language::Zh => {
                    format!("管理员 `{login}` 已设立；登录后先绑定验证器，再登记单位、邀请用户\n")
                }
                Language::En => format!(
                    "the administrator `{login}` is set up; sign in and enrol a second factor, then enter places and invite people\n"
                ),
            })?;
            Ok(Exit::Done)
        })
    }
}

/// The password: typed twice without being shown, or the first line of standard input.
fn password(show: Show) -> Result<String, Failure> {
    if !stdin().is_terminal() {
        let mut line = String::new();
        stdin().read_line(&mut line).map_err(|error| untyped(&error))?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let ask =
        |text: Text| rpassword::prompt_password(text.get(show.language)).map_err(|error| untyped(&error));
    let first = ask(Text::new("密码（至少 10 个字符）：", "password, of 10 characters at least: "))?;
    let second = ask(Text::new("再输入一次：", "once more: "))?;
    match first == second {
        true => Ok(first),
        false => Err(Failure::new(
            Exit::Refused,
            Text::new("两次输入的密码不一致", "the two passwords differ"),
            Text::new("请重新运行", "run it again"),
        )),
    }
}

fn untyped(error: &std::io::Error) -> Failure {
    Failure::new(
        Exit::Failed,
        Text::new(format!("密码读不出来：{error}"), format!("the password cannot be read: {error}")),
        Text::new("在终端运行，或从标准输入给出", "run it in a terminal, or give it on standard input"),
    )
}

impl From<AccountFailure> for Failure {
    fn from(failure: AccountFailure) -> Self {
        match failure {
            AccountFailure::Refused(refusal) => Self::new(Exit::Refused, refusal.message, refusal.remedy),
            AccountFailure::Broken(fault) => fault.into(),
        }
    }
}
