//! Units and quantities from text.

use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use super::known::{KNOWN, MULTIPLES};
use super::{Dimension, KnownUnit, Unit};
use crate::number::{NumberError, Rational, half_width, is_number_character, read_number};
use crate::text::Text;

/// The longest unit that is looked at, in bytes.
const MAX_LENGTH: usize = 200;

/// Why a text is no quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuantityError {
    /// The number before the unit cannot be read.
    Number(NumberError),
    /// The unit, or a part of it, is unknown.
    UnknownUnit {
        /// The part that is unknown, as written.
        unit: String,
        /// The known unit that is written most alike, if one is.
        nearest: Option<String>,
    },
}

impl QuantityError {
    /// What is wrong, as a sentence.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Number(error) => error.text(),
            Self::UnknownUnit { unit, nearest: Some(nearest) } => Text::new(
                format!("未知单位 `{unit}`，是否应为 `{nearest}`"),
                format!("the unit `{unit}` is unknown; perhaps `{nearest}` is meant"),
            ),
            Self::UnknownUnit { unit, nearest: None } => {
                Text::new(format!("未知单位 `{unit}`"), format!("the unit `{unit}` is unknown"))
            }
        }
    }
}

/// Reads a number and its unit: `50 万元`, `3.5 m3/t`, `60%`, `360 day`. The space between is optional; the number may
/// be written as [`read_number`] reads it. A number alone has the unit [`Unit::one`].
///
/// The value is in base units (`50 万元` gives 500000); dividing by the unit's scale gives the number as written.
///
/// # Errors
///
/// Says what is wrong with the number, or which unit is unknown and which known one is written most alike.
pub fn read_quantity(text: &str) -> Result<(Rational, Unit), QuantityError> {
    let trimmed = text.trim_start();
    let number: usize = trimmed.chars().take_while(|c| is_number_character(*c)).map(char::len_utf8).sum();
    let (number, symbol) = trimmed.split_at_checked(number).unwrap_or((trimmed, ""));
    let value = read_number(number).map_err(|error| QuantityError::Number(shifted(error, text, trimmed)))?;
    let unit = unit(symbol)?;
    Ok((&value * unit.scale(), unit))
}

/// The error with its place counted from the start of the whole text.
fn shifted(error: NumberError, text: &str, trimmed: &str) -> NumberError {
    let before = text.chars().count().saturating_sub(trimmed.chars().count());
    match (error, trimmed.is_empty()) {
        (NumberError::Empty, false) => NumberError::NotANumber { at: before },
        (NumberError::NotANumber { at }, _) => NumberError::NotANumber { at: at.saturating_add(before) },
        (other, _) => other,
    }
}

/// Reads a unit; the empty text is [`Unit::one`].
pub(super) fn unit(text: &str) -> Result<Unit, QuantityError> {
    let plain: String = text.trim().chars().map(half_width).collect();
    if plain.is_empty() {
        return Ok(Unit::one());
    }
    if plain.len() > MAX_LENGTH {
        return Err(QuantityError::UnknownUnit { unit: plain, nearest: None });
    }
    let unreadable = || QuantityError::UnknownUnit { unit: plain.clone(), nearest: None };
    let mut product = Unit::one();
    // What stands between `/(` and `)` is all below the line.
    let (mut below, mut group) = (false, false);
    let mut rest = plain.as_str();
    loop {
        if let Some(inside) = rest.strip_prefix('(').filter(|_| below && !group) {
            group = true;
            rest = inside;
        }
        let end = rest.find(['/', '·', '*', '(', ')']).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end).ok_or_else(unreadable)?;
        let one = word.trim() == "1" && product.terms.is_empty() && !below;
        let factor = if one { Unit::one() } else { power(word.trim())? };
        let next = if below { product.div(&factor) } else { product.mul(&factor) };
        product = next.ok_or_else(unreadable)?;
        rest = after;
        if group && let Some(outside) = rest.strip_prefix(')') {
            group = false;
            rest = outside.trim_start();
        }
        match rest.chars().next() {
            None if !group => return Ok(product),
            Some('/') if !group => below = true,
            Some('·' | '*') => below = group,
            _ => return Err(unreadable()),
        }
        rest = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default().trim_start();
    }
}

/// A symbol with or without an exponent after `^`.
fn power(word: &str) -> Result<Unit, QuantityError> {
    let unknown = || QuantityError::UnknownUnit { unit: word.to_string(), nearest: nearest(word) };
    match word.split_once('^') {
        None => single(word).ok_or_else(unknown),
        Some((symbol, exponent)) => {
            let exponent =
                exponent.parse::<u8>().ok().filter(|exponent| *exponent > 0).ok_or_else(unknown)?;
            single(symbol).and_then(|unit| unit.pow(i32::from(exponent))).ok_or_else(unknown)
        }
    }
}

/// One symbol: a known one, or a Chinese multiple of one, or a Chinese multiple alone.
fn single(symbol: &str) -> Option<Unit> {
    if let Some(known) = find(symbol) {
        return Some(Unit::of(known, symbol));
    }
    let (base, multiple) =
        MULTIPLES.iter().find_map(|(word, multiple)| Some((symbol.strip_prefix(word)?, *multiple)))?;
    let base = base.trim_start();
    let mut unit = match base {
        "" => Unit::one(),
        // Not before a ratio, and not before money that has a multiple already (`万万元`).
        _ => find(base)
            .filter(|known| match known.dimension {
                Dimension::None => false,
                Dimension::Money => known.scale == (1, 1),
                _ => true,
            })
            .map(|known| Unit::of(known, base))?,
    };
    let word = symbol.get(..symbol.len().saturating_sub(base.len())).unwrap_or(symbol).trim_end();
    unit.terms = Vec::from([(format!("{word}{base}"), 1)]);
    unit.scale *= Rational::from_int(multiple);
    Some(unit)
}

/// The known unit of a symbol or alias.
fn find(symbol: &str) -> Option<&'static KnownUnit> {
    KNOWN.iter().find(|known| known.symbol == symbol || known.aliases.contains(&symbol))
}

/// The known symbol that is written most alike; `None` if none is near.
fn nearest(word: &str) -> Option<String> {
    let spellings = KNOWN.iter().flat_map(|known| core::iter::once(&known.symbol).chain(known.aliases));
    nearest_of(word, spellings.copied())
}

/// The part of a text that is no unit, as it is written there.
pub(super) fn unknown_part(text: &str) -> Option<String> {
    match unit(text) {
        Err(QuantityError::UnknownUnit { unit, .. }) => Some(unit),
        _ => None,
    }
}

/// The three known symbols that are written most alike, the nearest first, capitals or not.
pub(super) fn nearest_three(word: &str) -> Vec<&'static str> {
    let mut all = by_likeness(word, |_| true);
    all.truncate(3);
    all
}

/// The known symbols that `keep` accepts, those first that are written most like `word`, capitals or not.
pub(super) fn by_likeness(word: &str, keep: impl Fn(&KnownUnit) -> bool) -> Vec<&'static str> {
    let written: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let mut by_distance: Vec<(usize, &'static str)> = KNOWN
        .iter()
        .filter(|known| keep(known))
        .map(|known| {
            let symbol: Vec<char> = known.symbol.chars().flat_map(char::to_lowercase).collect();
            (distance(&written, &symbol), known.symbol)
        })
        .collect();
    by_distance.sort_by_key(|(distance, _)| *distance);
    by_distance.into_iter().map(|(_, symbol)| symbol).collect()
}

/// The one of some symbols that is written most alike, capitals or not; `None` if none is near.
pub(super) fn nearest_of<'s>(word: &str, symbols: impl Iterator<Item = &'s str>) -> Option<String> {
    let written: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    let (distance, found) = symbols
        .map(|symbol| {
            let known: Vec<char> = symbol.chars().flat_map(char::to_lowercase).collect();
            (distance(&written, &known), symbol)
        })
        .min_by_key(|(distance, _)| *distance)?;
    // At least half of the characters must agree.
    (distance.saturating_mul(2) <= written.len().max(found.chars().count())).then(|| found.to_string())
}

/// How many characters must be put in, taken out or exchanged to turn one word into the other (Levenshtein).
fn distance(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, left) in from.iter().enumerate() {
        let mut beside = index.saturating_add(1);
        let mut next = Vec::from([beside]);
        for ((right, diagonal), above) in to.iter().zip(&row).zip(row.iter().skip(1)) {
            let exchanged = diagonal.saturating_add(usize::from(left != right));
            beside = exchanged.min(beside.saturating_add(1)).min(above.saturating_add(1));
            next.push(beside);
        }
        row = next;
    }
    row.last().copied().unwrap_or(usize::MAX)
}
