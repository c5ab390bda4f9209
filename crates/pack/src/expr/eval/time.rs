//! Periods, windows and what is asked of a figure over them.

use alloc::vec::Vec;

use super::super::ast::Window;
use super::super::form::{Anchor, Comparison, Num, PeriodAt, Stretch};
use super::{Evaluator, all};
use crate::calendar::{Date, Period, quarters_ending, trailing, years_ending};
use crate::number::Rational;

impl Evaluator<'_> {
    pub(super) fn period(&self, at: PeriodAt) -> Option<Period> {
        let from = match at.from {
            Anchor::Year => Period::Year(self.view.year),
            Anchor::Bound(depth) => *self.bound.get(depth)?,
            Anchor::Fixed(year) => Period::Year(year),
            Anchor::FixedQuarter(year, quarter) => Period::Quarter { year, quarter },
        };
        Some(from.minus(at.minus.into()))
    }

    /// The periods of a window, in order of time; none for a trailing one.
    #[must_use]
    pub fn periods(&self, window: Window) -> Vec<Period> {
        match window {
            Window::Years(count) => years_ending(self.view.year, count),
            Window::Quarters(count) => quarters_ending(self.view.year, count),
            Window::Trailing(..) => Vec::new(),
        }
    }

    /// Runs `inner` with one more bound period.
    pub fn at<T>(&mut self, period: Period, inner: impl FnOnce(&mut Self) -> T) -> T {
        self.bound.push(period);
        let result = inner(self);
        self.bound.pop();
        result
    }

    pub(super) fn within(&self, day: Date, stretch: Stretch) -> bool {
        match stretch {
            Stretch::Window(Window::Trailing(count, step)) => {
                trailing(self.view.as_of, count, step).contains(day)
            }
            Stretch::Window(window) => self.periods(window).iter().any(|period| period.contains(day)),
            Stretch::Period(at) => self.period(at).is_some_and(|period| period.contains(day)),
        }
    }

    pub(super) fn over(&mut self, body: &Num, window: Window) -> Option<Vec<Rational>> {
        let periods = self.periods(window);
        periods.into_iter().map(|period| self.at(period, |this| this.known_num(body))).collect()
    }

    /// Strictly monotone; one known step in the wrong direction decides even where other values are unknown.
    pub(super) fn trend(&mut self, rising: bool, window: Window, body: &Num) -> Option<bool> {
        let periods = self.periods(window);
        let values: Vec<Option<Rational>> =
            periods.into_iter().map(|period| self.at(period, |this| this.known_num(body))).collect();
        all(values.windows(2).map(|pair| match pair {
            [Some(before), Some(after)] => Some(if rising { before < after } else { before > after }),
            _ => None,
        }))
    }

    /// `(last / first)^(1/n) − 1 ∘ rate`, decided as `last ∘ first × (1 + rate)^n`.
    pub(super) fn growth(
        &mut self,
        comparison: Comparison,
        body: &Num,
        years: u16,
        rate: &Num,
    ) -> Option<bool> {
        let last = Period::Year(self.view.year);
        let first = last.minus(years.into());
        let first = self.at(first, |this| this.known_num(body))?;
        let last = self.at(last, |this| this.known_num(body))?;
        let factor = self.known_num(rate)? + Rational::from_int(1);
        let nothing = Rational::from_int(0);
        if first <= nothing || last < nothing {
            return None;
        }
        if factor.is_negative() {
            return Some(comparison.holds(core::cmp::Ordering::Greater));
        }
        Some(comparison.holds(last.cmp(&(first * factor.pow(years.into())))))
    }

    /// The period that a reference means here.
    #[must_use]
    pub fn period_of(&self, at: PeriodAt) -> Option<Period> {
        self.period(at)
    }
}
