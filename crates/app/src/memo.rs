//! What was worked out and still holds. Lists over very many applications are worked out once for all who ask for the same
//! before something changes: whoever comes while that is done waits for it instead of doing it too.
//!
//! A value holds as long as this program committed nothing that lists show, and no longer than the second of the clock in
//! which it was worked out: for clocks move on, and another program may write into the same database.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::app::App;

/// How many values are held at most; beyond that all are forgotten.
const MOST: usize = 1_000;
/// Microseconds.
const SECOND: i64 = 1_000_000;

/// A state of everything, as far as this program knows: its commits and the second of the clock.
type Stamp = (u64, i64);

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
    /// The value of a key, worked out unless it holds.
    pub(crate) async fn get<E>(
        &self,
        app: &App,
        key: String,
        work: impl Future<Output = Result<V, E>>,
    ) -> Result<V, E> {
        let cell = self.cell(key);
        let mut held = cell.lock().await;
        // before anything is read: what is committed meanwhile makes the value old
        let now = (app.store.commits(), app.clock.now().div_euclid(SECOND));
        if let Some((stamp, value)) = held.as_ref()
            && *stamp == now
        {
            return Ok(value.clone());
        }
        let value = work.await?;
        *held = Some((now, value.clone()));
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
