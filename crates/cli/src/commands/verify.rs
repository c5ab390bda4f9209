//! `duheng verify`

use clap::Args;
use duheng_app::{Head, Verified};
use duheng_pack::text::{Language, Text};

use super::Show;
use super::deployment::{self, Deployment};
use crate::counted::counted;
use crate::failure::{Exit, Failure};
use crate::output::print;

/// Show that nothing was changed, left out or cut off
#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    deployment: Deployment,
    /// The head of the log that was noted earlier, as `POSITION:HASH`
    #[arg(long)]
    head: Option<String>,
}

/// The head that somebody noted.
fn noted(text: &str) -> Result<Head, Failure> {
    Head::read(text).ok_or_else(|| {
        Failure::new(
            Exit::Usage,
            Text::new(format!("`{text}` 不是日志末行"), format!("`{text}` is no head of a log")),
            Text::new(
                "照抄 `duheng verify` 当时显示的日志末行：行号、`:`、64 位十六进制数，例如 `12:3f…`",
                "copy the head of the log as `duheng verify` showed it: the number of its line, `:` and 64 hexadecimal digits, such as `12:3f…`",
            ),
        )
    })
}

impl Verify {
    pub fn run(self, show: Show) -> Result<Exit, Failure> {
        let head = self.head.as_deref().map(noted).transpose()?;
        deployment::run(async {
            let app = self.deployment.open().await?;
            let verified = app.verify(head.as_ref()).await?;
            print(&told(&verified, show.language))?;
            Ok(if verified.discrepancies.is_empty() { Exit::Done } else { Exit::Failed })
        })
    }
}

fn told(verified: &Verified, language: Language) -> String {
    let Verified { streams, events, head, discrepancies } = verified;
    let mut text = String::new();
    for discrepancy in discrepancies {
        text.push_str(discrepancy.text().get(language));
        text.push('\n');
    }
    let wrong = discrepancies.len();
    if *events == 0 && wrong == 0 {
        return match language {
            Language::Zh => "这里还没有任何数据\n".to_owned(),
            Language::En => "the deployment is empty: there is nothing to verify\n".to_owned(),
        };
    }
    text.push_str(&match (language, wrong) {
        (Language::Zh, 0) => format!("已核验 {streams} 条事件链、{events} 个事件，均未改动\n"),
        (Language::Zh, _) => format!(
            "已核验 {streams} 条事件链、{events} 个事件，{wrong} 处不符，已逐条列在上面；请勿继续使用，先与备份比对\n"
        ),
        (Language::En, 0) => format!(
            "verified {} with {}: nothing was changed\n",
            counted(*streams, "stream"),
            counted(*events, "event")
        ),
        (Language::En, _) => format!(
            "verified {} with {}: {}, each told above; compare with a backup before you go on\n",
            counted(*streams, "stream"),
            counted(*events, "event"),
            counted(wrong, "difference")
        ),
    });
    // a head that does not fit is none to note
    if let Some(head) = head.as_ref().filter(|_| wrong == 0) {
        text.push_str(&match language {
            Language::Zh => format!("日志末行 {head}\n请记在别处：下次加上 `--head`，便知此后有没有被截去\n"),
            Language::En => format!(
                "head of the log {head}\nnote it elsewhere: with `--head` the next verification shows whether \
                 anything was taken away\n"
            ),
        });
    }
    text
}
