//! The table of node kinds: which keys a map may have, what stands behind each, in which order, and what it means.
//!
//! One table drives the check of shapes, the order of keys in `fmt`, the JSON Schema for editors and the language
//! reference in both languages.

use alloc::format;
use alloc::string::String;

mod conform;
mod order;
mod packs;
mod read;

pub use conform::{conform, is_misspelt};
pub use order::{arrange, fields_of};
pub use packs::{
    ANCHOR, CHOICE, ERRATA, ERRATUM, FACT, LIST, LOCAL, MARKS, OTHER_RESULT, PACK, RECORD, RECORD_FIELD,
    REFERENCE, SOURCE, TABLE, VOCABULARY,
};
pub use read::{Fields, number, quantity, text, yes_no};

/// A kind of map.
#[derive(Debug)]
pub struct Kind {
    /// Its name in the reference and the JSON Schema, such as `item`.
    pub name: &'static str,
    /// Its heading in the reference: Chinese, English.
    pub title: [&'static str; 2],
    /// What it is for: Chinese, English.
    pub about: [&'static str; 2],
    /// Its keys, in the order of the canonical layout.
    pub fields: &'static [Field],
    /// Kinds whose keys it has too, after its own.
    pub includes: &'static [&'static Kind],
}

impl Kind {
    /// All keys: its own, then those of the kinds that it includes.
    pub fn all_fields(&'static self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().chain(self.includes.iter().flat_map(|kind| kind.fields.iter()))
    }

    /// Its name in an English sentence: `a fact`, `an erratum`, `a record field`.
    #[must_use]
    pub fn in_english(&self) -> String {
        in_english(self.name)
    }

    /// The key of this name.
    #[must_use]
    pub fn field(&'static self, key: &str) -> Option<&'static Field> {
        self.all_fields().find(|field| field.key == key)
    }
}

/// One key of a kind.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What stands behind it.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// What it means: Chinese, English.
    pub about: [&'static str; 2],
}

/// What can stand behind a key.
#[derive(Debug)]
pub enum Shape {
    /// A text in one language, or a map `zh`, `en`.
    Text,
    /// One line of text.
    Line,
    /// A name: letters, digits, `_`, `-`, `.`.
    Name,
    /// A whole number.
    Integer,
    /// How many: a whole number from 1 to [`MOST_COUNTED`].
    Count,
    /// An exact number, such as `2` or `0.5`.
    Number,
    /// A number with its unit, such as `70%` or `50 万元`.
    Quantity,
    /// A date, such as `2025-06-30`.
    Date,
    /// A date of which the day, or month and day, may be left out, such as `2022-08`.
    PartialDate,
    /// `yes` or `no`.
    YesNo,
    /// An expression: what it must give.
    Expression(Gives),
    /// One of these words, each with its meaning.
    Word(&'static [(&'static str, [&'static str; 2])]),
    /// A list of these.
    List(&'static Shape),
    /// A map from free keys to these.
    Map(&'static Shape),
    /// A map of this kind.
    Node(&'static Kind),
    /// One of these, told apart by text, list and map.
    Either(&'static [Shape]),
    /// Anything.
    Any,
}

/// The largest number of anything that a pack counts.
pub const MOST_COUNTED: i64 = u16::MAX as i64;

/// What an expression must give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// A condition.
    Condition,
    /// A number.
    Number,
    /// A list of records.
    Records,
}

/// The name of a kind in an English sentence.
pub(crate) fn in_english(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {}", name.replace('_', " "))
}

/// A required key.
pub(crate) const fn must(key: &'static str, shape: Shape, about: [&'static str; 2]) -> Field {
    Field { key, shape, required: true, about }
}

/// An optional key.
pub(crate) const fn may(key: &'static str, shape: Shape, about: [&'static str; 2]) -> Field {
    Field { key, shape, required: false, about }
}

impl Field {
    /// A key that must be there.
    #[must_use]
    pub const fn must(key: &'static str, shape: Shape, about: [&'static str; 2]) -> Self {
        must(key, shape, about)
    }

    /// A key that may be there.
    #[must_use]
    pub const fn may(key: &'static str, shape: Shape, about: [&'static str; 2]) -> Self {
        may(key, shape, about)
    }
}
