//! What units measure.

use crate::text::Text;

/// What a known unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// A pure number.
    None,
    /// Money in renminbi; the base unit is 元.
    Money,
    /// Mass; the base unit is kg.
    Mass,
    /// Length; the base unit is m.
    Length,
    /// Length²; the base unit is m2.
    Area,
    /// Length³; the base unit is m3.
    Volume,
    /// Time of fixed length; the base unit is the day.
    Time,
    /// Calendar months, which have no fixed number of days.
    Month,
    /// Energy; the base unit is MJ.
    Energy,
    /// Power; the base unit is kW. No unit of energy is made of it: kWh is one of its own.
    Power,
    /// Energy as standard coal; the base unit is kgce. The factor to other energy is a matter of the standard
    /// (calorific or equivalent value), so it is a dimension of its own.
    StandardCoal,
    /// Greenhouse gases as carbon dioxide; the base unit is kgCO2e. They are not added to other masses.
    Carbon,
    /// Things that are counted, each noun for itself.
    Count(Noun),
}

/// What is counted.
#[expect(missing_docs, reason = "the table of known units says each in Chinese and English")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Noun {
    Person,
    Visit,
    Piece,
    Time,
    Vehicle,
    Machine,
    Project,
    Organisation,
    Thing,
    Household,
    Copy,
    Article,
    Event,
    Issue,
    Set,
    Incident,
    Place,
    School,
    Rule,
    Tree,
}

/// A base dimension; the order is that in which base units are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Base {
    Money,
    Carbon,
    StandardCoal,
    Energy,
    Power,
    Mass,
    Length,
    Count(Noun),
    Time,
    Month,
}

impl Dimension {
    /// Its name.
    #[must_use]
    pub fn text(self) -> Text {
        let (zh, en) = match self {
            Self::None => ("比率", "ratio"),
            Self::Money => ("金额", "money"),
            Self::Mass => ("质量", "mass"),
            Self::Length => ("长度", "length"),
            Self::Area => ("面积", "area"),
            Self::Volume => ("体积", "volume"),
            Self::Time => ("时间", "time"),
            Self::Month => ("月数", "months"),
            Self::Energy => ("能量", "energy"),
            Self::Power => ("功率", "power"),
            Self::StandardCoal => ("标准煤", "standard coal"),
            Self::Carbon => ("温室气体", "greenhouse gases"),
            Self::Count(_) => ("计数", "count"),
        };
        Text::new(zh, en)
    }

    /// The base dimension that it is a power of, and the power.
    pub(super) fn base(self) -> Option<(Base, i8)> {
        Some(match self {
            Self::None => return None,
            Self::Money => (Base::Money, 1),
            Self::Mass => (Base::Mass, 1),
            Self::Length => (Base::Length, 1),
            Self::Area => (Base::Length, 2),
            Self::Volume => (Base::Length, 3),
            Self::Time => (Base::Time, 1),
            Self::Month => (Base::Month, 1),
            Self::Energy => (Base::Energy, 1),
            Self::Power => (Base::Power, 1),
            Self::StandardCoal => (Base::StandardCoal, 1),
            Self::Carbon => (Base::Carbon, 1),
            Self::Count(noun) => (Base::Count(noun), 1),
        })
    }
}
