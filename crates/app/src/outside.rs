//! The outside world as arguments: what time it is, and chance. Tests and the demo drive both.

use std::fmt;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use duheng_pack::digest::Digest;
use jiff::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Microseconds since 1970-01-01 UTC.
    fn now(&self) -> i64;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        Timestamp::now().as_microsecond()
    }
}

/// A clock that stands where it is put.
#[derive(Debug, Default)]
pub struct DrivenClock(AtomicI64);

impl DrivenClock {
    /// Puts it to a time, in microseconds since 1970-01-01 UTC.
    pub fn set(&self, now: i64) {
        self.0.store(now, Ordering::SeqCst);
    }
}

impl Clock for DrivenClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A source of chance, for salts, identities and secrets.
pub trait Chance: Send + Sync {
    /// A text of 64 hexadecimal digits that nobody can foretell.
    fn draw(&self) -> Result<String, NoChance>;
}

/// The machine gives no random bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoChance;

impl fmt::Display for NoChance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the machine gives no random bytes")
    }
}

/// The chance of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn draw(&self) -> Result<String, NoChance> {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|_| NoChance)?;
        Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// The same row of draws for the same seed; for the demo and for tests alone.
#[derive(Debug)]
pub struct SeededChance {
    seed: String,
    count: AtomicU64,
}

impl SeededChance {
    /// Starts at a seed.
    #[must_use]
    pub fn new(seed: &str) -> Self {
        Self { seed: seed.to_owned(), count: AtomicU64::new(0) }
    }
}

impl Chance for SeededChance {
    fn draw(&self) -> Result<String, NoChance> {
        let count = self.count.fetch_add(1, Ordering::SeqCst);
        let mut digest = Digest::new("duheng seeded chance");
        digest.text(&self.seed);
        digest.text(&count.to_string());
        Ok(digest.finish())
    }
}
