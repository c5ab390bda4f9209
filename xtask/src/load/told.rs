//! What is printed: the machine, and each job as a row of a table that documents can hold.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::process::cannot;

/// The head of the table.
pub const HEAD: &str = "| job | connections | per second | p50 | p95 | p99 | errors | load before | aim |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |";

/// The machine on which is measured.
pub fn machine() -> Result<String, Failure> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    Ok(format!(
        "{cores} cores, which all that is measured shares with what measures; load {} before",
        load()?
    ))
}

/// Where the tables go: on the terminal, and behind what a file holds where one is named.
pub struct Report(Option<(PathBuf, fs::File)>);

impl Report {
    pub fn new(into: Option<PathBuf>) -> Result<Self, Failure> {
        let Some(path) = into else { return Ok(Self(None)) };
        let file = fs::OpenOptions::new().create(true).append(true).open(&path);
        let file = file.map_err(|error| cannot("write", &path, &error))?;
        Ok(Self(Some((path, file))))
    }

    pub fn line(&mut self, text: &str) -> Outcome {
        println!("{text}");
        match &mut self.0 {
            Some((path, file)) => writeln!(file, "{text}").map_err(|error| cannot("write", path, &error)),
            None => Ok(()),
        }
    }
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

    /// Of the times of all that was done, in microseconds.
    pub fn of_times(mut times: Vec<u64>, duration: u64) -> Self {
        times.sort_unstable();
        let share = |percent: usize| {
            let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
            times.get(at).copied().unwrap_or_default()
        };
        let shares = [share(50), share(95), share(99)];
        let requests = u64::try_from(times.len()).unwrap_or(u64::MAX);
        Self { shares, requests, duration, errors: 0 }
    }

    /// A row of the table.
    pub fn row(&self, what: &str, connections: u32, load: &str, aim: &str) -> String {
        let (rate, times, errors) = (self.rate(), self.times(), self.errors);
        format!("| {what} | {connections} | {rate} | {times} | {errors} | {load} | {aim} |")
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
pub fn milliseconds(microseconds: u64) -> String {
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

    #[test]
    fn shares_of_times_are_those_of_the_sorted_list() {
        let measured = Measured::of_times((1..=200).rev().collect(), 2_000_000);
        assert_eq!((measured.shares, measured.rate()), ([100, 190, 198], 100));
        assert_eq!(Measured::of_times(Vec::new(), 1).shares, [0; 3]);
    }
}
