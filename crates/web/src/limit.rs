//! How many forms one address may send: a bucket of tokens that fills again with time.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many forms may be sent at once.
pub(crate) const BURST: u32 = 20;
/// How long one more takes.
pub(crate) const EACH: Duration = Duration::from_secs(6);
/// How many addresses are kept in mind; beyond that full buckets are forgotten.
const MOST: usize = 10_000;

#[derive(Default)]
pub(crate) struct Limit(Mutex<HashMap<IpAddr, Bucket>>);

/// When the bucket of an address will be full again.
struct Bucket {
    full_at: Instant,
}

impl Limit {
    /// Takes a token; or says how long to wait for one.
    pub(crate) fn take(&self, address: IpAddr, now: Instant) -> Result<(), Duration> {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            buckets.retain(|_, bucket| bucket.full_at > now);
        }
        let bucket = buckets.entry(neighbourhood(address)).or_insert(Bucket { full_at: now });
        let full_at = bucket.full_at.max(now) + EACH;
        let over = full_at.duration_since(now).checked_sub(EACH * BURST).filter(|over| !over.is_zero());
        match over {
            Some(wait) => Err(wait),
            None => {
                bucket.full_at = full_at;
                Ok(())
            }
        }
    }
}

/// The network that one customer has: the address itself, or the first 64 bits of IPv6.
fn neighbourhood(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => IpAddr::V6((six.to_bits() & (u128::MAX << 64)).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_runs_dry_and_fills_again() {
        let limit = Limit::default();
        let (one, other) = (IpAddr::from([127, 0, 0, 1]), IpAddr::from([127, 0, 0, 2]));
        let start = Instant::now();
        for _ in 0..BURST {
            assert_eq!(limit.take(one, start), Ok(()));
        }
        assert_eq!(limit.take(one, start), Err(EACH));
        assert_eq!(limit.take(other, start), Ok(()));
        assert_eq!(limit.take(one, start + EACH), Ok(()));
        assert!(limit.take(one, start + EACH).is_err());
    }
}
