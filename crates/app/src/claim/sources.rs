//! What a source says of an item besides its text: the slips that concern it, and the standards that it refers to.

use duheng_pack::calendar::Date;
use duheng_pack::text::Text;
use duheng_standard::model::{Erratum, Item, Pack, Standard};

/// The slips that concern an item, and the standards that it refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemSources {
    /// The slips of the source that concern it, those of its indicator included.
    pub errata: Vec<Erratum>,
    /// The standards that it refers to.
    pub references: Vec<ItemReference>,
}

impl ItemSources {
    /// Whether a standard that it refers to is no longer in force.
    #[must_use]
    pub fn has_lapsed(&self) -> bool {
        self.references.iter().any(|of| of.is_over)
    }
}

/// A standard that an item refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemReference {
    /// Its number, such as `GB/T 19001`.
    pub id: String,
    /// Its title; empty where the pack lists no references.
    pub title: Text,
    /// The version that is meant; empty where none is said.
    pub version: String,
    /// `in_force`, `replaced`, `withdrawn` or `unchecked`; empty where the pack lists no references.
    pub status: &'static str,
    /// Whether it is no longer in force.
    pub is_over: bool,
    /// What replaced it; empty for nothing.
    pub replaced_by: String,
    /// When that was checked.
    pub checked_on: Option<Date>,
}

/// The errata of an item and of the indicator that it stands in, and its references.
pub(crate) fn of_item(pack: &Pack, standard: &Standard, item: &Item) -> ItemSources {
    let mut indicators = standard.parts.iter().flat_map(|part| &part.indicators);
    let above = indicators.find(|of| of.items.iter().any(|own| own.code == item.code));
    let above = above.map(|indicator| indicator.errata.as_slice()).unwrap_or_default();
    let mut errata: Vec<Erratum> = Vec::new();
    for id in item.errata.iter().chain(above) {
        let known = errata.iter().any(|of| of.id == *id);
        errata.extend(pack.errata.iter().find(|of| of.id == *id).filter(|_| !known).cloned());
    }
    let reference = |id: &String| match pack.references.iter().find(|of| of.id == *id) {
        Some(of) => ItemReference {
            id: of.id.clone(),
            title: of.title.clone(),
            version: of.version.clone(),
            status: of.status.name(),
            is_over: of.status.is_over(),
            replaced_by: of.replaced_by.clone(),
            checked_on: of.checked_on,
        },
        None => ItemReference {
            id: id.clone(),
            title: Text::default(),
            version: String::new(),
            status: "",
            is_over: false,
            replaced_by: String::new(),
            checked_on: None,
        },
    };
    ItemSources { errata, references: item.references.iter().map(reference).collect() }
}
