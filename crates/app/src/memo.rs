//! What was worked out and still holds. Lists over very many applications are worked out once for all who ask for the same
//! before something changes: whoever comes while that is done waits for it instead of doing it too.
//!
//! A value holds as long as the stamp under which it was worked out: the last line of the log, what this program has
//! committed, and the day or the minute. Honours are given and ended in one transaction with a line of the log, whichever
//! program does it; all else that happens counts at once where this program did it, and once the sequencer has logged it,
//! within two seconds, where another did.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{ColumnTrait as _, EntityTrait as _, QuerySelect as _};

use crate::app::App;
use crate::fault::Fault;
use crate::store::entity::log;

/// How many values are held at most; beyond that all are forgotten.
const MOST: usize = 1_000;
/// Microseconds.
const MINUTE: i64 = 60_000_000;
/// How many stamps this program has taken.
static TAKEN: AtomicU64 = AtomicU64::new(0);

/// A state of everything that a value may depend on, and which it is of all that were looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    state: String,
    taken: u64,
}

/// A value of one key, while nobody else works it out.
type Cell<V> = Arc<tokio::sync::Mutex<Option<(Stamp, V)>>>;

/// Values by key.
pub(crate) struct Memo<V>(Mutex<BTreeMap<String, Cell<V>>>);

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }
}

impl<V: Clone> Memo<V> {
    /// The value of a key, worked out unless it holds. The stamp was taken before anything is read: what is committed
    /// meanwhile makes the value old. One that was worked out under a later stamp, while this caller waited, is newer than
    /// asked for: so many who wait at a time cost little even while others save.
    pub(crate) async fn get<E>(
        &self,
        stamp: Stamp,
        key: String,
        work: impl Future<Output = Result<V, E>>,
    ) -> Result<V, E> {
        let cell = self.cell(key);
        let mut held = cell.lock().await;
        if let Some((of, value)) = held.as_ref()
            && (of.state == stamp.state || of.taken > stamp.taken)
        {
            return Ok(value.clone());
        }
        let value = work.await?;
        *held = Some((stamp, value.clone()));
        Ok(value)
    }

    fn cell(&self, key: String) -> Cell<V> {
        let mut cells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cells.len() >= MOST && !cells.contains_key(&key) {
            cells.clear();
        }
        Arc::clone(cells.entry(key).or_default())
    }
}

impl App {
    /// What lists show now.
    pub(crate) async fn listed_now(&self) -> Result<Stamp, Fault> {
        let Stamp { state, taken } = self.published_now().await?;
        Ok(Stamp { state: format!("{state} {}", self.clock.now().div_euclid(MINUTE)), taken })
    }

    /// What is published now.
    pub(crate) async fn published_now(&self) -> Result<Stamp, Fault> {
        let taken = TAKEN.fetch_add(1, Ordering::SeqCst);
        let last = log::Entity::find().select_only().column_as(log::Column::Position.max(), "last");
        let last: Option<Option<i64>> = last.into_tuple().one(self.store.read()).await?;
        let (last, today, packs) =
            (last.flatten().unwrap_or_default(), self.today()?, self.shelf.all().len());
        Ok(Stamp { state: format!("{last} {} {today} {packs}", self.store.commits()), taken })
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::{Memo, Stamp};

    fn stamp(state: &str, taken: u64) -> Stamp {
        Stamp { state: state.into(), taken }
    }

    #[tokio::test]
    async fn a_value_holds_for_its_state_and_for_whoever_asked_before_it_was_worked_out() {
        let memo = Memo::default();
        let get = async |of: Stamp, value: &'static str| {
            memo.get(of, "list".into(), async { Ok::<_, Infallible>(value) }).await.unwrap_or_default()
        };
        assert_eq!(get(stamp("b", 5), "first").await, "first");
        assert_eq!(get(stamp("b", 6), "again").await, "first", "nothing has changed");
        assert_eq!(get(stamp("a", 4), "older").await, "first", "it is newer than this caller asked for");
        assert_eq!(get(stamp("c", 7), "second").await, "second", "something was committed since");
        assert_eq!(get(stamp("b", 8), "third").await, "third", "another state, looked at later");
    }
}
