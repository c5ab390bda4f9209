//! The order of keys in the canonical layout.

use super::{Field, Kind, Shape};
use crate::tree::{Data, Node};

/// The fields of the kind that stands at `node`, if the shape says one.
#[must_use]
pub fn fields_of(shape: &Shape, node: &Node) -> Option<&'static Kind> {
    match shape {
        Shape::Node(kind) if node.is_map() => Some(kind),
        Shape::Text if node.is_map() => Some(&super::conform::TEXT),
        Shape::Either(shapes) => shapes.iter().find_map(|shape| fields_of(shape, node)),
        _ => None,
    }
}

/// Brings the keys of all maps below `node` into the order of the table; unknown keys stay behind them as written.
pub fn arrange(node: &mut Node, shape: &Shape) {
    if let Some(kind) = fields_of(shape, node) {
        if let Data::Map(entries, _) = &mut node.data {
            entries.sort_by_key(|entry| position(kind, &entry.key));
            for entry in entries {
                if let Some(field) = kind.field(&entry.key) {
                    arrange(&mut entry.value, &field.shape);
                }
            }
        }
        return;
    }
    match (shape, &mut node.data) {
        (Shape::List(of), Data::List(items, _)) => items.iter_mut().for_each(|item| arrange(item, of)),
        (Shape::Map(of), Data::Map(entries, _)) => {
            entries.iter_mut().for_each(|entry| arrange(&mut entry.value, of));
        }
        (Shape::Either(shapes), _) => {
            let of = shapes.iter().find(|shape| match shape {
                Shape::List(_) => node.is_list(),
                Shape::Map(_) => node.is_map(),
                _ => false,
            });
            if let Some(of) = of {
                arrange(node, of);
            }
        }
        _ => {}
    }
}

fn position(kind: &'static Kind, key: &str) -> usize {
    kind.all_fields().position(|field: &Field| field.key == key).unwrap_or(usize::MAX)
}
