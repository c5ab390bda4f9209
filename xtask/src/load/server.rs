//! The server that is measured: `duheng serve`, as a deployment runs it.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::process::{Workspace, cannot};

/// A running server; it is killed when this is dropped.
pub struct Server {
    child: Child,
    /// Where it listens, without a slash at the end.
    pub address: String,
    /// From its start to the end of its first answer.
    pub first_answer: Duration,
}

impl Server {
    /// Starts the server on a free port and asks for its first page. The log goes into a file.
    pub fn start(workspace: &Workspace, folder: &Path, database: &str) -> Result<Self, Failure> {
        let log = folder.join("serve.log");
        let file = fs::File::create(&log).map_err(|error| cannot("write", &log, &error))?;
        let mut command = super::duheng(workspace);
        command.args(["serve", "--port", "0", "--database", database, "--data"]).arg(folder);
        command.stdout(Stdio::piped()).stderr(file);
        let started = Instant::now();
        let mut child = command.spawn().map_err(|error| broken(&log, &error.to_string()))?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            // what cannot be read is empty, and told below
            let _ = BufReader::new(stdout).read_line(&mut line);
        }
        let address = line.trim().trim_end_matches('/').to_owned();
        let mut server = Self { child, address, first_answer: Duration::ZERO };
        let status = status_of(&server.address, "/");
        server.first_answer = started.elapsed();
        match status.as_deref() {
            Some("200") => Ok(server),
            status => Err(broken(&log, &format!("its first page answered {status:?}"))),
        }
    }

    /// How much memory it holds, in MB of 1,000,000 bytes.
    pub fn memory(&self) -> Result<u64, Failure> {
        memory_of(self.child.id())
    }
}

/// The status with which a path is answered, once all of the answer is there.
pub fn status_of(address: &str, path: &str) -> Option<String> {
    let host = address.strip_prefix("http://")?;
    let mut stream = TcpStream::connect(host).ok()?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let head = String::from_utf8_lossy(&answer).into_owned();
    head.split_whitespace().nth(1).map(str::to_owned)
}

/// How much memory a process holds, in MB of 1,000,000 bytes.
pub fn memory_of(process: u32) -> Result<u64, Failure> {
    let path = format!("/proc/{process}/status");
    let status = fs::read_to_string(&path).map_err(|error| cannot("read", Path::new(&path), &error))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    Ok(kilobytes.unwrap_or_default() * 1024 / 1_000_000)
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn broken(log: &Path, why: &str) -> Failure {
    Failure::new(format!("the server cannot be measured: {why}"), format!("read `{}`", log.display()))
}
