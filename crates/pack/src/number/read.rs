//! Numbers from text: the strict forms that programs write, and the forms that people write.

use alloc::format;
use alloc::string::String;

use num_bigint::BigInt;
use num_traits::One as _;

use super::rounding::power_of_ten;
use super::{Rational, Repr};
use crate::text::Text;

/// How many digits a decimal may have, before and after the point together.
pub const MAX_DIGITS: u32 = 400;

/// How many digits numerator and denominator of an exact fraction may have, each. Larger than [`MAX_DIGITS`],
/// because computed fractions are longer than written numbers.
pub const MAX_EXACT_DIGITS: u32 = 10_000;

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Nothing is written.
    Empty,
    /// The thousands separators do not part groups of three digits.
    BadGrouping,
    /// Something else stands where a digit was expected.
    NotANumber {
        /// Where, in characters from 0; the length of the text if something is missing at its end.
        at: usize,
    },
    /// It has more than [`MAX_DIGITS`] digits.
    TooLong,
}

impl NumberError {
    /// What is wrong, as a sentence.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Empty => Text::new("没有填写数字", "no number is given"),
            Self::BadGrouping => Text::new(
                "千位分隔符的位置不对，应从右往左每三位一个，例如 `1,234,567.5`",
                "the thousands separators do not group by three digits, as in `1,234,567.5`",
            ),
            Self::NotANumber { at } => {
                let place = at.saturating_add(1);
                Text::new(
                    format!("第 {place} 个字符处应为数字"),
                    format!("a digit is expected at character {place}"),
                )
            }
            Self::TooLong => Text::new(
                format!("数字过长，最多 {MAX_DIGITS} 位"),
                format!("the number is too long; it may have {MAX_DIGITS} digits at most"),
            ),
        }
    }
}

impl Rational {
    /// A decimal in ASCII, such as `12` or `-3.50`; `None` for anything else and for more than [`MAX_DIGITS`] digits.
    #[must_use]
    pub fn parse_decimal(text: &str) -> Option<Self> {
        let (negative, unsigned) = sign(text);
        let (whole, decimals) = match unsigned.split_once('.') {
            Some((whole, decimals)) => (digits(whole)?, digits(decimals)?),
            None => (digits(unsigned)?, ""),
        };
        let length = whole.len().saturating_add(decimals.len());
        if u32::try_from(length).ok()? > MAX_DIGITS {
            return None;
        }
        let all = if decimals.is_empty() { integer(whole)? } else { integer(&format!("{whole}{decimals}"))? };
        let value = match u32::try_from(decimals.len()).ok()? {
            0 => all,
            places => all.checked_div(&power_of_ten(places))?,
        };
        Some(if negative { -value } else { value })
    }

    /// A decimal as in [`parse_decimal`](Self::parse_decimal), or a fraction of integers such as `800/9`.
    ///
    /// It reads whatever `Display` writes up to [`MAX_EXACT_DIGITS`]; `None` for anything else and for the denominator 0.
    #[must_use]
    pub fn parse_exact(text: &str) -> Option<Self> {
        let (negative, unsigned) = sign(text);
        let (numerator, denominator) = match unsigned.split_once('/') {
            Some((numerator, denominator)) => (numerator, denominator),
            None if unsigned.contains('.') => return Self::parse_decimal(text),
            None => (unsigned, "1"),
        };
        let (numerator, denominator) = (digits(numerator)?, digits(denominator)?);
        if u32::try_from(numerator.len().max(denominator.len())).ok()? > MAX_EXACT_DIGITS {
            return None;
        }
        let value = integer(numerator)?.checked_div(&integer(denominator)?)?;
        Some(if negative { -value } else { value })
    }
}

/// Whether a minus stands first, and what follows.
fn sign(text: &str) -> (bool, &str) {
    text.strip_prefix('-').map_or((false, text), |rest| (true, rest))
}

/// The text, if it is one or more ASCII digits.
fn digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

/// The integer of some digits.
fn integer(digits: &str) -> Option<Rational> {
    if let Ok(value) = digits.parse::<i128>() {
        return Some(Rational(Repr::Small(value, 1)));
    }
    let value = BigInt::parse_bytes(digits.as_bytes(), 10)?;
    Some(Rational::from_reduced(value, BigInt::one()))
}

/// The ASCII form of a full-width character and of the typographic minus; any other character as it is.
#[must_use]
pub fn half_width(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => {
            u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(character)
        }
        '\u{3000}' | '\u{00A0}' => ' ',
        '\u{2212}' => '-',
        other => other,
    }
}

/// Whether a character may stand in a number that a person writes.
pub(crate) fn is_number_character(character: char) -> bool {
    matches!(half_width(character), '0'..='9' | '.' | ',' | '+' | '-')
}

/// Reads a number as a person writes it.
///
/// Full-width digits, signs and points are accepted, spaces around it, a plus, and thousands separators (`,` or `，`)
/// where they group by three: `1,234,567.5`. A group of zeros first (`0,123`) is refused, for it is a decimal comma.
///
/// # Errors
///
/// Says why the text is no number.
pub fn read_number(text: &str) -> Result<Rational, NumberError> {
    if text.trim().is_empty() {
        return Err(NumberError::Empty);
    }
    let mut reader = Reader::default();
    let before = text.chars().take_while(|character| character.is_whitespace()).count();
    let mut end = before;
    for (index, character) in text.trim().chars().enumerate() {
        reader.take(half_width(character), before.saturating_add(index))?;
        end = end.saturating_add(1);
    }
    reader.finish(end)
}

/// Reads a whole number as a person writes it: digits with or without a sign, full-width ones too, no separators.
/// `None` for anything else and outside of `i64`.
#[must_use]
pub fn read_whole(text: &str) -> Option<i64> {
    text.trim().chars().map(half_width).collect::<String>().parse().ok()
}

/// What was read of a number so far.
#[derive(Default)]
struct Reader {
    /// Sign, digits and point, in ASCII.
    plain: String,
    /// Whether a sign was read.
    signed: bool,
    /// Whether the point was read.
    point: bool,
    /// Whether a separator was read.
    grouped: bool,
    /// Digits since the last separator or the point.
    run: usize,
    /// Digits in all.
    digits: u32,
    /// Whether a group has a wrong length.
    bad_group: bool,
}

impl Reader {
    fn take(&mut self, character: char, at: usize) -> Result<(), NumberError> {
        let at_start = self.digits == 0 && !self.point && !self.grouped;
        match character {
            '0'..='9' => {
                self.plain.push(character);
                self.run = self.run.saturating_add(1);
                self.digits = self.digits.saturating_add(1);
            }
            '+' | '-' if at_start && !self.signed => {
                self.signed = true;
                if character == '-' {
                    self.plain.push(character);
                }
            }
            '.' if !self.point && self.digits > 0 => {
                self.close_whole();
                self.point = true;
                self.plain.push(character);
                self.run = 0;
            }
            ',' if self.digits > 0 => {
                let first_is_zero = !self.grouped && self.plain.trim_start_matches('-').starts_with('0');
                let right = if self.grouped { self.run == 3 } else { (1..=3).contains(&self.run) };
                self.bad_group |= self.point || first_is_zero || !right;
                self.grouped = true;
                self.run = 0;
            }
            _ => return Err(NumberError::NotANumber { at }),
        }
        Ok(())
    }

    /// The last group before the point or the end must be whole too.
    fn close_whole(&mut self) {
        self.bad_group |= !self.point && self.grouped && self.run != 3;
    }

    fn finish(mut self, end: usize) -> Result<Rational, NumberError> {
        self.close_whole();
        if self.digits > MAX_DIGITS {
            Err(NumberError::TooLong)
        } else if self.bad_group {
            Err(NumberError::BadGrouping)
        } else if self.run == 0 {
            Err(NumberError::NotANumber { at: end })
        } else {
            Rational::parse_decimal(&self.plain).ok_or(NumberError::NotANumber { at: end })
        }
    }
}
