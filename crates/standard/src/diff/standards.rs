//! Standards: their header, parts, indicators, items and profiles.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use duheng_pack::bundle::FileKind;
use duheng_pack::schema::Fields;
use duheng_pack::text::Text;
use duheng_pack::tree::Node;

use super::show::{rule_words, title};
use super::walk::Walk;
use super::{ChangeKind, Place, Side, files, totals};
use crate::language::{BONUS, INDICATOR, ITEM, PART, PROFILE, STANDARD};
use crate::model::Standard;
use crate::read::natural;

/// Compares the standards of two packs.
pub(super) fn compare(walk: &mut Walk, before: Side<'_>, after: Side<'_>) {
    let headers = |side| files(side, FileKind::Standard, "standard").collect::<BTreeMap<&str, &Node>>();
    let (old, new) = (headers(before), headers(after));
    let names: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    for name in names {
        let place = Place {
            standard: name.to_string(),
            group: Text::new("标准总则", "The standard as a whole"),
            ..Place::default()
        };
        walk.place = place.clone();
        let (a, b) = (old.get(name), new.get(name));
        match (a, b) {
            (Some(a), Some(b)) => {
                let models = (before.pack.standard(Some(name), None), after.pack.standard(Some(name), None));
                if let (Some(a), Some(b)) = models {
                    totals::standard(walk, a, b);
                }
                walk.fields(&STANDARD, a, b, &["bonus"]);
                parts(walk, (before, a), (after, b), models, &place);
                profiles(walk, before, after, &place);
            }
            (Some(a), None) => walk.note(ChangeKind::Removed, Text::default(), Some(title(a)), None),
            (None, Some(b)) => walk.note(ChangeKind::Added, Text::default(), None, Some(title(b))),
            (None, None) => {}
        }
    }
    walk.place = Place::default();
}

/// A code in the order people read it.
type Natural = Vec<(u64, String)>;

/// A node with its code, under the part and the node that hold it.
#[derive(Clone, Copy)]
struct Held<'n> {
    part: &'n str,
    under: &'n str,
    code: &'n str,
    node: &'n Node,
}

/// The parts of a standard: files and the bonus.
fn trees<'p>(side: Side<'p>, header: &'p Node, standard: &str) -> BTreeMap<Natural, (&'p str, &'p Node)> {
    let mut found = BTreeMap::new();
    for (code, tree) in files(side, FileKind::Part, "part") {
        if Fields(tree).str("standard") == Some(standard) {
            found.insert(natural(code), (code, tree));
        }
    }
    if let Some(bonus) = header.get("bonus") {
        let code = Fields(bonus).str("code").unwrap_or_default();
        found.insert(natural(code), (code, bonus));
    }
    found
}

fn held<'p>(trees: &BTreeMap<Natural, (&'p str, &'p Node)>) -> (Vec<Held<'p>>, Vec<Held<'p>>) {
    let (mut indicators, mut items) = (Vec::new(), Vec::new());
    for (part, tree) in trees.values().copied() {
        let code = |node: &'p Node| Fields(node).str("code").unwrap_or_default();
        let list = |node: &'p Node, under: &'p str| {
            let each = move |item: &'p Node| Held { part, under, code: code(item), node: item };
            Fields(node).items("items").iter().map(each)
        };
        items.extend(list(tree, part));
        for indicator in Fields(tree).items("indicators") {
            indicators.push(Held { part, under: part, code: code(indicator), node: indicator });
            items.extend(list(indicator, code(indicator)));
        }
    }
    (indicators, items)
}

fn parts(
    walk: &mut Walk,
    (before, old_header): (Side<'_>, &Node),
    (after, new_header): (Side<'_>, &Node),
    models: (Option<&Standard>, Option<&Standard>),
    place: &Place,
) {
    let (old, new) = (trees(before, old_header, &place.standard), trees(after, new_header, &place.standard));
    let (old_held, new_held) = (held(&old), held(&new));
    let indicators = pairs(&old_held.0, &new_held.0);
    let items = pairs(&old_held.1, &new_held.1);
    let codes: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    for key in codes {
        let (a, b) = (old.get(key), new.get(key));
        let Some((code, tree)) = b.or(a).copied() else { continue };
        let name = title(tree);
        let group =
            Text::new(format!("{code} {}", name.zh).trim_end(), format!("{code} {}", name.en).trim_end());
        let place = Place { group, ..place.clone() };
        walk.place = place.clone();
        match (a, b) {
            (Some((_, a)), Some((_, b))) => {
                let find = |model: Option<&'_ Standard>| {
                    model.and_then(|standard| standard.parts.iter().find(|part| part.code == code).cloned())
                };
                if let (Some(a), Some(b)) = (find(models.0), find(models.1)) {
                    totals::part(walk, &a, &b);
                }
                let kind = if a.get("part").is_some() { &PART } else { &BONUS };
                walk.fields(kind, a, b, &["standard", "indicators", "items"]);
            }
            (Some(_), None) => walk.note(ChangeKind::Removed, Text::default(), Some(name), None),
            _ => walk.note(ChangeKind::Added, Text::default(), None, Some(name)),
        }
        let mut here: Vec<(Natural, bool, &Pair<'_>)> = Vec::new();
        for (is_item, list) in [(false, &indicators), (true, &items)] {
            for pair in list {
                let Some(held) = pair.1.or(pair.0) else { continue };
                if held.part == code {
                    here.push((natural(held.code), is_item, pair));
                }
            }
        }
        here.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        for (_, is_item, pair) in here {
            one(walk, pair, is_item, models, &place);
        }
    }
}

type Pair<'n> = (Option<Held<'n>>, Option<Held<'n>>);

/// Things of one code belong together; then those of one title or text, where just one fits: they were renumbered.
fn pairs<'n>(old: &[Held<'n>], new: &[Held<'n>]) -> Vec<Pair<'n>> {
    let mut found: Vec<Pair<'n>> =
        new.iter().map(|b| (old.iter().find(|a| a.code == b.code).copied(), Some(*b))).collect();
    let mut gone: Vec<Held<'n>> =
        old.iter().filter(|a| new.iter().all(|b| a.code != b.code)).copied().collect();
    for pair in found.iter_mut().filter(|pair| pair.0.is_none()) {
        let Some(b) = pair.1 else { continue };
        let alike = |a: &Held<'_>| {
            let equal = |key: &str| {
                let (a, b) = (Fields(a.node).text(key), Fields(b.node).text(key));
                !a.is_empty() && a == b
            };
            equal("title") || equal("text")
        };
        let candidates: Vec<usize> =
            gone.iter().enumerate().filter(|(_, a)| alike(a)).map(|(at, _)| at).collect();
        if let [at] = candidates.as_slice() {
            pair.0 = Some(gone.remove(*at));
        }
    }
    found.extend(gone.into_iter().map(|a| (Some(a), None)));
    found
}

fn one(
    walk: &mut Walk,
    pair: &Pair<'_>,
    is_item: bool,
    models: (Option<&Standard>, Option<&Standard>),
    place: &Place,
) {
    let Some(held) = pair.1.or(pair.0) else { return };
    walk.place = Place { code: held.code.to_string(), title: title(held.node), ..place.clone() };
    let words = |held: &Held<'_>| if is_item { rule_words(held.node) } else { title(held.node) };
    match pair {
        (Some(a), Some(b)) => {
            if a.code != b.code {
                let show = |held: &Held<'_>| Some(Text::same(held.code));
                walk.note(ChangeKind::Renumbered, Text::new("编号", "code"), show(a), show(b));
            } else if a.under != b.under || a.part != b.part {
                let show = |held: &Held<'_>| Some(Text::same(held.under));
                walk.note(ChangeKind::Moved, Text::new("所属", "stands under"), show(a), show(b));
            }
            if !is_item {
                return walk.fields(&INDICATOR, a.node, b.node, &["code", "items"]);
            }
            let item = |model: Option<&'_ Standard>, code: &str| {
                model.and_then(|standard| standard.item(code).cloned())
            };
            if let (Some(old), Some(new)) = (item(models.0, a.code), item(models.1, b.code)) {
                totals::item(walk, (&old, a.node), (&new, b.node));
            }
            walk.fields(&ITEM, a.node, b.node, &["code"]);
        }
        (Some(a), None) => walk.note(ChangeKind::Removed, Text::default(), Some(words(a)), None),
        (None, Some(b)) => walk.note(ChangeKind::Added, Text::default(), None, Some(words(b))),
        (None, None) => {}
    }
}

fn profiles(walk: &mut Walk, before: Side<'_>, after: Side<'_>, place: &Place) {
    let of = |side| {
        let all = files(side, FileKind::Profile, "profile");
        all.filter(|(_, tree)| Fields(tree).str("standard") == Some(&place.standard))
            .collect::<BTreeMap<&str, &Node>>()
    };
    let (old, new) = (of(before), of(after));
    let names: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    for name in names {
        let (a, b) = (old.get(name), new.get(name));
        let shown = b.or(a).map(|tree| title(tree)).unwrap_or_default();
        walk.place = Place {
            group: Text::new("分值方案", "Profiles"),
            code: name.to_string(),
            title: shown.clone(),
            ..place.clone()
        };
        match (a, b) {
            (Some(a), Some(b)) => {
                let model = |side: Side<'_>| side.pack.standard(Some(&place.standard), Some(name)).cloned();
                if let (Some(a), Some(b)) = (model(before), model(after)) {
                    totals::standard(walk, &a, &b);
                }
                walk.fields(&PROFILE, a, b, &["profile", "standard"]);
            }
            (Some(_), None) => walk.note(ChangeKind::Removed, Text::default(), Some(shown), None),
            _ => walk.note(ChangeKind::Added, Text::default(), None, Some(shown)),
        }
    }
}
