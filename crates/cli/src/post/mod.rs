//! The post: letters of the outbox are taken to a mail server or into a folder. What fails is tried again later and later.

mod folder;
mod relay;
#[cfg(test)]
mod tests;
mod waits;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use duheng_app::App;
use duheng_app::accounts::Letter;
use lettre::Message;
use lettre::message::Body;
use lettre::message::header::{ContentTransferEncoding, ContentType};

pub use folder::Folder;
pub use relay::Relay;
use waits::Waits;

/// The longest line of a message, in bytes without its end: RFC 5322, section 2.1.1.
const LONGEST_LINE: usize = 998;
/// How often the outbox is looked into.
const ROUND: Duration = Duration::from_secs(3);

/// What went wrong with a letter: a sentence without names, addresses or what the letter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivered(pub String);

/// A letter as it goes out.
pub struct Parcel {
    /// The id of the letter.
    pub id: String,
    /// The message, complete.
    pub message: Message,
    /// The link in it, where there is one.
    pub link: Option<String>,
}

/// Whoever takes letters.
pub trait Carrier: Send {
    /// Whether letters are read as they are written, so that lines stay whole; else they go from server to server, in lines
    /// and letters that every one takes.
    fn keeps_lines(&self) -> bool {
        false
    }

    /// Takes one.
    fn carry<'a>(
        &'a mut self,
        parcel: &'a Parcel,
    ) -> Pin<Box<dyn Future<Output = Result<(), Undelivered>> + Send + 'a>>;
}

/// The post of a deployment.
pub struct Post {
    carrier: Box<dyn Carrier>,
    site: String,
    sender: String,
    waits: Waits,
}

impl Post {
    /// The post by a carrier; links in letters lead to `site`, and `sender` is the address that letters come from.
    pub fn new(carrier: Box<dyn Carrier>, site: &str, sender: &str) -> Self {
        let site = site.trim_end_matches('/').to_owned();
        Self { carrier, site, sender: sender.to_owned(), waits: Waits::default() }
    }

    /// Takes letters, round after round, for as long as the deployment runs.
    pub async fn run(mut self, app: Arc<App>) {
        loop {
            self.round(&app).await;
            tokio::time::sleep(ROUND).await;
        }
    }

    /// Takes all letters whose time has come; returns how many went out.
    pub async fn round(&mut self, app: &App) -> usize {
        let letters = match app.outbox().await {
            Ok(letters) => letters,
            Err(fault) => {
                tracing::error!(%fault, "the outbox cannot be read");
                return 0;
            }
        };
        let mut sent = 0;
        for letter in &letters {
            if !self.waits.is_due(&letter.id, Instant::now()) {
                continue;
            }
            match self.send(letter).await {
                Ok(()) => {
                    self.waits.forget(&letter.id);
                    sent += 1;
                    if let Err(failure) = app.outbox_sent(&letter.id).await {
                        tracing::error!(letter = letter.id, %failure, "a letter went out, but not off the outbox");
                    }
                }
                Err(Undelivered(why)) => {
                    let wait = self.waits.failed(&letter.id, Instant::now());
                    let again = wait.as_secs();
                    tracing::warn!(
                        letter = letter.id,
                        kind = letter.kind,
                        again,
                        why,
                        "a letter did not go out"
                    );
                }
            }
        }
        sent
    }

    async fn send(&mut self, letter: &Letter) -> Result<(), Undelivered> {
        let parcel = parcel(letter, &self.site, &self.sender, self.carrier.keeps_lines())?;
        self.carrier.carry(&parcel).await
    }
}

/// The letter as a message. Lines that are paths of this platform become links.
fn parcel(letter: &Letter, site: &str, sender: &str, keeps_lines: bool) -> Result<Parcel, Undelivered> {
    let (mut lines, mut link) = (Vec::new(), None);
    for line in letter.body.lines() {
        if line.starts_with('/') {
            let full = format!("{site}{line}");
            link = Some(full.clone());
            lines.push(full);
        } else {
            lines.push(line.to_owned());
        }
    }
    // what these errors say holds no address
    let address = |text: &str| text.parse().map_err(|_| Undelivered("an address is no address".to_owned()));
    let text = lines.join("\n") + "\n";
    // what folds a line breaks the link in it; a line longer than a message may have is folded all the same
    let body = match keeps_lines && text.lines().all(|line| line.len() <= LONGEST_LINE) {
        true => {
            let lines = text.replace('\n', "\r\n").into_bytes();
            Body::dangerous_pre_encoded(lines, ContentTransferEncoding::EightBit)
        }
        false => Body::new(text),
    };
    let message = Message::builder()
        .from(address(sender)?)
        .to(address(&letter.to)?)
        .subject(&letter.subject)
        .message_id(Some(format!("<{}@duheng>", letter.id)))
        .header(ContentType::TEXT_PLAIN)
        .body(body)
        .map_err(|_| Undelivered("the letter cannot be written as a message".to_owned()))?;
    Ok(Parcel { id: letter.id.clone(), message, link })
}
