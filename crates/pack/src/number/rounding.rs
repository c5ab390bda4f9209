//! Rounding by a named mode, and decimals for people.

use alloc::format;
use alloc::string::{String, ToString as _};
use core::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One as _, Signed as _};

use super::{MAX_DIGITS, Rational, Repr};

/// What becomes of a number between two neighbours. Negative numbers mirror positive ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// To the nearer neighbour, a half away from zero (四舍五入).
    #[default]
    HalfUp,
    /// To the nearer neighbour, a half to the even one (四舍六入五成双).
    HalfEven,
    /// Toward zero (舍去).
    Down,
    /// Away from zero (进位).
    Up,
}

impl Rounding {
    /// All modes, in the order of the reference.
    pub const ALL: [Self; 4] = [Self::HalfUp, Self::HalfEven, Self::Down, Self::Up];

    /// The mode of a name; `None` for any other text.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// The name in the language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::HalfUp => "half_up",
            Self::HalfEven => "half_even",
            Self::Down => "down",
            Self::Up => "up",
        }
    }

    /// Whether the magnitude goes up: where the remainder stands against a half, and whether the neighbour below is odd.
    fn goes_up(self, remainder_to_half: Ordering, odd: bool) -> bool {
        match self {
            Self::HalfUp => remainder_to_half != Ordering::Less,
            Self::HalfEven => {
                remainder_to_half == Ordering::Greater || (remainder_to_half == Ordering::Equal && odd)
            }
            Self::Down => false,
            Self::Up => true,
        }
    }
}

impl Rational {
    /// The number rounded to `digits` decimals; more than [`MAX_DIGITS`] are taken as that many.
    #[must_use]
    pub fn round(&self, digits: u32, mode: Rounding) -> Self {
        if self.is_integer() {
            return self.clone();
        }
        let scale = power_of_ten(digits.min(MAX_DIGITS));
        (self * &scale).round_to_integer(mode).checked_div(&scale).unwrap_or_default()
    }

    /// The number with at most `digits` decimals, rounded, without trailing zeros: `88.89`, `85`, `-0.5`.
    ///
    /// More than [`MAX_DIGITS`] are taken as that many.
    #[must_use]
    pub fn display(&self, digits: u32, mode: Rounding) -> String {
        let mut text = self.display_fixed(digits, mode);
        if text.contains('.') {
            text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
        }
        if text == "-0" { String::from("0") } else { text }
    }

    /// The number with exactly `digits` decimals, rounded: `88.89`, `85.00`, `-0.50`.
    ///
    /// More than [`MAX_DIGITS`] are taken as that many.
    #[must_use]
    pub fn display_fixed(&self, digits: u32, mode: Rounding) -> String {
        let digits = digits.min(MAX_DIGITS);
        let scaled = (self * &power_of_ten(digits)).round_to_integer(mode);
        let sign = if scaled.is_negative() { "-" } else { "" };
        let width = usize::try_from(digits).unwrap_or(usize::MAX);
        let all = format!("{:0>1$}", scaled.abs().to_string(), width.saturating_add(1));
        match all.split_at_checked(all.len().saturating_sub(width)) {
            Some((whole, decimals)) if !decimals.is_empty() => format!("{sign}{whole}.{decimals}"),
            _ => format!("{sign}{all}"),
        }
    }

    /// The number as a decimal without any rounding; `None` if its decimals do not end within [`MAX_DIGITS`].
    #[must_use]
    pub fn to_decimal(&self) -> Option<String> {
        let mut digits = 2;
        loop {
            if self.round(digits, Rounding::Down) == *self {
                return Some(self.display(digits, Rounding::Down));
            }
            if digits >= MAX_DIGITS {
                return None;
            }
            digits = digits.saturating_mul(4).min(MAX_DIGITS);
        }
    }

    /// The number rounded to an integer.
    fn round_to_integer(&self, mode: Rounding) -> Self {
        match &self.0 {
            Repr::Small(_, 1) => self.clone(),
            Repr::Small(numerator, denominator) => {
                // A denominator of at least 2 keeps the quotient far from the limits, so that one more fits.
                let (whole, rest) = (numerator / denominator, (numerator % denominator).abs());
                let step = if mode.goes_up(rest.cmp(&(denominator - rest)), whole.is_odd()) {
                    numerator.signum()
                } else {
                    0
                };
                Self(Repr::Small(whole.saturating_add(step), 1))
            }
            Repr::Big(fraction) if fraction.denominator.is_one() => self.clone(),
            Repr::Big(fraction) => {
                let (whole, rest) = fraction.numerator.abs().div_rem(&fraction.denominator);
                let half = rest.cmp(&(&fraction.denominator - &rest));
                let magnitude = if mode.goes_up(half, whole.is_odd()) { whole + 1 } else { whole };
                let value = if fraction.numerator.is_negative() { -magnitude } else { magnitude };
                Self::from_reduced(value, BigInt::one())
            }
        }
    }
}

/// 10 to the power of `digits`.
pub(super) fn power_of_ten(digits: u32) -> Rational {
    Rational::from_int(10).pow(digits)
}
