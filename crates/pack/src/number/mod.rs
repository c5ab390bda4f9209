//! Exact numbers.
//!
//! Scores and grades are compared exactly, so every number is a fraction of two integers of any size. Fractions
//! whose two integers fit `i128` stay there and never allocate; a result that leaves that range moves to big
//! integers and comes back when it can. No result depends on which of the two holds a value.

mod arithmetic;
mod read;
mod rounding;
#[cfg(test)]
mod tests;

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString as _};
use core::cmp::Ordering;
use core::fmt;

use num_bigint::{BigInt, Sign};
use num_integer::Integer as _;
use num_traits::{One as _, Signed as _, ToPrimitive as _, Zero as _};
use serde::{Serialize, Serializer};

pub(crate) use read::is_number_character;
pub use read::{MAX_DIGITS, MAX_EXACT_DIGITS, NumberError, half_width, read_number, read_whole};
pub use rounding::Rounding;

/// An exact rational number of any size.
///
/// It is always reduced and its denominator is positive, so equality, order and hash are those of the value.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Rational(Repr);

/// Where the two integers are held. A value that fits `Small` is never `Big`.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    /// Numerator (never `i128::MIN`, so that every value has its negative) and denominator (at least 1).
    Small(i128, i128),
    /// Anything else.
    Big(Box<Fraction>),
}

/// A reduced fraction with a positive denominator.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Fraction {
    numerator: BigInt,
    denominator: BigInt,
}

impl Rational {
    /// 0
    pub const ZERO: Self = Self(Repr::Small(0, 1));
    /// 1
    pub const ONE: Self = Self(Repr::Small(1, 1));

    /// 0
    #[must_use]
    pub const fn zero() -> Self {
        Self::ZERO
    }

    /// 1
    #[must_use]
    pub const fn one() -> Self {
        Self::ONE
    }

    /// An integer.
    #[must_use]
    pub const fn from_int(value: i64) -> Self {
        // Widening never loses a digit; `From` is not available in constants.
        Self(Repr::Small(value as i128, 1))
    }

    /// `numerator / denominator`; `None` for the denominator 0.
    #[must_use]
    pub fn from_ratio(numerator: i64, denominator: i64) -> Option<Self> {
        Self::from_int(numerator).checked_div(&Self::from_int(denominator))
    }

    /// The fraction of two integers, reduced; `None` for the denominator 0.
    fn from_big(numerator: BigInt, denominator: BigInt) -> Option<Self> {
        if denominator.is_zero() {
            return None;
        }
        let divisor = numerator.gcd(&denominator);
        let (mut numerator, mut denominator) = if divisor.is_one() {
            (numerator, denominator)
        } else {
            (numerator / &divisor, denominator / divisor)
        };
        if denominator.is_negative() {
            numerator = -numerator;
            denominator = -denominator;
        }
        Some(Self::from_reduced(numerator, denominator))
    }

    /// A fraction that is reduced already and has a positive denominator.
    fn from_reduced(numerator: BigInt, denominator: BigInt) -> Self {
        match (small(&numerator), small(&denominator)) {
            (Some(numerator), Some(denominator)) => Self(Repr::Small(numerator, denominator)),
            _ => Self(Repr::Big(Box::new(Fraction { numerator, denominator }))),
        }
    }

    /// Numerator and denominator as big integers.
    fn to_big(&self) -> (BigInt, BigInt) {
        match &self.0 {
            Repr::Small(numerator, denominator) => (BigInt::from(*numerator), BigInt::from(*denominator)),
            Repr::Big(fraction) => (fraction.numerator.clone(), fraction.denominator.clone()),
        }
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small(0, _))
    }

    /// Whether it is less than 0.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small(numerator, _) => *numerator < 0,
            Repr::Big(fraction) => fraction.numerator.is_negative(),
        }
    }

    /// Whether it has no fractional part.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Small(_, denominator) => *denominator == 1,
            Repr::Big(fraction) => fraction.denominator.is_one(),
        }
    }

    /// The value as an `i64`; `None` if it has a fractional part or does not fit.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        match self.0 {
            Repr::Small(numerator, 1) => i64::try_from(numerator).ok(),
            _ => None,
        }
    }

    /// Numerator (with its sign) and denominator of the reduced fraction, as decimal digits.
    #[must_use]
    pub fn numerator_denominator(&self) -> (String, String) {
        match &self.0 {
            Repr::Small(numerator, denominator) => (numerator.to_string(), denominator.to_string()),
            Repr::Big(fraction) => (fraction.numerator.to_string(), fraction.denominator.to_string()),
        }
    }

    /// How many binary digits the longer one of numerator and denominator has, without sign; at least 1.
    ///
    /// Up to 127 the value needs no allocation. Whoever evaluates text of strangers can bound its numbers by this.
    #[must_use]
    pub fn bits(&self) -> u64 {
        match &self.0 {
            Repr::Small(numerator, denominator) => {
                let longer = numerator.unsigned_abs().max(denominator.unsigned_abs());
                u64::from(u128::BITS.saturating_sub(longer.leading_zeros()))
            }
            Repr::Big(fraction) => fraction.numerator.bits().max(fraction.denominator.bits()),
        }
    }

    /// -1, 0 or 1.
    fn sign(&self) -> i8 {
        match &self.0 {
            Repr::Small(numerator, _) => match numerator.cmp(&0) {
                Ordering::Less => -1,
                Ordering::Equal => 0,
                Ordering::Greater => 1,
            },
            Repr::Big(fraction) => match fraction.numerator.sign() {
                Sign::Minus => -1,
                Sign::NoSign => 0,
                Sign::Plus => 1,
            },
        }
    }
}

/// The integer, if it fits the small form.
fn small(value: &BigInt) -> Option<i128> {
    value.to_i128().filter(|value| *value != i128::MIN)
}

impl Default for Rational {
    /// 0
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<i64> for Rational {
    fn from(value: i64) -> Self {
        Self(Repr::Small(i128::from(value), 1))
    }
}

impl From<i32> for Rational {
    fn from(value: i32) -> Self {
        Self(Repr::Small(i128::from(value), 1))
    }
}

impl From<u32> for Rational {
    fn from(value: u32) -> Self {
        Self(Repr::Small(i128::from(value), 1))
    }
}

impl From<usize> for Rational {
    fn from(value: usize) -> Self {
        match i128::try_from(value) {
            Ok(value) => Self(Repr::Small(value, 1)),
            Err(_) => Self::from_reduced(BigInt::from(value), BigInt::one()),
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rational {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Repr::Small(a, b), Repr::Small(c, d)) = (&self.0, &other.0) {
            return compare_small((*a, *b), (*c, *d));
        }
        self.sign().cmp(&other.sign()).then_with(|| {
            let (a, b) = self.to_big();
            let (c, d) = other.to_big();
            (a * d).cmp(&(c * b))
        })
    }
}

/// Compares a/b with c/d, both denominators positive, without allocating.
fn compare_small((a, b): (i128, i128), (c, d): (i128, i128)) -> Ordering {
    if b == d {
        return a.cmp(&c);
    }
    if let (Some(left), Some(right)) = (a.checked_mul(d), c.checked_mul(b)) {
        return left.cmp(&right);
    }
    // The products do not fit: compare the continued fractions, whole part by whole part. The remainders shrink as
    // in Euclid's algorithm, so this ends; each step down turns the order round.
    let (mut left, mut right) = ((a, b), (c, d));
    let mut turned = false;
    loop {
        let wholes = left.0.div_euclid(left.1).cmp(&right.0.div_euclid(right.1));
        let (left_rest, right_rest) = (left.0.rem_euclid(left.1), right.0.rem_euclid(right.1));
        let decided = match (wholes, left_rest, right_rest) {
            (Ordering::Equal, 0, 0) => Ordering::Equal,
            (Ordering::Equal, 0, _) => Ordering::Less,
            (Ordering::Equal, _, 0) => Ordering::Greater,
            (Ordering::Equal, _, _) => {
                left = (left.1, left_rest);
                right = (right.1, right_rest);
                turned = !turned;
                continue;
            }
            (unequal, _, _) => unequal,
        };
        return if turned { decided.reverse() } else { decided };
    }
}

impl fmt::Display for Rational {
    /// The exact value: `85` or `800/9`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Small(numerator, 1) => f.pad(&numerator.to_string()),
            Repr::Small(numerator, denominator) => f.pad(&format!("{numerator}/{denominator}")),
            Repr::Big(fraction) if fraction.denominator.is_one() => f.pad(&fraction.numerator.to_string()),
            Repr::Big(fraction) => f.pad(&format!("{}/{}", fraction.numerator, fraction.denominator)),
        }
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Rational {
    /// The exact value as a text, because a JSON number would lose digits in many readers.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
