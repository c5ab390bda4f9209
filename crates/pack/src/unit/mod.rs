//! Units of measure: money, mass, energy, counted things and what is made of them.

mod dimension;
mod known;
mod read;
#[cfg(test)]
mod tests;
mod words;

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use core::fmt;

use serde::{Serialize, Serializer};

use crate::number::Rational;

pub use dimension::{Dimension, Noun};
pub use known::KnownUnit;
pub use read::{QuantityError, read_quantity};
pub use words::{counted_unit, worded_unit};

use dimension::Base;
use known::{KNOWN, MULTIPLES};

/// The largest scale of a unit in binary digits; nothing that is measured comes near it.
const MAX_SCALE_BITS: u64 = 1024;

/// A unit: a product of base dimensions with exponents (−128 to 127), and how many base units it is.
///
/// Two units are equal if they measure the same thing in the same size, however they are written: `t` and `吨`.
#[derive(Clone)]
pub struct Unit {
    /// How it is written: symbols with exponents other than 0.
    terms: Vec<(String, i8)>,
    /// What it measures: exponents other than 0.
    dimensions: BTreeMap<Base, i8>,
    /// How many base units it is, more than 0.
    scale: Rational,
}

impl Unit {
    /// The unit of pure numbers.
    #[must_use]
    pub fn one() -> Self {
        Self { terms: Vec::new(), dimensions: BTreeMap::new(), scale: Rational::ONE }
    }

    /// The unit of a symbol such as `万元`, `%` or `m3`, or of several as `m3/t`, `元/人`, `t·km`, `kg/(m2·月)`; `None`
    /// if a symbol is unknown. An exponent follows `^`; Chinese multiples may stand before any symbol (`万人`).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        read::unit(text).ok()
    }

    /// A known unit under the symbol by which it was called.
    fn of(known: &KnownUnit, symbol: &str) -> Self {
        Self {
            terms: Vec::from([(symbol.to_string(), 1)]),
            dimensions: known.dimension.base().into_iter().collect(),
            scale: known.scale(),
        }
    }

    /// Whether both measure the same thing, so that their values can be compared and added.
    #[must_use]
    pub fn same_dimension(&self, other: &Self) -> bool {
        self.dimensions == other.dimensions
    }

    /// How many base units it is: 10000 for `万元`, 1/100 for `%`; always more than 0.
    #[must_use]
    pub fn scale(&self) -> &Rational {
        &self.scale
    }

    /// Whether it is that of a pure number; `%` and `kg/t` are.
    #[must_use]
    pub fn is_dimensionless(&self) -> bool {
        self.dimensions.is_empty()
    }

    /// Whether it is one of money; `元/人` is not.
    #[must_use]
    pub fn is_money(&self) -> bool {
        self.dimensions.len() == 1 && self.dimensions.get(&Base::Money) == Some(&1)
    }

    /// The product; `None` if an exponent or the scale is out of all proportion.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Option<Self> {
        let mut product = self.clone();
        for (symbol, exponent) in &other.terms {
            match product.terms.iter_mut().find(|(known, _)| known == symbol) {
                Some((_, sum)) => *sum = sum.checked_add(*exponent)?,
                None => product.terms.push((symbol.clone(), *exponent)),
            }
        }
        product.terms.retain(|(_, exponent)| *exponent != 0);
        for (base, exponent) in &other.dimensions {
            let sum = product.dimensions.entry(*base).or_default();
            *sum = sum.checked_add(*exponent)?;
        }
        product.dimensions.retain(|_, exponent| *exponent != 0);
        product.scale *= &other.scale;
        (product.scale.bits() <= MAX_SCALE_BITS).then_some(product)
    }

    /// The quotient; `None` if an exponent or the scale is out of all proportion.
    #[must_use]
    pub fn div(&self, other: &Self) -> Option<Self> {
        self.mul(&other.pow(-1)?)
    }

    /// The power; `None` if an exponent or the scale is out of all proportion.
    #[must_use]
    pub fn pow(&self, exponent: i32) -> Option<Self> {
        if exponent == 0 {
            return Some(Self::one());
        }
        let times = |known: i8| i8::try_from(i32::from(known).checked_mul(exponent)?).ok();
        let size = exponent.unsigned_abs();
        if self.scale != Rational::ONE
            && self.scale.bits().saturating_mul(u64::from(size)) > MAX_SCALE_BITS.saturating_mul(2)
        {
            return None;
        }
        let scale = self.scale.pow(size);
        Some(Self {
            terms: self.terms.iter().map(|(s, e)| Some((s.clone(), times(*e)?))).collect::<Option<_>>()?,
            dimensions: self.dimensions.iter().map(|(b, e)| Some((*b, times(*e)?))).collect::<Option<_>>()?,
            scale: if exponent < 0 { scale.inverse()? } else { scale },
        })
    }

    /// Whether it is a Chinese multiple alone: the 万 of `3 万`.
    #[must_use]
    pub fn is_multiple(&self) -> bool {
        self.dimensions.is_empty()
            && matches!(self.terms.as_slice(), [(symbol, 1)] if MULTIPLES.iter().any(|(word, _)| word == symbol))
    }

    /// Its symbol without a Chinese multiple before it: 元 for `万元`, `t` for `t`.
    #[must_use]
    pub fn without_multiple(&self) -> String {
        let symbol = self.symbol();
        let shorter = MULTIPLES.iter().find_map(|(word, _)| symbol.strip_prefix(word));
        shorter
            .filter(|rest| Self::parse(rest).is_some_and(|rest| rest.same_dimension(self)))
            .map_or(symbol.clone(), String::from)
    }

    /// The symbols that measure the same thing, its own first; only its own where it is made of several.
    #[must_use]
    pub fn alternatives(&self) -> Vec<String> {
        let mut found = Vec::from([self.symbol()]);
        for known in KNOWN.iter().filter(|known| Self::of(known, known.symbol).same_dimension(self)) {
            if found.iter().all(|symbol| symbol != known.symbol) {
                found.push(known.symbol.to_string());
            }
        }
        found
    }

    /// The one of [`alternatives`](Self::alternatives) that is written most like `written`; its own where none is.
    #[must_use]
    pub fn nearest_alternative(&self, written: &str) -> String {
        let all = self.alternatives();
        let near = read::nearest_of(written, all.iter().map(String::as_str));
        near.unwrap_or_else(|| self.symbol())
    }

    /// The three known symbols that are written most like `word`, the nearest first.
    #[must_use]
    pub fn nearest_known(word: &str) -> Vec<&'static str> {
        read::nearest_three(word)
    }

    /// The units of money, those first that are written most like `word`.
    #[must_use]
    pub fn known_money(word: &str) -> Vec<&'static str> {
        read::by_likeness(word, |known| known.dimension == Dimension::Money)
    }

    /// Whether a word names a currency in which no amount can be stated here.
    #[must_use]
    pub fn is_other_currency(word: &str) -> bool {
        known::OTHER_CURRENCIES.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// The part of a text that is no unit: `kWhh` of `kWhh/t`.
    #[must_use]
    pub fn unknown_part(text: &str) -> Option<String> {
        read::unknown_part(text)
    }

    /// How it is written: `万元`, `m3/t`; empty for [`one`](Self::one). [`parse`](Self::parse) reads it back.
    #[must_use]
    pub fn symbol(&self) -> String {
        let mut text = String::new();
        for (symbol, exponent) in self.terms.iter().filter(|(_, exponent)| *exponent > 0) {
            let before = if text.is_empty() { "" } else { "·" };
            text.push_str(&format!("{before}{}", factor(symbol, exponent.unsigned_abs())));
        }
        for (symbol, exponent) in self.terms.iter().filter(|(_, exponent)| *exponent < 0) {
            let before = if text.is_empty() { "1/" } else { "/" };
            text.push_str(&format!("{before}{}", factor(symbol, exponent.unsigned_abs())));
        }
        text
    }

    /// The base unit of the same dimension: 元 for `万元`, `m3/kg` for `m3/t`. Its scale is 1.
    #[must_use]
    pub fn base(&self) -> Self {
        let terms = self.dimensions.iter().flat_map(|(base, exponent)| {
            // Areas and volumes have symbols of their own; other powers are written as such.
            let whole = KNOWN.iter().find(|known| {
                known.dimension.base() == Some((*base, exponent.saturating_abs())) && known.scale == (1, 1)
            });
            let single = KNOWN
                .iter()
                .find(|known| known.dimension.base() == Some((*base, 1)) && known.scale == (1, 1));
            match (whole, single) {
                (Some(whole), _) => Some((whole.symbol.to_string(), exponent.signum())),
                (None, Some(single)) => Some((single.symbol.to_string(), *exponent)),
                (None, None) => None,
            }
        });
        Self { terms: terms.collect(), dimensions: self.dimensions.clone(), scale: Rational::ONE }
    }
}

/// A symbol with its exponent.
fn factor(symbol: &str, exponent: u8) -> String {
    if exponent == 1 { symbol.to_string() } else { format!("{symbol}^{exponent}") }
}

/// Every known unit, by dimension, for documentation.
#[must_use]
pub fn known_units() -> &'static [KnownUnit] {
    KNOWN
}

/// The Chinese multiples that may stand before a unit (`万人`, `亿千瓦时`) or alone (`万`), for documentation.
#[must_use]
pub fn known_multiples() -> &'static [(&'static str, i64)] {
    MULTIPLES
}

impl Default for Unit {
    /// The unit of pure numbers.
    fn default() -> Self {
        Self::one()
    }
}

impl PartialEq for Unit {
    fn eq(&self, other: &Self) -> bool {
        self.dimensions == other.dimensions && self.scale == other.scale
    }
}

impl Eq for Unit {}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.symbol())
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unit({})", self.symbol())
    }
}

impl Serialize for Unit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.symbol())
    }
}
