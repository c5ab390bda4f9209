//! Failed attempts and the lock that follows them.
//!
//! An attempt is counted before it is looked at, so that many at the same time do not get more guesses than one after the
//! other. Logins that nobody has are counted alike: a lock does not tell which exist.

use sea_orm::{ConnectionTrait, EntityTrait as _, IntoActiveModel as _, Set};

use super::refusal::{self, AccountRefusal};
use super::{DAY, MINUTE};
use crate::fault::Fault;
use crate::store::entity::attempt;

/// How many failures lock.
const FAILURES: i64 = 5;

/// How long the first lock lasts, in microseconds; each further one lasts twice as long.
const FIRST_LOCK: i64 = 15 * MINUTE;

/// No lock lasts longer; after that long without an attempt all are forgotten.
const LONGEST_LOCK: i64 = DAY;

/// An attempt that was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// Until when nobody may try again if this one fails, in microseconds since 1970-01-01 UTC.
    pub(super) locks_until: Option<i64>,
    /// Whether there was a lock before.
    pub(super) after_lock: bool,
}

/// How long the lock after so many failures lasts; none in between.
fn lock(failed: i64) -> Option<i64> {
    if failed % FAILURES != 0 {
        return None;
    }
    let doubled = u32::try_from(failed / FAILURES - 1).unwrap_or(u32::MAX).min(16);
    Some((FIRST_LOCK << doubled).min(LONGEST_LOCK))
}

/// Counts an attempt, or refuses it.
pub(super) async fn count(
    db: &impl ConnectionTrait,
    subject: &str,
    now: i64,
) -> Result<Result<Counted, AccountRefusal>, Fault> {
    let held = attempt::Entity::find_by_id(subject).one(db).await?;
    if let Some(row) = &held
        && row.locked_until > now
    {
        return Ok(Err(locked(row.locked_until, now)));
    }
    let before = held.as_ref().filter(|row| now - row.last_at < LONGEST_LOCK).map_or(0, |row| row.failed);
    let failed = before + 1;
    let locks_until = lock(failed).map(|length| now + length);
    let mut row = attempt::ActiveModel {
        subject: Set(subject.to_owned()),
        failed: Set(failed),
        locked_until: Set(locks_until.unwrap_or(0)),
        last_at: Set(now),
    };
    if held.is_some() {
        row.subject = sea_orm::ActiveValue::Unchanged(subject.to_owned());
        attempt::Entity::update(row.into_active_model()).exec(db).await?;
    } else {
        attempt::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(Ok(Counted { locks_until, after_lock: before >= FAILURES }))
}

/// The refusal while a lock holds.
pub(super) fn locked(until: i64, now: i64) -> AccountRefusal {
    refusal::locked((until - now + MINUTE - 1) / MINUTE)
}

/// Forgets the failures; says whether there was a lock among them.
pub(super) async fn clear(db: &impl ConnectionTrait, subject: &str) -> Result<bool, Fault> {
    let held = attempt::Entity::find_by_id(subject).one(db).await?;
    attempt::Entity::delete_by_id(subject).exec(db).await?;
    Ok(held.is_some_and(|row| row.failed >= FAILURES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_grow_and_end_at_a_day() {
        assert_eq!(lock(4), None);
        assert_eq!(lock(5), Some(15 * MINUTE));
        assert_eq!(lock(9), None);
        assert_eq!(lock(10), Some(30 * MINUTE));
        assert_eq!(lock(30), Some(8 * 60 * MINUTE));
        assert_eq!(lock(5_000), Some(DAY));
    }
}
