//! What a revision of a pack changes: two packs compared, as a list of changes that reads like a revision note.
//!
//! The trees are walked along the table of node kinds, so that nothing the table knows is passed over; totals come
//! from the checked standards. Comments, layout, quotes, the order of keys and cases are no changes of meaning.

mod data;
mod other;
mod show;
mod standards;
mod totals;
mod walk;
mod wording;

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::schema::{Fields, Kind, VOCABULARY};
use duheng_pack::source::SourceMap;
use duheng_pack::text::Text;
use duheng_pack::tree::{Data, Entry, Layout, Node};
use serde::Serialize;

pub use show::rule_words;
pub use wording::{Piece, compare_words};

use crate::model::Pack;
pub use other::OtherFile;
use walk::Walk;

/// One of the two packs: checked, and as its files say it.
#[derive(Clone, Copy)]
pub struct Side<'p> {
    /// The pack.
    pub pack: &'p Pack,
    /// Its files, and those of its imports.
    pub bundles: &'p [Bundle],
    /// The texts of the files.
    pub sources: &'p SourceMap,
}

/// The comparison of two packs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Whether both have one meaning hash.
    pub same_meaning: bool,
    /// Whether the files hold other bytes although the meaning is the same: comments, layout, cases.
    pub other_text: bool,
    /// The changes: the pack, its standards with parts and items in order of codes, profiles, facts, data, errata.
    pub changes: Vec<Change>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What sort of change.
    pub kind: ChangeKind,
    /// Where.
    pub at: Place,
    /// What changed there, such as "分值", "points".
    pub what: Text,
    /// How it was; none where it was not there.
    pub before: Option<Text>,
    /// How it is now; none where it is no longer there.
    pub after: Option<Text>,
}

/// A sort of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Something is new.
    Added,
    /// Something is gone.
    Removed,
    /// The same thing under another code.
    Renumbered,
    /// An item stands under another indicator or part.
    Moved,
    /// Points, or a limit on points.
    Points,
    /// A total that follows from other changes.
    Total,
    /// The form of a rule.
    Rule,
    /// A condition, or the records that count.
    Condition,
    /// A formula.
    Formula,
    /// A text.
    Text,
    /// The provenance of a number or reading.
    Mark,
    /// A number changed and the reason beside it did not; `after` is that reason.
    StaleMark,
    /// The order of things whose order counts.
    Order,
    /// The rows of a data file.
    Data,
    /// Any other value.
    Value,
}

/// Where a change stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The standard; empty outside of standards.
    pub standard: String,
    /// The heading of its group, such as "6.1 公司治理", "等级".
    pub group: Text,
    /// The code, id or name within the group; empty for the group itself.
    pub code: String,
    /// Its title.
    pub title: Text,
}

/// Compares two packs; `others` are the kinds of files that crates above this one read.
#[must_use]
pub fn compare(before: Side<'_>, after: Side<'_>, others: &[OtherFile]) -> Difference {
    let same_meaning = before.pack.hash == after.pack.hash;
    let mut walk = Walk::default();
    if !same_meaning {
        head(&mut walk, before, after);
        standards::compare(&mut walk, before, after);
        vocabulary(&mut walk, before, after);
        data::compare(&mut walk, before, after);
        errata(&mut walk, before, after);
        for file in others {
            other::compare(&mut walk, before, after, file);
        }
    }
    Difference { same_meaning, other_text: texts(before) != texts(after), changes: walk.changes }
}

/// The files of the pack itself.
fn own<'p>(side: Side<'p>) -> Option<&'p Bundle> {
    side.bundles.iter().find(|bundle| {
        bundle.head().and_then(|head| Fields(head).str("pack")).unwrap_or(&bundle.folder) == side.pack.id
    })
}

/// The files of one kind with the name that each gives itself.
fn files<'p>(side: Side<'p>, kind: FileKind, key: &'static str) -> impl Iterator<Item = (&'p str, &'p Node)> {
    own(side)
        .into_iter()
        .flat_map(move |bundle| bundle.of_kind(kind))
        .map(move |file| (Fields(&file.tree).str(key).unwrap_or_default(), &file.tree))
}

fn texts<'p>(side: Side<'p>) -> Vec<(&'p str, &'p str)> {
    let bundles = side.bundles.iter();
    let trees = bundles.clone().flat_map(|bundle| &bundle.files).map(|file| (file.path.as_str(), file.file));
    let data = bundles.flat_map(|bundle| &bundle.data).map(|(path, file)| (path.as_str(), *file));
    let text = |file| side.sources.get(file).map_or("", |source| source.text.as_str());
    let mut texts: Vec<(&str, &str)> = trees.chain(data).map(|(path, file)| (path, text(file))).collect();
    texts.sort_unstable();
    texts
}

fn head(walk: &mut Walk, before: Side<'_>, after: Side<'_>) {
    walk.place = Place { group: Text::new("标准包", "Pack"), ..Place::default() };
    let head = |side| own(side).and_then(Bundle::head);
    if let (Some(before), Some(after)) = (head(before), head(after)) {
        walk.fields(&duheng_pack::schema::PACK, before, after, &[]);
    }
    let is_own = |side, bundle: &Bundle| own(side).is_some_and(|own| own.folder == bundle.folder);
    for bundle in after.bundles.iter().filter(|bundle| !is_own(after, bundle)) {
        let old = before.bundles.iter().find(|old| old.folder == bundle.folder && !is_own(before, old));
        if let (Some(old), Some(new)) = (old.and_then(Bundle::head), bundle.head()) {
            walk.place.code.clone_from(&bundle.folder);
            walk.fields(&duheng_pack::schema::PACK, old, new, &[]);
        }
    }
}

/// Facts, choices, records, lists, tables and results, imports included, whatever file they stand in.
fn vocabulary(walk: &mut Walk, before: Side<'_>, after: Side<'_>) {
    for section in VOCABULARY.fields {
        let (before, after) = (merged(before, section.key), merged(after, section.key));
        walk.named(section, &before, &after);
    }
}

/// One section of all vocabulary files as one map.
fn merged(side: Side<'_>, section: &str) -> Vec<Entry> {
    let files = side.bundles.iter().flat_map(|bundle| bundle.of_kind(FileKind::Facts));
    files.flat_map(|file| Fields(&file.tree).entries(section)).cloned().collect()
}

fn errata(walk: &mut Walk, before: Side<'_>, after: Side<'_>) {
    let list = |side| {
        let files = own(side).into_iter().flat_map(|bundle| bundle.of_kind(FileKind::Errata));
        let items = files.flat_map(|file| Fields(&file.tree).items("errata")).cloned().collect();
        Node {
            span: duheng_pack::source::Span::default(),
            data: Data::List(items, Layout::Block),
            comments: duheng_pack::tree::Comments::default(),
        }
    };
    walk.place = Place::default();
    walk.keyed(&duheng_pack::schema::ERRATUM, &list(before), &list(after), &[]);
}

/// The heading of a kind of things.
fn heading(kind: &Kind) -> Text {
    let [zh, en] = kind.title;
    Text::new(zh, en)
}
