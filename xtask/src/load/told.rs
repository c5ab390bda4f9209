//! What is printed: the machine, and each job as a row of a table that documents can hold.

use std::fs;
use std::path::Path;

use super::server::Server;
use crate::failure::Failure;
use crate::process::cannot;

/// The head of the table.
pub const HEAD: &str = "| job | connections | per second | p50 | p95 | p99 | errors | load before | aim |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |";

/// What is measured on which machine, and how the server began.
pub fn head(what: &str, server: &Server) -> Result<String, Failure> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let first = milliseconds(u64::try_from(server.first_answer.as_micros()).unwrap_or(u64::MAX));
    Ok(format!(
        "{what}; {cores} cores, which the server and wrk share; load {}\nfrom the start to the first answer: {first}",
        load()?
    ))
}

/// The load of the last minute.
pub fn load() -> Result<String, Failure> {
    let path = Path::new("/proc/loadavg");
    let text = fs::read_to_string(path).map_err(|error| cannot("read", path, &error))?;
    Ok(text.split_whitespace().next().unwrap_or_default().to_owned())
}

/// What came of a job.
#[derive(Debug, PartialEq, Eq)]
pub struct Measured {
    /// Microseconds at p50, p95 and p99.
    pub shares: [u64; 3],
    /// Requests that were answered.
    pub requests: u64,
    /// How long it ran, in microseconds.
    pub duration: u64,
    /// Answers with an error, and requests without an answer.
    pub errors: u64,
}

impl Measured {
    /// Reads the line of `told.lua`.
    pub fn read(output: &str) -> Option<Self> {
        let line = output.lines().find_map(|line| line.strip_prefix("TOLD "))?;
        let numbers: Vec<u64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let [p50, p95, p99, _, requests, duration, status, unanswered] = numbers.as_slice() else {
            return None;
        };
        Some(Self {
            shares: [*p50, *p95, *p99],
            requests: *requests,
            duration: *duration,
            errors: status + unanswered,
        })
    }

    /// Requests in a second.
    pub fn rate(&self) -> u64 {
        self.requests * 1_000_000 / self.duration.max(1)
    }

    /// The three times as cells.
    pub fn times(&self) -> String {
        self.shares.map(milliseconds).join(" | ")
    }
}

/// A time in milliseconds with one decimal.
fn milliseconds(microseconds: u64) -> String {
    let tenths = (microseconds + 50) / 100;
    format!("{}.{} ms", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::Measured;

    #[test]
    fn what_the_scripts_print_is_read() {
        let told =
            Measured::read("Running 30s test\nTOLD 1040 2960 3449 9000 600 2000000 1 2\n").expect("read");
        assert_eq!((told.rate(), told.errors), (300, 3));
        assert_eq!(told.times(), "1.0 ms | 3.0 ms | 3.4 ms");
        assert_eq!(Measured::read("TOLD 1 2"), None);
    }
}
