//! Parts, indicators and items.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::expr::form::Cond;
use duheng_pack::number::Rational;
use duheng_pack::provenance::Mark;
use duheng_pack::source::Span;
use duheng_pack::text::Text;
use duheng_pack::vocabulary::FactId;

use super::Rule;

/// A part of the base.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// Its indicators.
    pub indicators: Vec<Indicator>,
    /// Where it is written.
    pub span: Span,
}

impl Part {
    /// Its items.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.indicators.iter().flat_map(|indicator| indicator.items.iter())
    }

    /// The most points it gives.
    #[must_use]
    pub fn max(&self) -> Rational {
        self.items().map(|item| item.rule.range.1.clone()).sum()
    }
}

/// An indicator.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Its code.
    pub code: String,
    /// The code as misprinted, where it is.
    pub printed_code: String,
    /// Its title.
    pub title: Text,
    /// The sustainable development goals that the source names for it.
    pub goals: Vec<String>,
    /// Its errata.
    pub errata: Vec<String>,
    /// Its items.
    pub items: Vec<Item>,
    /// Where it is written.
    pub span: Span,
}

impl Indicator {
    /// The most points it gives.
    #[must_use]
    pub fn max(&self) -> Rational {
        self.items.iter().map(|item| item.rule.range.1.clone()).sum()
    }
}

/// An item: the smallest thing that is scored.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its code.
    pub code: String,
    /// Its short title.
    pub title: Text,
    /// The text of the source.
    pub text: Text,
    /// Its clause.
    pub clause: String,
    /// The targets it serves.
    pub sdg: Vec<String>,
    /// The same by position in [`Standard::targets`](super::Standard::targets).
    pub targets: Vec<usize>,
    /// Its evidence checklist.
    pub evidence: Vec<Evidence>,
    /// How it is reviewed: `document`, `site`, `interview`.
    pub method: Vec<String>,
    /// Guidance for applicants.
    pub guidance: Text,
    /// Its errata.
    pub errata: Vec<String>,
    /// The standards that it refers to.
    pub references: Vec<String>,
    /// How it is scored.
    pub rule: Rule,
    /// What unknown means.
    pub missing: Missing,
    /// When it may be left unevaluated; none for never.
    pub not_evaluated: Option<NotEvaluated>,
    /// Whether it reads cohort values.
    pub reads_cohort: bool,
    /// The facts it reads, those behind derived facts included.
    pub reads: Vec<FactId>,
    /// Marks.
    pub marks: Vec<Mark>,
    /// Where its code is written.
    pub span: Span,
}

/// An evidence document of an item.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The kind of document, by name.
    pub document: String,
    /// The fact it proves.
    pub of: Option<FactId>,
    /// Whether it must be there.
    pub required: bool,
}

/// What an unknown condition means for the points of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No points, shown as unknown.
    Zero,
    /// Counts as not met.
    Unmet,
    /// No points, and the grade is provisional.
    Clarify,
}

/// When an item may be left unevaluated.
#[derive(Clone, Debug)]
pub struct NotEvaluated {
    /// The condition that must hold.
    pub when: Option<Cond>,
    /// The role that approves it.
    pub approved_by: String,
    /// Where the role is written.
    pub span: Span,
}

/// The bonus.
#[derive(Clone, Debug)]
pub struct Bonus {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// The list of highlights it is about, and how many there may be.
    pub of: Option<(FactId, Option<usize>)>,
    /// Its items.
    pub items: Vec<Item>,
    /// Where it is written.
    pub span: Span,
}
