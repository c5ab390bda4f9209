//! Totals that follow from other changes: what items, parts, base and bonus give at most.

use duheng_pack::number::Rational;
use duheng_pack::text::Text;
use duheng_pack::tree::Node;

use super::ChangeKind;
use super::show::same;
use super::walk::Walk;
use crate::model::{Item, Part, Standard};

fn compare(walk: &mut Walk, what: [&str; 2], before: Option<Rational>, after: Option<Rational>) {
    if before != after {
        let [zh, en] = what;
        let show =
            |number: Rational| Text::same(number.to_decimal().unwrap_or_else(|| alloc::format!("{number}")));
        walk.note(ChangeKind::Total, Text::new(zh, en), before.map(show), after.map(show));
    }
}

/// The totals of a standard.
pub(super) fn standard(walk: &mut Walk, before: &Standard, after: &Standard) {
    let items = |standard: &Standard| Some(Rational::from(standard.base_items().count()));
    compare(walk, ["基础项个数", "number of base items"], items(before), items(after));
    let base = |standard: &Standard| Some(standard.base_max());
    compare(walk, ["基础分满分", "most points of the base"], base(before), base(after));
    let bonus = |standard: &Standard| Some(standard.bonus_max());
    compare(walk, ["加分满分", "most points of the bonus"], bonus(before), bonus(after));
}

/// The total of a part.
pub(super) fn part(walk: &mut Walk, before: &Part, after: &Part) {
    compare(walk, ["本部分满分", "most points of the part"], Some(before.max()), Some(after.max()));
}

/// What an item gives at most and at least, unless its points say that already.
pub(super) fn item(walk: &mut Walk, before: (&Item, &Node), after: (&Item, &Node)) {
    let constant = |node: &Node| node.get("points").is_some() && node.get("max").is_none();
    if constant(before.1) && constant(after.1) || same(before.1, after.1) {
        return;
    }
    let (old, new) = (&before.0.rule.range, &after.0.rule.range);
    compare(walk, ["满分", "most points"], Some(old.1.clone()), Some(new.1.clone()));
    compare(walk, ["最低分", "least points"], Some(old.0.clone()), Some(new.0.clone()));
}
