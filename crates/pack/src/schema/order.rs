//! The order of keys and the digits of numbers in the canonical layout.

use alloc::string::String;

use super::{Field, Kind, Shape};
use crate::number::half_width;
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
/// Numbers and dates get half-width characters.
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
            if let Some(of) = shapes.iter().find(|shape| shape.fits(node)) {
                arrange(node, of);
            }
        }
        (
            Shape::Integer
            | Shape::Count
            | Shape::Number
            | Shape::Quantity
            | Shape::Date
            | Shape::PartialDate,
            Data::Scalar(scalar),
        ) => scalar.text = scalar.text.chars().map(half_width).collect(),
        (Shape::Expression(_), Data::Scalar(scalar)) => scalar.text = plain_digits(&scalar.text),
        _ => {}
    }
}

/// An expression with half-width digits outside of its quoted texts.
fn plain_digits(expression: &str) -> String {
    let mut quoted = false;
    let plain = expression.chars().map(|character| {
        quoted ^= character == '\'';
        match half_width(character) {
            digit @ '0'..='9' if !quoted => digit,
            _ => character,
        }
    });
    plain.collect()
}

fn position(kind: &'static Kind, key: &str) -> usize {
    kind.all_fields().position(|field: &Field| field.key == key).unwrap_or(usize::MAX)
}
