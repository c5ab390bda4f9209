//! Numbers that are known, unknown or known to lie between two bounds.

use crate::number::Rational;

use super::form::Comparison;

/// What a numeric expression gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Exactly this.
    Known(Rational),
    /// At least the first and, where there is a second, at most that; they differ.
    Between(Rational, Option<Rational>),
    /// Nothing is known.
    Unknown,
}

impl Quantity {
    /// A count with a lower and, where there is one, an upper bound.
    #[must_use]
    pub fn counted(at_least: usize, at_most: Option<usize>) -> Self {
        if at_most == Some(at_least) {
            return Self::Known(Rational::from(at_least));
        }
        Self::Between(Rational::from(at_least), at_most.map(Rational::from))
    }

    /// The number, where it is known.
    #[must_use]
    pub fn known(self) -> Option<Rational> {
        match self {
            Self::Known(number) => Some(number),
            Self::Between(..) | Self::Unknown => None,
        }
    }

    fn bounds(&self) -> Option<(&Rational, Option<&Rational>)> {
        match self {
            Self::Known(number) => Some((number, Some(number))),
            Self::Between(low, high) => Some((low, high.as_ref())),
            Self::Unknown => None,
        }
    }

    /// Whether a comparison holds: for all values, for none, or it depends.
    #[must_use]
    pub fn compares(&self, comparison: Comparison, other: &Self) -> Option<bool> {
        if let (Self::Known(a), Self::Known(b)) = (self, other) {
            return Some(comparison.holds(a.cmp(b)));
        }
        let ((a_low, a_high), (b_low, b_high)) = (self.bounds()?, other.bounds()?);
        let surely_less = a_high.is_some_and(|high| high < b_low);
        let surely_at_most = a_high.is_some_and(|high| high <= b_low);
        let surely_more = b_high.is_some_and(|high| a_low > high);
        let surely_at_least = b_high.is_some_and(|high| a_low >= high);
        let (yes, no) = match comparison {
            Comparison::Less => (surely_less, surely_at_least),
            Comparison::AtMost => (surely_at_most, surely_more),
            Comparison::More => (surely_more, surely_at_most),
            Comparison::AtLeast => (surely_at_least, surely_less),
            Comparison::Equal => (false, surely_less || surely_more),
            Comparison::NotEqual => (surely_less || surely_more, false),
        };
        if yes {
            Some(true)
        } else if no {
            Some(false)
        } else {
            None
        }
    }
}

impl From<Option<Rational>> for Quantity {
    fn from(number: Option<Rational>) -> Self {
        number.map_or(Self::Unknown, Self::Known)
    }
}
