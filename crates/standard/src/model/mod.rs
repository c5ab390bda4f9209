//! Standards as checked, typed data.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::expr::form::{Cond, Num, Records};
use duheng_pack::number::Rational;
use duheng_pack::provenance::Mark;
use duheng_pack::source::Span;
use duheng_pack::text::Text;
use duheng_pack::vocabulary::{FactId, NumberType, RecordId, Vocabulary};

/// A checked pack: what its files say, typed.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Its name.
    pub id: String,
    /// The version of its text.
    pub version: String,
    /// Its title.
    pub title: Text,
    /// Who issues it.
    pub issuer: Text,
    /// The documents it rests on.
    pub sources: Vec<SourceDocument>,
    /// The slips of its sources and how they are read.
    pub errata: Vec<Erratum>,
    /// What it can speak about, its imports included.
    pub vocabulary: Vocabulary,
    /// Its standards with the numbers written in their parts, and again with each profile's.
    pub standards: Vec<Standard>,
    /// The meaning hash: of all that the pack and its imports say, without comments and layout; hexadecimal.
    pub hash: String,
}

impl Pack {
    /// The standard of this name (or the only one) with the numbers of this profile (or those written in its parts).
    #[must_use]
    pub fn standard(&self, id: Option<&str>, profile: Option<&str>) -> Option<&Standard> {
        let mut names = self.standards.iter().map(|standard| standard.id.as_str());
        let first = names.next()?;
        let id = match id {
            Some(id) => id,
            None if names.all(|name| name == first) => first,
            None => return None,
        };
        self.standards.iter().find(|standard| {
            standard.id == id && profile.map_or(standard.is_default, |profile| standard.profile.id == profile)
        })
    }
}

/// A document that clauses point into.
#[derive(Clone, Debug)]
pub struct SourceDocument {
    /// Its id in the pack.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its clauses with their headings.
    pub anchors: Vec<(String, Text)>,
}

/// One slip of a source.
#[derive(Clone, Debug)]
pub struct Erratum {
    /// Its id.
    pub id: String,
    /// What is printed.
    pub printed: String,
    /// How it is read.
    pub corrected: String,
    /// Why.
    pub reason: Text,
    /// Whether somebody confirmed it; inferred otherwise.
    pub confirmed: bool,
    /// Where it is written.
    pub span: Span,
}

/// A standard with one set of numbers.
#[derive(Clone, Debug)]
pub struct Standard {
    /// Its name.
    pub id: String,
    /// The version of its text.
    pub version: String,
    /// Its title.
    pub title: Text,
    /// The id of its source document.
    pub source: String,
    /// The name of its numbers.
    pub profile: NumbersName,
    /// Whether these are the numbers written in its parts.
    pub is_default: bool,
    /// What the source declares the totals to be.
    pub declared: Declared,
    /// Differences to the declared totals, resolved.
    pub accepted: Vec<Accepted>,
    /// The layers of entries, in order; never empty.
    pub layers: Vec<Layer>,
    /// The basic requirements.
    pub gate: Vec<Requirement>,
    /// The vetoes.
    pub vetoes: Vec<Veto>,
    /// The least size of the cohort.
    pub cohort_at_least: usize,
    /// The parts of the base, in order of their codes.
    pub parts: Vec<Part>,
    /// The bonus.
    pub bonus: Option<Bonus>,
    /// Conversion for items that are not evaluated.
    pub conversion: Option<Conversion>,
    /// Whether a band counts only when all lower ones hold too.
    pub ladder: bool,
    /// The grades, highest first.
    pub grades: Vec<Band>,
    /// What having no grade is called.
    pub no_grade: Text,
    /// The targets that its items serve, in natural order.
    pub targets: Vec<String>,
    /// For how many years a result holds.
    pub validity_years: Option<u16>,
    /// Marks on the header.
    pub marks: Vec<Mark>,
    /// Where it is written.
    pub span: Span,
}

impl Standard {
    /// All items: those of the parts, then those of the bonus.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.base_items().chain(self.bonus.iter().flat_map(|bonus| bonus.items.iter()))
    }

    /// The items of the base.
    pub fn base_items(&self) -> impl Iterator<Item = &Item> {
        self.parts.iter().flat_map(Part::items)
    }

    /// The part that the item at a position of [`Self::items`] belongs to, by position; none for the bonus.
    #[must_use]
    pub fn part_of(&self, item: usize) -> Option<usize> {
        let mut after = 0;
        self.parts.iter().position(|part| {
            after += part.items().count();
            item < after
        })
    }

    /// The item of this code.
    #[must_use]
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.items().find(|item| item.code == code)
    }

    /// The position of a layer.
    #[must_use]
    pub fn layer(&self, id: &str) -> Option<usize> {
        self.layers.iter().position(|layer| layer.id == id)
    }

    /// All items, to change them.
    pub(crate) fn items_mut(&mut self) -> impl Iterator<Item = &mut Item> {
        let of_parts = self.parts.iter_mut().flat_map(|part| &mut part.indicators);
        let base = of_parts.flat_map(|indicator| &mut indicator.items);
        base.chain(self.bonus.iter_mut().flat_map(|bonus| &mut bonus.items))
    }

    /// The most points of the base.
    #[must_use]
    pub fn base_max(&self) -> Rational {
        self.parts.iter().map(Part::max).sum()
    }

    /// The most points of the bonus.
    #[must_use]
    pub fn bonus_max(&self) -> Rational {
        self.bonus.iter().flat_map(|bonus| &bonus.items).map(|item| item.rule.range.1.clone()).sum()
    }
}

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
    /// The same by position in [`Standard::targets`].
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
