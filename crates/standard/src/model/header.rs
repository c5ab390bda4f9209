//! What the header of a standard says: totals, layers, requirements, vetoes, conversion, grades.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::expr::form::Cond;
use duheng_pack::number::Rational;
use duheng_pack::provenance::Mark;
use duheng_pack::source::Span;
use duheng_pack::text::Text;

/// The name of a set of numbers.
#[derive(Clone, Debug, Default)]
pub struct NumbersName {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// A note.
    pub note: Text,
}

/// Totals as a source declares them.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// The number of base items.
    pub items: Option<Rational>,
    /// The number of indicators.
    pub indicators: Option<Rational>,
    /// The points of the base.
    pub base: Option<Rational>,
    /// The points of the bonus.
    pub bonus: Option<Rational>,
    /// All points.
    pub total: Option<Rational>,
    /// The points of parts.
    pub parts: BTreeMap<String, Rational>,
    /// Where each is written: `items`, `base`, … and `parts.CODE`.
    pub places: BTreeMap<String, Span>,
    /// Where they are written.
    pub span: Span,
}

/// A resolved difference to a declared total.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// Which total.
    pub what: String,
    /// What the items give.
    pub defined: Rational,
    /// Why that is right.
    pub reason: Text,
    /// Where it is written.
    pub span: Span,
}

/// A layer of entries.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The role that writes it.
    pub by: String,
    /// How many assessors must have sealed before it has values.
    pub assessors: usize,
    /// How judged points of several become one.
    pub judged: Combine,
    /// The greatest difference of judged points that it settles itself.
    pub gap: Option<Rational>,
    /// Whether a claim that no later layer confirmed counts at this layer, where it is the last.
    pub unconfirmed_counts: bool,
    /// Marks.
    pub marks: Vec<Mark>,
    /// Where it is written.
    pub span: Span,
}

/// How judged points of several assessors become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    /// Their mean.
    Mean,
    /// Their median; of an even number, the mean of the two in the middle.
    Median,
    /// They must be equal.
    Consensus,
}

/// A basic requirement.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its clause.
    pub clause: String,
    /// What must hold.
    pub holds: Cond,
    /// Marks.
    pub marks: Vec<Mark>,
    /// Where it is written.
    pub span: Span,
}

/// A veto.
#[derive(Clone, Debug)]
pub struct Veto {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// When it strikes.
    pub when: Cond,
    /// The highest grade it leaves, by position; none for no grade at all.
    pub at_most: Option<usize>,
    /// Marks.
    pub marks: Vec<Mark>,
    /// Where it is written.
    pub span: Span,
}

/// Conversion for items that are not evaluated.
#[derive(Clone, Debug)]
pub struct Conversion {
    /// The scale.
    pub to: Rational,
    /// The least share of points that must be evaluated.
    pub evaluated_at_least: Option<Rational>,
    /// Marks.
    pub marks: Vec<Mark>,
    /// Where it is written.
    pub span: Span,
}

/// A grade with its lower bounds.
#[derive(Clone, Debug)]
pub struct Band {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// The least total.
    pub total: Option<Rational>,
    /// The least base.
    pub base: Option<Rational>,
    /// The least points of parts, by position.
    pub parts: Vec<(usize, Rational)>,
    /// The share of the cohort whose totals it must reach.
    pub percentile: Option<Rational>,
    /// A condition that must hold too.
    pub when: Option<Cond>,
    /// Printed upper bounds of total and base.
    pub below: (Option<Rational>, Option<Rational>),
    /// Marks.
    pub marks: Vec<Mark>,
    /// Where it is written.
    pub span: Span,
}
