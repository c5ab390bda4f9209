//! What many wish at the same moment is done for all of them at once, as when one commit serves everybody who waits for
//! the disk.
//!
//! Whoever finds nobody at it leads a round: they take every wish that waits, fulfil them in the order in which they came,
//! and tell each what came of it. Who comes meanwhile waits for the next round. A leader may vanish, as when a browser
//! goes away; those who waited for them learn it and join again.

use std::sync::{Mutex, PoisonError};

use tokio::sync::{MutexGuard, oneshot};

/// The most wishes of one round, so that nobody waits long for the end of it.
const MOST: usize = 64;

/// Wishes `W` that wait for their outcomes `O`.
pub(crate) struct Rounds<W, O> {
    waiting: Mutex<Vec<Wish<W, O>>>,
    lead: tokio::sync::Mutex<()>,
}

struct Wish<W, O> {
    wish: W,
    teller: oneshot::Sender<O>,
}

/// What becomes of somebody who joined.
pub(crate) enum Turn<'r, W, O> {
    /// Another has done it, with this outcome.
    Done(O),
    /// They lead a round, with their own wish or without it if another has just done it.
    Lead(Round<'r, W, O>, oneshot::Receiver<O>),
    /// Who led vanished before the end: join again.
    Lost,
}

/// Wishes to be fulfilled. Others wait as long as it lives.
pub(crate) struct Round<'r, W, O> {
    /// The wishes, in the order in which they came.
    pub(crate) wishes: Vec<W>,
    tellers: Vec<oneshot::Sender<O>>,
    _lead: MutexGuard<'r, ()>,
}

impl<W, O> Default for Rounds<W, O> {
    fn default() -> Self {
        Self { waiting: Mutex::default(), lead: tokio::sync::Mutex::default() }
    }
}

impl<W, O> Rounds<W, O> {
    /// Waits until the wish is done, or until it is one's turn to do it and what else waits.
    pub(crate) async fn join(&self, wish: W) -> Turn<'_, W, O> {
        let (teller, mut told) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(Wish { wish, teller });
        tokio::select! {
            biased;
            outcome = &mut told => outcome.map_or(Turn::Lost, Turn::Done),
            lead = self.lead.lock() => Turn::Lead(self.begin(lead), told),
        }
    }

    fn begin<'r>(&self, lead: MutexGuard<'r, ()>) -> Round<'r, W, O> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        // who went away without waiting wishes nothing any more
        waiting.retain(|wish| !wish.teller.is_closed());
        let some = waiting.len().min(MOST);
        let (wishes, tellers) = waiting.drain(..some).map(|wish| (wish.wish, wish.teller)).unzip();
        Round { wishes, tellers, _lead: lead }
    }
}

impl<W, O> Round<'_, W, O> {
    /// Ends the round: tells each what came of their wish, in the order of the wishes.
    pub(crate) fn tell(self, outcomes: impl IntoIterator<Item = O>) {
        for (teller, outcome) in self.tellers.into_iter().zip(outcomes) {
            // who is gone need not know
            let _ = teller.send(outcome);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use super::{Rounds, Turn};

    /// Doubles a number, by whoever leads; returns it with the sizes of the rounds that this one led.
    async fn doubled(rounds: &Rounds<u32, u32>, number: u32) -> (u32, Vec<usize>) {
        let mut led = Vec::new();
        loop {
            match rounds.join(number).await {
                Turn::Done(outcome) => return (outcome, led),
                Turn::Lost => {}
                Turn::Lead(round, told) => {
                    led.push(round.wishes.len());
                    tokio::time::sleep(Duration::from_millis(5)).await;
                    let outcomes: Vec<u32> = round.wishes.iter().map(|wish| wish * 2).collect();
                    round.tell(outcomes);
                    if let Ok(outcome) = told.await {
                        return (outcome, led);
                    }
                }
            }
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn everybody_gets_their_own_outcome_and_few_rounds_serve_them_all() {
        let rounds = Arc::new(Rounds::default());
        let all = (0..200_u32).map(|number| {
            let rounds = Arc::clone(&rounds);
            tokio::spawn(async move { (number, doubled(&rounds, number).await) })
        });
        let (mut sizes, all) = (Vec::new(), all.collect::<Vec<_>>());
        for one in all {
            let (number, (outcome, led)) = one.await.expect("ends");
            assert_eq!(outcome, number * 2);
            sizes.extend(led);
        }
        assert_eq!(sizes.iter().sum::<usize>(), 200, "each wish is fulfilled once");
        assert!(sizes.len() < 60 && sizes.iter().all(|size| *size <= 64), "{sizes:?}");
    }

    #[tokio::test]
    async fn who_waited_for_a_leader_that_vanished_joins_again() {
        let rounds = Arc::new(Rounds::<u32, u32>::default());
        let Turn::Lead(first, _) = rounds.join(1).await else { panic!("nobody else leads") };
        let follower = tokio::spawn({
            let rounds = Arc::clone(&rounds);
            async move { doubled(&rounds, 21).await.0 }
        });
        tokio::task::yield_now().await;
        // leads with the wish of the follower, and vanishes
        drop(first);
        let vanishing = rounds.join(2).await;
        drop(vanishing);
        assert_eq!(follower.await.expect("ends"), 42);
    }
}
