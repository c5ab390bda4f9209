//! Plain fractions over big integers, with the four rules of arithmetic and nothing clever.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

use duheng_pack::number::{Rational, Rounding};
use num_bigint::BigInt;

/// A reduced fraction; its denominator is at least 1.
#[derive(Clone, PartialEq, Eq)]
pub struct Fraction {
    numerator: BigInt,
    denominator: BigInt,
}

impl Fraction {
    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Self {
        Self { numerator: BigInt::from(number), denominator: BigInt::from(1) }
    }

    /// How many there are of something.
    #[must_use]
    pub fn count(number: usize) -> Self {
        Self { numerator: BigInt::from(number), denominator: BigInt::from(1) }
    }

    /// `numerator / denominator`, reduced; none for the denominator 0.
    #[must_use]
    pub fn new(numerator: BigInt, denominator: BigInt) -> Option<Self> {
        let nothing = BigInt::from(0);
        if denominator == nothing {
            return None;
        }
        let sign = if denominator < nothing { BigInt::from(-1) } else { BigInt::from(1) };
        let (mut a, mut b) = (magnitude(&numerator), magnitude(&denominator));
        while b != nothing {
            let rest = &a % &b;
            a = b;
            b = rest;
        }
        Some(Self { numerator: numerator * &sign / &a, denominator: denominator * sign / a })
    }

    /// The same number as the engine holds it, taken over by its digits.
    #[must_use]
    pub fn of(number: &Rational) -> Self {
        let (numerator, denominator) = number.numerator_denominator();
        let digits = |text: &str| text.parse::<BigInt>().unwrap_or_default();
        Self::new(digits(&numerator), digits(&denominator)).unwrap_or_else(|| Self::whole(0))
    }

    /// Numerator and denominator, reduced; the denominator is at least 1.
    #[must_use]
    pub fn parts(&self) -> (&BigInt, &BigInt) {
        (&self.numerator, &self.denominator)
    }

    /// The quotient; none when the divisor is zero.
    #[must_use]
    pub fn over(&self, divisor: &Self) -> Option<Self> {
        Self::new(&self.numerator * &divisor.denominator, &self.denominator * &divisor.numerator)
    }

    /// It multiplied by itself so many times; 1 for none.
    #[must_use]
    pub fn power(&self, times: u16) -> Self {
        (0..times).fold(Self::whole(1), |product, _| product * self.clone())
    }

    /// Without its sign.
    #[must_use]
    pub fn absolute(&self) -> Self {
        if *self < Self::whole(0) { -self.clone() } else { self.clone() }
    }

    /// Rounded to so many decimals. Negative numbers mirror positive ones.
    #[must_use]
    pub fn round(&self, digits: u32, mode: Rounding) -> Self {
        let ten_to_the = BigInt::from(10).pow(digits);
        let scaled = magnitude(&self.numerator) * &ten_to_the;
        let below = &scaled / &self.denominator;
        let rest = &scaled % &self.denominator;
        let twice = &rest * 2;
        let odd = &below % 2 == BigInt::from(1);
        let up = match mode {
            Rounding::HalfUp => twice >= self.denominator,
            Rounding::HalfEven => twice > self.denominator || (twice == self.denominator && odd),
            Rounding::Down => false,
            Rounding::Up => rest != BigInt::from(0),
        };
        let rounded = if up { below + 1 } else { below };
        let signed = if self.numerator < BigInt::from(0) { -rounded } else { rounded };
        Self::new(signed, ten_to_the).unwrap_or_else(|| Self::whole(0))
    }
}

fn magnitude(number: &BigInt) -> BigInt {
    if *number < BigInt::from(0) { -number.clone() } else { number.clone() }
}

impl Add for Fraction {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let numerator = &self.numerator * &other.denominator + &other.numerator * &self.denominator;
        Self::new(numerator, self.denominator * other.denominator).unwrap_or_else(|| Self::whole(0))
    }
}

impl Neg for Fraction {
    type Output = Self;

    fn neg(self) -> Self {
        Self { numerator: -self.numerator, denominator: self.denominator }
    }
}

impl Sub for Fraction {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Fraction {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self::new(self.numerator * other.numerator, self.denominator * other.denominator)
            .unwrap_or_else(|| Self::whole(0))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.numerator * &other.denominator).cmp(&(&other.numerator * &self.denominator))
    }
}

impl fmt::Display for Fraction {
    /// `85` or `800/9`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.denominator == BigInt::from(1) {
            write!(f, "{}", self.numerator)
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

impl fmt::Debug for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The sum of several; 0 for none.
#[must_use]
pub fn sum(numbers: impl IntoIterator<Item = Fraction>) -> Fraction {
    numbers.into_iter().fold(Fraction::whole(0), |sum, number| sum + number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(numerator: i64, denominator: i64) -> Fraction {
        Fraction::new(BigInt::from(numerator), BigInt::from(denominator)).unwrap()
    }

    #[test]
    fn fractions_are_reduced_and_carry_their_sign_above() {
        assert_eq!(fraction(6, -4).to_string(), "-3/2");
        assert_eq!(fraction(0, -4).to_string(), "0");
        assert_eq!((fraction(1, 3) + fraction(1, 6)).to_string(), "1/2");
        assert!(fraction(-1, 2) < fraction(1, 3));
        assert_eq!(fraction(1, 2).over(&Fraction::whole(0)), None);
        assert_eq!(Fraction::of(&Rational::from_ratio(-10, 4).unwrap()), fraction(-5, 2));
    }

    #[test]
    fn rounding_mirrors_at_zero() {
        let half = fraction(5, 2);
        for (mode, up, down) in [
            (Rounding::HalfUp, 3, -3),
            (Rounding::HalfEven, 2, -2),
            (Rounding::Down, 2, -2),
            (Rounding::Up, 3, -3),
        ] {
            assert_eq!(half.round(0, mode), Fraction::whole(up));
            assert_eq!((-half.clone()).round(0, mode), Fraction::whole(down));
        }
        assert_eq!(fraction(2, 3).round(2, Rounding::HalfUp), fraction(67, 100));
    }
}
