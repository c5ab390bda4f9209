//! The parts of a typed expression: one walk for all who look into one.

use alloc::vec::Vec;

use super::{Cond, CondKind, Day, FactAt, Known, Num, Operand, Pick, Records, Words};
use crate::expr::Window;
use crate::vocabulary::FactId;

/// A part of an expression.
#[derive(Clone, Copy, Debug)]
pub enum Part<'e> {
    /// A condition.
    Cond(&'e Cond),
    /// A number.
    Num(&'e Num),
    /// A date.
    Day(&'e Day),
    /// A text.
    Words(&'e Words),
    /// A choice's value.
    Pick(&'e Pick),
    /// The records of a list that fit.
    Records(&'e Records),
    /// A whole list, without condition on its records.
    List(FactId),
}

/// For which periods a part is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// For those of what it is a part of.
    Outer,
    /// For each period of the window, which is bound to the next variable.
    Each(Window),
    /// For the reporting year and the one so many years before, bound to the next variable.
    Ends(u16),
}

impl<'e> Part<'e> {
    /// The parts right below it, in the order in which they are written.
    #[must_use]
    pub fn inner(self) -> Vec<(Bound, Part<'e>)> {
        match self {
            Self::Cond(cond) => of_cond(&cond.kind),
            Self::Num(num) => of_num(num),
            Self::Records(records) => outer(records.filter.as_deref().map(Part::Cond)),
            Self::Day(_) | Self::Words(_) | Self::Pick(_) | Self::List(_) => Vec::new(),
        }
    }

    /// The fact of which it is the value, with its period.
    #[must_use]
    pub fn value_of(self) -> Option<&'e FactAt> {
        match self {
            Self::Cond(Cond { kind: CondKind::Fact(at), .. })
            | Self::Num(Num::Fact(at))
            | Self::Day(Day::Fact(at))
            | Self::Words(Words::Fact(at))
            | Self::Pick(Pick::Fact(at)) => Some(at),
            _ => None,
        }
    }

    /// The fact that it reads itself, whether its value, its records or its values in the cohort.
    #[must_use]
    pub fn fact(self) -> Option<FactId> {
        match self {
            Self::Records(records) => Some(records.fact),
            Self::Num(Num::CohortMean(fact) | Num::CohortPercentile(fact, _)) => Some(*fact),
            Self::List(fact) => Some(fact),
            _ => self.value_of().map(|at| at.fact),
        }
    }

    /// The field of the record at hand of which it is the value, by position.
    #[must_use]
    pub fn field(self) -> Option<usize> {
        match self {
            Self::Cond(Cond { kind: CondKind::Field(at), .. })
            | Self::Num(Num::Field(at))
            | Self::Day(Day::Field(at))
            | Self::Words(Words::Field(at))
            | Self::Pick(Pick::Field(at)) => Some(*at),
            _ => None,
        }
    }

    /// Visits it and all parts below it, each before its own parts.
    pub fn walk(self, visit: &mut dyn FnMut(Part<'e>)) {
        visit(self);
        for (_, part) in self.inner() {
            part.walk(visit);
        }
    }
}

fn outer<'e>(parts: impl IntoIterator<Item = Part<'e>>) -> Vec<(Bound, Part<'e>)> {
    parts.into_iter().map(|part| (Bound::Outer, part)).collect()
}

fn of_cond(kind: &CondKind) -> Vec<(Bound, Part<'_>)> {
    match kind {
        CondKind::Constant(_)
        | CondKind::Fact(_)
        | CondKind::Field(_)
        | CondKind::OnList(_)
        | CondKind::Valid { .. } => Vec::new(),
        CondKind::Not(inner) => outer([Part::Cond(inner)]),
        CondKind::Same(_, a, b) => outer([Part::Cond(a), Part::Cond(b)]),
        CondKind::All(parts) | CondKind::Any(parts) => outer(parts.iter().map(Part::Cond)),
        CondKind::Numbers(_, a, b) => outer([Part::Num(a), Part::Num(b)]),
        CondKind::Dates(_, a, b) => outer([Part::Day(a), Part::Day(b)]),
        CondKind::Texts(_, a, b) => outer([Part::Words(a), Part::Words(b)]),
        CondKind::Choices(_, a, b) => outer([Part::Pick(a), Part::Pick(b)]),
        CondKind::ChoiceAmong(pick, _) => outer([Part::Pick(pick)]),
        CondKind::TextAmong(words, _) => outer([Part::Words(words)]),
        CondKind::Within(day, _) => outer([Part::Day(day)]),
        CondKind::Some(records) | CondKind::None(records) => outer([Part::Records(records)]),
        CondKind::Every(records, condition) => outer([Part::Records(records), Part::Cond(condition)]),
        CondKind::Periods { window, body, .. } => Vec::from([(Bound::Each(*window), Part::Cond(body))]),
        CondKind::Trend { window, body, .. } => Vec::from([(Bound::Each(*window), Part::Num(body))]),
        CondKind::Growth { body, years, rate, .. } => {
            Vec::from([(Bound::Ends(*years), Part::Num(body)), (Bound::Outer, Part::Num(rate))])
        }
        CondKind::Known(known) => outer([match &**known {
            Known::Cond(cond) => Part::Cond(cond),
            Known::Num(num) => Part::Num(num),
            Known::Day(day) => Part::Day(day),
            Known::Words(words) => Part::Words(words),
            Known::Pick(pick) => Part::Pick(pick),
            Known::Records(list) => Part::List(*list),
        }]),
    }
}

fn of_num(num: &Num) -> Vec<(Bound, Part<'_>)> {
    match num {
        Num::Constant(..) | Num::Fact(_) | Num::Field(_) | Num::CohortMean(_) | Num::CohortPercentile(..) => {
            Vec::new()
        }
        Num::Negative(inner) | Num::Absolute(inner) | Num::Round(inner, ..) => outer([Part::Num(inner)]),
        Num::Add(a, b) | Num::Subtract(a, b) | Num::Multiply(a, b) | Num::Divide(a, b) => {
            outer([Part::Num(a), Part::Num(b)])
        }
        Num::Of(_, numbers) => outer(numbers.iter().map(Part::Num)),
        Num::Clamp(a, b, c) | Num::Scaled(a, b, c) => outer([Part::Num(a), Part::Num(b), Part::Num(c)]),
        Num::Over(_, body, window) => Vec::from([(Bound::Each(*window), Part::Num(body))]),
        Num::Count(records) | Num::Column(_, records, _) => outer([Part::Records(records)]),
        Num::Lookup(_, key, _) => outer(key.iter().map(|operand| match operand {
            Operand::Cond(cond) => Part::Cond(cond),
            Operand::Num(num) => Part::Num(num),
            Operand::Day(day) => Part::Day(day),
            Operand::Words(words) => Part::Words(words),
            Operand::Pick(pick, _) => Part::Pick(pick),
        })),
    }
}
