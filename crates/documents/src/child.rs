//! Rendering in a child process with limits of time and memory, for templates that come with a pack: they are code.
//!
//! The parent writes one [`Request`] as JSON to the child's stdin and closes it. The child sets its own limits before
//! it looks at the template, renders, and answers on stdout with one line of JSON and, behind it, the bytes of the
//! PDF. What the child writes to stderr is dropped.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rlimit::Resource;
use serde::{Deserialize, Serialize};

use crate::{Document, Failure, Fonts, Pdf};

/// The hidden subcommand that a program offers, and that calls [`serve`].
pub const SUBCOMMAND: &str = "render-document";

/// The longest answer that is read, in bytes.
const LONGEST: u64 = 256 << 20;

/// What is to be rendered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The document: template, values, pictures, date.
    pub document: Document,
    /// A folder with more fonts.
    pub fonts: Option<PathBuf>,
    /// What the child may use.
    pub limits: Limits,
}

/// What a rendering may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Time from start to answer, in milliseconds; the child is killed then.
    pub time_ms: u64,
    /// Computing time of all threads, in whole seconds.
    pub cpu_seconds: u64,
    /// Address space, in bytes: the program with its fonts takes about 200 MB of it.
    pub memory: u64,
}

impl Default for Limits {
    /// 20 s, 20 s of computing, 1 GiB.
    fn default() -> Self {
        Self { time_ms: 20_000, cpu_seconds: 20, memory: 1 << 30 }
    }
}

/// The line before the bytes.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Done { pages: usize, missing: Vec<char>, bytes: u64 },
    Failed(Failure),
}

/// The program may have an allocator that reserves addresses in advance (mimalloc takes 1 GiB). Those would be all that the
/// limit leaves, so in the child it takes 32 MiB at a time; in KiB.
const RESERVE: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "32768");

/// Renders in a child: `program render-document`. The child inherits no environment.
///
/// # Errors
///
/// Those of [`crate::render`], and [`Failure::Start`], [`Failure::Time`], [`Failure::Ended`], [`Failure::Protocol`].
pub fn render_in_child(program: &Path, request: &Request) -> Result<Pdf, Failure> {
    let question = serde_json::to_vec(request).map_err(|error| Failure::Protocol(error.to_string()))?;
    let mut child = Command::new(program)
        .arg(SUBCOMMAND)
        .env_clear()
        .env(RESERVE.0, RESERVE.1)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| Failure::Start(error.to_string()))?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        end(&mut child);
        return Err(Failure::Start(String::new()));
    };
    // Both ends have their own thread: a child that reads nothing or answers nothing holds up neither.
    thread::spawn(move || {
        // A child that has ended already says why on stdout, or not at all.
        let _ = stdin.write_all(&question);
    });
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        // The receiver is gone when the time is over.
        let _ = sender.send(read_answer(stdout));
    });
    let limit_ms = request.limits.time_ms;
    let answer = receiver.recv_timeout(Duration::from_millis(limit_ms));
    end(&mut child);
    answer.unwrap_or(Err(Failure::Time { limit_ms }))
}

/// Kills what still runs and takes its exit code, lest it stays as a zombie.
fn end(child: &mut Child) {
    // Both fail only for a child that is gone.
    let _ = child.kill();
    let _ = child.wait();
}

fn read_answer(stdout: impl Read) -> Result<Pdf, Failure> {
    let unreadable = |error: io::Error| Failure::Protocol(error.to_string());
    let mut reader = BufReader::new(stdout.take(LONGEST));
    let mut line = Vec::new();
    if reader.read_until(b'\n', &mut line).map_err(unreadable)? == 0 {
        return Err(Failure::Ended);
    }
    let answer = serde_json::from_slice(&line).map_err(|error| Failure::Protocol(error.to_string()))?;
    match answer {
        Answer::Failed(failure) => Err(failure),
        Answer::Done { pages, missing, bytes: announced } => {
            let mut bytes = Vec::new();
            reader.read_to_end(&mut bytes).map_err(unreadable)?;
            if u64::try_from(bytes.len()) != Ok(announced) {
                return Err(Failure::Ended);
            }
            Ok(Pdf { bytes, pages, missing })
        }
    }
}

/// The child's side: reads a request, limits this process, renders, answers.
///
/// # Errors
///
/// Only when the answer cannot be written; all else is in the answer.
pub fn serve(input: impl Read, mut output: impl Write) -> io::Result<()> {
    let (answer, bytes) = match answer(input) {
        Ok(Pdf { bytes, pages, missing }) => {
            let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            (Answer::Done { pages, missing, bytes: length }, bytes)
        }
        Err(failure) => (Answer::Failed(failure), Vec::new()),
    };
    serde_json::to_writer(&mut output, &answer)?;
    output.write_all(b"\n")?;
    output.write_all(&bytes)?;
    output.flush()
}

fn answer(input: impl Read) -> Result<Pdf, Failure> {
    let request: Request = serde_json::from_reader(BufReader::new(input))
        .map_err(|error| Failure::Protocol(error.to_string()))?;
    let fonts = match &request.fonts {
        Some(folder) => Fonts::with_folder(folder)?,
        None => Fonts::embedded(),
    };
    limit(request.limits).map_err(|error| Failure::Start(error.to_string()))?;
    request.document.render(&fonts)
}

/// Limits this process: address space, computing time; it may write no file and leaves no memory image.
fn limit(limits: Limits) -> io::Result<()> {
    for (resource, most) in [
        (Resource::AS, limits.memory),
        (Resource::CPU, limits.cpu_seconds),
        (Resource::FSIZE, 0),
        (Resource::CORE, 0),
    ] {
        let (_, hard) = resource.get()?;
        let most = most.min(hard);
        resource.set(most, most)?;
    }
    Ok(())
}

/// Bytes as base64 in JSON.
pub(crate) mod as_base64 {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    /// Writes bytes as text.
    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(bytes))
    }

    /// Reads bytes from text.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map_err(D::Error::custom)
    }
}
