//! Reading values out of a tree that conforms. What does not conform has its finding already and reads as absent.

use alloc::string::String;
use alloc::vec::Vec;

use crate::number::{Rational, read_number, read_whole};
use crate::source::Span;
use crate::text::Text;
use crate::tree::{Entry, Node};
use crate::unit::{Unit, read_quantity};

/// The keys of one map.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'n>(pub &'n Node);

impl<'n> Fields<'n> {
    /// The value of a key.
    #[must_use]
    pub fn node(self, key: &str) -> Option<&'n Node> {
        self.0.get(key)
    }

    /// The text of a key.
    #[must_use]
    pub fn str(self, key: &str) -> Option<&'n str> {
        self.node(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
    }

    /// The text of a key with its place.
    #[must_use]
    pub fn spanned(self, key: &str) -> Option<(&'n str, Span)> {
        let node = self.node(key)?;
        Some((node.as_str()?.trim(), node.span))
    }

    /// The text of a key as an owned string; empty where absent.
    #[must_use]
    pub fn string(self, key: &str) -> String {
        self.str(key).unwrap_or_default().into()
    }

    /// The bilingual text of a key; empty where absent.
    #[must_use]
    pub fn text(self, key: &str) -> Text {
        self.node(key).map(text).unwrap_or_default()
    }

    /// The items of a list; none where absent.
    #[must_use]
    pub fn items(self, key: &str) -> &'n [Node] {
        self.node(key).map_or(&[], Node::items)
    }

    /// The texts of a list with their places.
    #[must_use]
    pub fn words(self, key: &str) -> Vec<(&'n str, Span)> {
        self.items(key).iter().filter_map(|item| Some((item.as_str()?.trim(), item.span))).collect()
    }

    /// The entries of a map; none where absent.
    #[must_use]
    pub fn entries(self, key: &str) -> &'n [Entry] {
        self.node(key).map_or(&[], Node::entries)
    }

    /// The exact number of a key.
    #[must_use]
    pub fn number(self, key: &str) -> Option<Rational> {
        self.node(key).and_then(number)
    }

    /// The whole number of a key; none outside of the range of `T`.
    #[must_use]
    pub fn whole<T: TryFrom<i64>>(self, key: &str) -> Option<T> {
        T::try_from(read_whole(self.str(key)?)?).ok()
    }

    /// Whether a key says yes.
    #[must_use]
    pub fn yes(self, key: &str) -> bool {
        self.node(key).and_then(yes_no) == Some(true)
    }

    /// The place of the map.
    #[must_use]
    pub fn span(self) -> Span {
        self.0.span
    }
}

/// A bilingual text: a string, or `zh` and `en`.
#[must_use]
pub fn text(node: &Node) -> Text {
    match node.as_str() {
        Some(same) => Text::same(same.trim()),
        None => {
            let of = |key: &str| node.get(key).and_then(Node::as_str).unwrap_or_default().trim();
            Text::new(of("zh"), of("en"))
        }
    }
}

/// An exact number.
#[must_use]
pub fn number(node: &Node) -> Option<Rational> {
    read_number(node.as_str()?).ok()
}

/// A number with its unit, in the base unit.
#[must_use]
pub fn quantity(node: &Node) -> Option<(Rational, Unit)> {
    read_quantity(node.as_str()?).ok()
}

/// `yes` or `no`.
#[must_use]
pub fn yes_no(node: &Node) -> Option<bool> {
    match node.as_str()?.trim() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}
