//! The points that are still to win, item by item: together they are what lacks to full marks.

use duheng_pack::number::Rational;
use duheng_pack::text::Text;
use duheng_standard::score::Score;

use super::rules::points;

/// The points that are still to win.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gaps {
    /// The items that can give more, those with the most to win first, and in the order of the standard among equals.
    pub items: Vec<Gap>,
    /// What conversion and caps change of their sum, with its sign; empty where that is nothing.
    pub adjusted: String,
    /// Full marks less the score.
    pub total: String,
}

/// An item that can give more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// Its points as shown.
    pub points: String,
    /// The most it gives.
    pub most: String,
    /// What it can give more.
    pub to_win: String,
    /// Whether it belongs to the bonus.
    pub is_bonus: bool,
    /// How it stands, as for [`ItemStanding`](super::ItemStanding).
    pub state: &'static str,
}

/// The gaps of a score; items that are not evaluated have none.
pub(super) fn gaps(score: &Score<'_>) -> Gaps {
    let standard = score.standard;
    let base =
        standard.parts.iter().flat_map(|part| &part.indicators).map(|of| of.items.len()).sum::<usize>();
    let mut open: Vec<(Rational, Gap)> = Vec::new();
    for (at, of) in score.items.iter().enumerate().filter(|(_, of)| of.is_evaluated()) {
        let lacks = of.max() - &of.outcome.value;
        if lacks.is_zero() || lacks.is_negative() {
            continue;
        }
        let gap = Gap {
            code: of.item.code.clone(),
            title: of.item.title.clone(),
            points: points(&of.outcome.value),
            most: points(of.max()),
            to_win: points(&lacks),
            is_bonus: at >= base,
            state: of.state.name(),
        };
        open.push((lacks, gap));
    }
    let sum: Rational = open.iter().map(|(lacks, _)| lacks.clone()).sum();
    let total = &(&standard.base_max() + &standard.bonus_max()) - &score.total;
    let rest = &total - &sum;
    // the sort is stable: equals keep the order of the standard
    open.sort_by(|(a, _), (b, _)| b.cmp(a));
    let adjusted = match rest.is_zero() {
        true => String::new(),
        false => points(&rest),
    };
    Gaps { items: open.into_iter().map(|(_, gap)| gap).collect(), adjusted, total: points(&total) }
}
