//! States of streams as they were read last, so that an act reads the new events of a stream and not all of them.
//!
//! What is held counts as long as the stream says in the same transaction that it has this version and this head; a
//! later one must go on from the event of that version and hash. A state of a transaction that was taken back has a head
//! that no stream has, so it is never used. Nothing but speed depends on what is held.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How many states are held of each kind.
const MOST: usize = 2_000;

/// A state with the version and the head of its stream.
#[derive(Clone)]
pub(crate) struct Held<S> {
    pub(crate) version: i64,
    pub(crate) head: String,
    pub(crate) state: S,
}

/// States by the key of their stream.
pub(crate) struct Heads<S>(Mutex<BTreeMap<String, Held<S>>>);

impl<S> Default for Heads<S> {
    fn default() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }
}

impl<S: Clone> Heads<S> {
    /// What is held of a stream.
    pub(super) fn get(&self, key: &str) -> Option<Held<S>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// Holds a state in place of an earlier one.
    pub(super) fn keep(&self, key: &str, held: Held<S>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST && !all.contains_key(key) {
            all.clear();
        }
        all.insert(key.to_owned(), held);
    }
}
