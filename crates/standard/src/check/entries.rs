//! Lists that say one thing twice.

use duheng_pack::schema::Fields;
use duheng_pack::tree::{Data, Node};

use crate::findings::{duplicate_code, repeated_entry};
use crate::read::Reader;

/// The keys that a list's entries have their names in, where nothing else checks them.
const NAMES: [&str; 2] = ["id", "what"];

/// Checks every list in a tree.
pub(super) fn check(node: &Node, reader: &mut Reader<'_>) {
    for (at, item) in node.items().iter().enumerate() {
        check(item, reader);
        let earlier = node.items().get(..at).unwrap_or_default();
        let named = NAMES.iter().find_map(|key| Fields(item).spanned(key).map(|name| (*key, name)));
        if let Some((key, (name, span))) = named {
            let twin = earlier.iter().find_map(|other| {
                Fields(other).spanned(key).filter(|(of, _)| *of == name).map(|(_, place)| place)
            });
            if let Some(first) = twin {
                reader.report(duplicate_code::at(span, name, first));
            }
        } else if item.get("code").is_none()
            && let Some(first) = earlier.iter().find(|other| equal(other, item))
        {
            reader.report(repeated_entry::at(item.span, first.span));
        }
    }
    for entry in node.entries() {
        check(&entry.value, reader);
    }
}

/// Whether two trees say the same, comments and layout aside.
fn equal(a: &Node, b: &Node) -> bool {
    match (&a.data, &b.data) {
        (Data::Scalar(a), Data::Scalar(b)) => a.text.trim() == b.text.trim(),
        (Data::List(a, _), Data::List(b, _)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Data::Map(of_a, _), Data::Map(of_b, _)) => {
            of_a.len() == of_b.len()
                && of_a.iter().all(|entry| b.get(&entry.key).is_some_and(|other| equal(&entry.value, other)))
        }
        _ => false,
    }
}
