//! How many forms one address, or one person, may send: a bucket of tokens that fills again with time.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many keys are kept in mind; beyond that full buckets are forgotten.
const MOST: usize = 10_000;

/// A bucket for each key.
pub(crate) struct Limit<K> {
    /// How many forms may be sent at once.
    burst: u32,
    /// How long one more takes.
    each: Duration,
    buckets: Mutex<HashMap<K, Bucket>>,
}

/// When the bucket of a key will be full again.
struct Bucket {
    full_at: Instant,
}

impl<K: Eq + Hash> Limit<K> {
    pub(crate) fn new(burst: u32, each: Duration) -> Self {
        Self { burst, each, buckets: Mutex::new(HashMap::new()) }
    }

    /// Takes a token; or says how long to wait for one.
    pub(crate) fn take(&self, key: K, now: Instant) -> Result<(), Duration> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            buckets.retain(|_, bucket| bucket.full_at > now);
        }
        let bucket = buckets.entry(key).or_insert(Bucket { full_at: now });
        let full_at = bucket.full_at.max(now) + self.each;
        let room = self.each * self.burst;
        let over = full_at.duration_since(now).checked_sub(room).filter(|over| !over.is_zero());
        match over {
            Some(wait) => Err(wait),
            None => {
                bucket.full_at = full_at;
                Ok(())
            }
        }
    }

    /// Puts a token back that was taken for nothing.
    pub(crate) fn give_back(&self, key: &K) {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bucket) = buckets.get_mut(key) {
            bucket.full_at = bucket.full_at.checked_sub(self.each).unwrap_or(bucket.full_at);
        }
    }
}

/// The network that one customer has: the address itself, or the first 64 bits of IPv6.
pub(crate) fn neighbourhood(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => IpAddr::V6((six.to_bits() & (u128::MAX << 64)).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_for_nothing_is_there_again() {
        let limit = Limit::new(2, Duration::from_secs(60));
        let (key, start) = ("one", Instant::now());
        for _ in 0..9 {
            assert_eq!(limit.take(key, start), Ok(()));
            limit.give_back(&key);
        }
        assert_eq!((limit.take(key, start), limit.take(key, start)), (Ok(()), Ok(())));
        assert!(limit.take(key, start).is_err());
    }

    #[test]
    fn a_bucket_runs_dry_and_fills_again() {
        let each = Duration::from_secs(6);
        let limit = Limit::new(20, each);
        let (one, other) = (IpAddr::from([127, 0, 0, 1]), IpAddr::from([127, 0, 0, 2]));
        let start = Instant::now();
        for _ in 0..20 {
            assert_eq!(limit.take(one, start), Ok(()));
        }
        assert_eq!(limit.take(one, start), Err(each));
        assert_eq!(limit.take(other, start), Ok(()));
        assert_eq!(limit.take(one, start + each), Ok(()));
        assert!(limit.take(one, start + each).is_err());
    }
}
