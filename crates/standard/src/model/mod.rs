//! Standards as checked, typed data.

mod header;
mod items;
mod kinds;
mod rules;

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::calendar::Date;
use duheng_pack::number::Rational;
use duheng_pack::provenance::Mark;
use duheng_pack::source::Span;
use duheng_pack::text::Text;
use duheng_pack::vocabulary::Vocabulary;

pub use header::{Accepted, Band, Combine, Conversion, Declared, Layer, NumbersName, Requirement, Veto};
pub use items::{Bonus, Evidence, Indicator, Item, Missing, NotEvaluated, Part};
pub use kinds::{Binding, StandardKind, Validity};
pub use rules::{Each, EachPoints, Form, Rule};

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
    /// The standards that its items refer to.
    pub references: Vec<Reference>,
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Who decided it; empty for who wrote the pack.
    pub by: Text,
    /// When it was decided.
    pub on: Option<Date>,
    /// Where it is written.
    pub span: Span,
}

/// A standard or document that items refer to.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Its number, such as `GB/T 19001`.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The version that is meant; empty where none is said.
    pub version: String,
    /// Whether it is in force.
    pub status: Validity,
    /// What replaced it; empty for nothing.
    pub replaced_by: String,
    /// When that was checked.
    pub checked_on: Option<Date>,
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
    /// What kind of standard it is, where it says.
    pub kind: Option<StandardKind>,
    /// Its binding force, where it says.
    pub binding: Option<Binding>,
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
    /// What kind of standard it is and how far it binds, such as `推荐性团体标准`; empty where it does not say.
    #[must_use]
    pub fn nature(&self) -> Text {
        kinds::nature(self.kind, self.binding)
    }

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
