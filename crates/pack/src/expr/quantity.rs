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

    /// One count divided by another; unknown where the other may be none at all.
    pub(super) fn over(&self, whole: &Self) -> Self {
        let (Some((low, high)), Some((least, most))) = (self.bounds(), whole.bounds()) else {
            return Self::Unknown;
        };
        let Some(low) = most.map_or(Some(Rational::default()), |most| low.checked_div(most)) else {
            return Self::Unknown;
        };
        if least.is_zero() {
            return Self::Unknown;
        }
        let high = high.and_then(|high| high.checked_div(least));
        if high.as_ref() == Some(&low) { Self::Known(low) } else { Self::Between(low, high) }
    }

    /// The same, where it is known to be no more than one; its lower bound then lies below one.
    pub(super) fn at_most_one(self) -> Self {
        let one = Rational::from_int(1);
        match self {
            Self::Between(low, high) => {
                Self::Between(low, Some(high.map_or(one.clone(), |high| high.min(one))))
            }
            known => known,
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
