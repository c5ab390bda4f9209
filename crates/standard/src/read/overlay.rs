//! A profile laid over the trees of its standard: other numbers, nothing else.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::schema::Fields;
use duheng_pack::source::Span;
use duheng_pack::tree::{Data, Entry, Node};

/// The header and parts with the profile's keys in place of their own.
pub(super) fn laid_over(profile: &Node, header: &Node, parts: &[&Node]) -> (Node, Vec<Node>) {
    let mut header = header.clone();
    for key in ["conversion", "declared", "accepted"] {
        if let Some(entry) = profile.entry(key) {
            put(&mut header, entry);
        }
    }
    let mut parts: Vec<Node> = parts.iter().map(|part| (*part).clone()).collect();
    let changes = Fields(profile).entries("set");
    let reasons = Fields(profile).node("inferred");
    for tree in parts.iter_mut().chain(core::iter::once(&mut header)) {
        each_item(tree, &mut |item| {
            let Some(code) = Fields(item).str("code").map(String::from) else { return };
            let Some(change) = changes.iter().find(|change| change.key == code) else { return };
            for entry in change.value.entries() {
                put(item, entry);
            }
            if let Some(reason) = reasons.and_then(|reasons| reasons.entry(&code)) {
                for entry in change.value.entries() {
                    put_mark(item, &entry.key, reason);
                }
            }
        });
    }
    (header, parts)
}

/// The codes that a profile sets and no item has.
pub(super) fn unknown_codes(profile: &Node, header: &Node, parts: &[&Node]) -> Vec<(String, Span)> {
    let mut known = Vec::new();
    for tree in parts.iter().copied().chain(core::iter::once(header)) {
        let mut tree = tree.clone();
        each_item(&mut tree, &mut |item| known.extend(Fields(item).str("code").map(String::from)));
    }
    let set = Fields(profile).entries("set").iter();
    set.filter(|entry| !known.contains(&entry.key)).map(|entry| (entry.key.clone(), entry.key_span)).collect()
}

/// Runs `change` on every item of a part's or a header's tree.
fn each_item(tree: &mut Node, change: &mut dyn FnMut(&mut Node)) {
    if let Some(bonus) = child(tree, "bonus") {
        items(bonus).iter_mut().for_each(&mut *change);
    }
    if let Some(Data::List(indicators, _)) = child(tree, "indicators").map(|node| &mut node.data) {
        for indicator in indicators {
            items(indicator).iter_mut().for_each(&mut *change);
        }
    }
}

fn items(node: &mut Node) -> &mut [Node] {
    match child(node, "items").map(|items| &mut items.data) {
        Some(Data::List(items, _)) => items,
        _ => &mut [],
    }
}

fn child<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    match &mut node.data {
        Data::Map(entries, _) => {
            entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value)
        }
        _ => None,
    }
}

/// Puts an entry into a map, in place of one with its key.
fn put(node: &mut Node, entry: &Entry) {
    let Data::Map(entries, _) = &mut node.data else { return };
    match entries.iter_mut().find(|own| own.key == entry.key) {
        Some(own) => *own = entry.clone(),
        None => entries.push(entry.clone()),
    }
}

/// Marks a key of an item as inferred for the profile's reason.
fn put_mark(item: &mut Node, key: &str, reason: &Entry) {
    let mark = Entry { key: key.into(), ..reason.clone() };
    match child(item, "inferred") {
        Some(inferred) => put(inferred, &mark),
        None => {
            let inferred = Node {
                data: Data::Map(Vec::from([mark]), duheng_pack::tree::Layout::Block),
                ..reason.value.clone()
            };
            put(item, &Entry { key: "inferred".into(), value: inferred, ..reason.clone() });
        }
    }
}
