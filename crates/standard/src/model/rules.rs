//! How points come about.

use alloc::vec::Vec;

use duheng_pack::expr::form::{Cond, Num, Records};
use duheng_pack::number::Rational;
use duheng_pack::provenance::Mark;
use duheng_pack::source::Span;
use duheng_pack::text::Text;
use duheng_pack::vocabulary::{NumberType, RecordId};

/// How points come about.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name, where it is one part of several.
    pub label: Text,
    /// The condition for any points.
    pub when: Option<Cond>,
    /// Its form.
    pub form: Form,
    /// The least and the most it gives.
    pub range: (Rational, Rational),
    /// Marks.
    pub marks: Vec<Mark>,
    /// Where it is written.
    pub span: Span,
}

/// The form of a rule.
#[derive(Clone, Debug)]
pub enum Form {
    /// These points.
    Points(Rational),
    /// As many points as a formula gives, kept within the rule's range.
    Formula(Num, NumberType),
    /// The sum of these, kept between floor and cap.
    Sum {
        /// The parts.
        parts: Vec<Rule>,
        /// The most.
        cap: Option<Rational>,
        /// The least.
        floor: Option<Rational>,
    },
    /// The best of these.
    Best(Vec<Rule>),
    /// Points for each record.
    Each(Each),
    /// Points typed by assessors.
    Judge {
        /// The least.
        from: Rational,
        /// The most.
        to: Rational,
        /// The step.
        step: Rational,
    },
    /// One rule or the other.
    Either {
        /// What decides.
        condition: Cond,
        /// When it holds.
        then: alloc::boxed::Box<Rule>,
        /// When it does not.
        otherwise: alloc::boxed::Box<Rule>,
    },
}

/// Points for each record.
#[derive(Clone, Debug)]
pub struct Each {
    /// The records.
    pub records: Records,
    /// Their type.
    pub record: RecordId,
    /// The points of each.
    pub points: EachPoints,
    /// Records equal in these fields count once.
    pub once_per: Vec<usize>,
    /// Only so many of the highest count.
    pub top: Option<usize>,
    /// The most they give together.
    pub cap: Option<Rational>,
    /// The least they give together.
    pub floor: Option<Rational>,
}

/// The points of one record.
#[derive(Clone, Debug)]
pub enum EachPoints {
    /// The same for all.
    Fixed(Rational),
    /// By the value of a choice field; zero for values not named.
    ByChoice {
        /// The field.
        field: usize,
        /// The points of each value, by position.
        points: Vec<Rational>,
    },
}

impl EachPoints {
    /// The least and the most that one record gives.
    #[must_use]
    pub fn range(&self) -> (Rational, Rational) {
        match self {
            Self::Fixed(points) => (points.clone(), points.clone()),
            Self::ByChoice { points, .. } => (
                points.iter().min().cloned().unwrap_or_default(),
                points.iter().max().cloned().unwrap_or_default(),
            ),
        }
    }
}
