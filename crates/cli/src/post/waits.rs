//! How long a letter waits that did not go out: twice as long each time.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The first wait.
const FIRST: Duration = Duration::from_secs(10);
/// The longest.
const LONGEST: Duration = Duration::from_secs(3600);

/// The letters that wait, each with how often it failed and when it is due.
#[derive(Debug, Default)]
pub struct Waits(BTreeMap<String, (u32, Instant)>);

impl Waits {
    /// Whether a letter may go out now.
    pub fn is_due(&self, letter: &str, now: Instant) -> bool {
        self.0.get(letter).is_none_or(|(_, due)| *due <= now)
    }

    /// Notes that it did not go out; returns how long it waits.
    pub fn failed(&mut self, letter: &str, now: Instant) -> Duration {
        let (times, due) = self.0.entry(letter.to_owned()).or_insert((0, now));
        let wait = FIRST.saturating_mul(1_u32.checked_shl(*times).unwrap_or(u32::MAX)).min(LONGEST);
        *times = times.saturating_add(1);
        *due = now + wait;
        wait
    }

    /// It waits no more.
    pub fn forget(&mut self, letter: &str) {
        self.0.remove(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_an_hour_and_end_with_the_letter() {
        let (mut waits, now) = (Waits::default(), Instant::now());
        assert!(waits.is_due("a", now));
        let seconds: Vec<u64> = (0..11).map(|_| waits.failed("a", now).as_secs()).collect();
        assert_eq!(seconds, [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]);
        assert!(!waits.is_due("a", now + Duration::from_secs(3599)));
        assert!(waits.is_due("a", now + Duration::from_secs(3600)));
        assert!(waits.is_due("b", now));
        for _ in 0..100 {
            waits.failed("a", now);
        }
        waits.forget("a");
        assert_eq!(waits.failed("a", now).as_secs(), 10);
    }
}
