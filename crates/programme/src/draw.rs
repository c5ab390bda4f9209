//! Drawing experts by lot so that anybody can replay it: the commitment to the seed is published first, then the pool
//! is fixed, then the seed is shown and puts the pool in order.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::digest::Digest;

use crate::model::Mechanism;
use crate::view::{Expert, View};

/// Whom a panel is drawn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool<'v> {
    /// How many are drawn.
    pub seats: usize,
    /// The fields of which each has to be covered.
    pub fields: &'v [String],
    /// Those who can be drawn.
    pub free: Vec<&'v Expert>,
    /// How many of the base are left out for a known conflict with the enterprise.
    pub conflicted: usize,
}

/// Whom a panel would be drawn from on a day; nothing where the application does not stand before a draw.
#[must_use]
pub fn pool<'v>(view: &View<'v>, today: Date) -> Option<Pool<'v>> {
    let Mechanism::Panel { seats, fields, .. } = &view.stage()?.mechanism else { return None };
    let organisation = &view.filing?.organisation;
    let drawn = view.panel().is_some_and(|(_, panel)| !panel.order.is_empty());
    let free: Vec<&Expert> = unconflicted(view, organisation, today).collect();
    let conflicted = view.experts.len() - free.len();
    (!drawn).then_some(Pool { seats: *seats, fields, free, conflicted })
}

/// The experts without a known conflict with an organisation on a day.
pub(crate) fn unconflicted<'v>(
    view: &View<'v>,
    organisation: &str,
    today: Date,
) -> impl Iterator<Item = &'v Expert> {
    view.experts.iter().filter(move |expert| !expert.is_conflicted(organisation, today))
}

/// The commitment to a seed: published before the pool is known.
#[must_use]
pub fn commitment(seed: &str) -> String {
    let mut digest = Digest::new("duheng draw commitment 1");
    digest.text(seed);
    digest.finish()
}

/// The order in which a seed draws a pool: by the hash of seed and person. The order of `pool` does not matter.
#[must_use]
pub fn order(seed: &str, pool: &[String]) -> Vec<String> {
    let rank = |person: &String| {
        let mut digest = Digest::new("duheng draw 1");
        digest.text(seed);
        digest.text(person);
        digest.finish()
    };
    let mut order: Vec<(String, String)> = pool.iter().map(|person| (rank(person), person.clone())).collect();
    order.sort();
    order.dedup();
    order.into_iter().map(|(_, person)| person).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_depends_on_seed_and_pool_alone() {
        let pool = ["a", "b", "c", "d"].map(String::from);
        let mut turned = pool.clone();
        turned.reverse();
        assert_eq!(order("seed", &pool), order("seed", &turned));
        let orders: alloc::collections::BTreeSet<_> =
            ["1", "2", "3", "4", "5", "6"].iter().map(|seed| order(seed, &pool)).collect();
        assert!(orders.len() > 1);
        assert_ne!(commitment("seed"), commitment("seed "));
    }
}
