//! The four operations, powers, sums.

use alloc::boxed::Box;
use core::iter::Sum;
use core::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use num_bigint::BigInt;
use num_integer::Integer as _;

use super::{Fraction, Rational, Repr};

impl Rational {
    /// The quotient; `None` if `divisor` is 0.
    #[must_use]
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        divisor.inverse().map(|inverse| self * &inverse)
    }

    /// 1 divided by it; `None` for 0.
    #[must_use]
    pub fn inverse(&self) -> Option<Self> {
        match &self.0 {
            Repr::Small(0, _) => None,
            Repr::Small(numerator, denominator) if *numerator < 0 => {
                Some(Self(Repr::Small(-denominator, -numerator)))
            }
            Repr::Small(numerator, denominator) => Some(Self(Repr::Small(*denominator, *numerator))),
            Repr::Big(fraction) => Self::from_big(fraction.denominator.clone(), fraction.numerator.clone()),
        }
    }

    /// The value without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// Its power; every number to the power of 0 is 1.
    ///
    /// The result has about `exponent` × [`bits`](Self::bits) binary digits, so exponents of strangers need a bound.
    #[must_use]
    pub fn pow(&self, exponent: u32) -> Self {
        match &self.0 {
            // The powers of -1, 0 and 1 need no work, whatever the exponent.
            Repr::Small(_, _) if exponent == 0 => Self::ONE,
            Repr::Small(-1, 1) if exponent.is_multiple_of(2) => Self::ONE,
            Repr::Small(-1..=1, 1) => self.clone(),
            Repr::Small(numerator, denominator) => {
                let powers = (numerator.checked_pow(exponent), denominator.checked_pow(exponent));
                if let (Some(numerator), Some(denominator)) = powers
                    && numerator != i128::MIN
                {
                    return Self(Repr::Small(numerator, denominator));
                }
                Self::from_reduced(
                    BigInt::from(*numerator).pow(exponent),
                    BigInt::from(*denominator).pow(exponent),
                )
            }
            Repr::Big(fraction) => {
                Self::from_reduced(fraction.numerator.pow(exponent), fraction.denominator.pow(exponent))
            }
        }
    }

    fn plus(&self, other: &Self) -> Self {
        if let (Repr::Small(a, b), Repr::Small(c, d)) = (&self.0, &other.0)
            && let Some(sum) = add_small((*a, *b), (*c, *d))
        {
            return sum;
        }
        let (a, b) = self.to_big();
        let (c, d) = other.to_big();
        fraction(a * &d + c * &b, b * d)
    }

    fn times(&self, other: &Self) -> Self {
        if let (Repr::Small(a, b), Repr::Small(c, d)) = (&self.0, &other.0)
            && let Some(product) = multiply_small((*a, *b), (*c, *d))
        {
            return product;
        }
        let (a, b) = self.to_big();
        let (c, d) = other.to_big();
        fraction(a * c, b * d)
    }
}

/// A fraction whose denominator is a product of denominators, hence not 0.
fn fraction(numerator: BigInt, denominator: BigInt) -> Rational {
    Rational::from_big(numerator, denominator).unwrap_or_default()
}

/// A reduced small fraction, unless the numerator has no negative.
fn checked(numerator: i128, denominator: i128) -> Option<Rational> {
    (numerator != i128::MIN).then_some(Rational(Repr::Small(numerator, denominator)))
}

/// a/b + c/d; `None` if it does not fit. Only what the denominators share can be reduced (Knuth, volume 2, 4.5.1).
fn add_small((a, b): (i128, i128), (c, d): (i128, i128)) -> Option<Rational> {
    if b == 1 && d == 1 {
        return checked(a.checked_add(c)?, 1);
    }
    let shared = divisor(b, d);
    if shared == 1 {
        return checked(a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?, b.checked_mul(d)?);
    }
    let numerator = a.checked_mul(d / shared)?.checked_add(c.checked_mul(b / shared)?)?;
    let rest = divisor(numerator, shared);
    checked(numerator / rest, (b / shared).checked_mul(d / rest)?)
}

/// a/b × c/d; `None` if it does not fit. Reducing crosswise first leaves a reduced product.
fn multiply_small((a, b): (i128, i128), (c, d): (i128, i128)) -> Option<Rational> {
    if b == 1 && d == 1 {
        return checked(a.checked_mul(c)?, 1);
    }
    let (first, second) = (divisor(a, d), divisor(c, b));
    checked((a / first).checked_mul(c / second)?, (b / second).checked_mul(d / first)?)
}

/// The greatest common divisor of an integer and a positive one.
fn divisor(a: i128, positive: i128) -> i128 {
    if positive == 1 {
        return 1;
    }
    // Almost every number of a standard fits 64 bits, where the algorithm is several times as fast.
    match (u64::try_from(a.unsigned_abs()), u64::try_from(positive)) {
        (Ok(a), Ok(positive)) => i128::from(a.gcd(&positive)),
        _ => a.gcd(&positive),
    }
}

impl Neg for &Rational {
    type Output = Rational;

    fn neg(self) -> Rational {
        match &self.0 {
            Repr::Small(numerator, denominator) => Rational(Repr::Small(-numerator, *denominator)),
            Repr::Big(fraction) => Rational(Repr::Big(Box::new(Fraction {
                numerator: -&fraction.numerator,
                denominator: fraction.denominator.clone(),
            }))),
        }
    }
}

impl Neg for Rational {
    type Output = Self;

    fn neg(self) -> Self {
        -&self
    }
}

macro_rules! operation {
    ($operation:ident, $function:ident, $assign:ident, $assign_function:ident, |$a:ident, $b:ident| $result:expr) => {
        impl $operation<&Rational> for &Rational {
            type Output = Rational;

            fn $function(self, other: &Rational) -> Rational {
                let ($a, $b) = (self, other);
                $result
            }
        }

        impl $operation<Rational> for &Rational {
            type Output = Rational;

            fn $function(self, other: Rational) -> Rational {
                $operation::$function(self, &other)
            }
        }

        impl $operation<&Rational> for Rational {
            type Output = Rational;

            fn $function(self, other: &Rational) -> Rational {
                $operation::$function(&self, other)
            }
        }

        impl $operation<Rational> for Rational {
            type Output = Rational;

            fn $function(self, other: Rational) -> Rational {
                $operation::$function(&self, &other)
            }
        }

        impl $assign<&Rational> for Rational {
            fn $assign_function(&mut self, other: &Rational) {
                *self = $operation::$function(&*self, other);
            }
        }

        impl $assign<Rational> for Rational {
            fn $assign_function(&mut self, other: Rational) {
                *self = $operation::$function(&*self, &other);
            }
        }
    };
}

operation!(Add, add, AddAssign, add_assign, |a, b| a.plus(b));
operation!(Sub, sub, SubAssign, sub_assign, |a, b| a.plus(&-b));
operation!(Mul, mul, MulAssign, mul_assign, |a, b| a.times(b));

impl Sum for Rational {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, |sum, number| sum + number)
    }
}

impl<'a> Sum<&'a Self> for Rational {
    fn sum<I: Iterator<Item = &'a Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, |sum, number| sum + number)
    }
}
