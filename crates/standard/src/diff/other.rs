//! Files that this crate does not read, compared along the table of their kinds.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};

use duheng_pack::bundle::FileKind;
use duheng_pack::schema::{Fields, Kind};
use duheng_pack::text::Text;
use duheng_pack::tree::Node;

use super::show::title;
use super::walk::Walk;
use super::{ChangeKind, Place, Side, heading};

/// A kind of file with what its files are told apart by.
#[derive(Clone, Copy, Debug)]
pub struct OtherFile {
    /// The kind of file.
    pub file: FileKind,
    /// The kind of its root.
    pub kind: &'static Kind,
    /// The key under which it names itself.
    pub key: &'static str,
}

/// Compares all files of one kind, those of imports included.
pub(super) fn compare(walk: &mut Walk, before: Side<'_>, after: Side<'_>, of: &OtherFile) {
    let (old, new) = (files(before, of), files(after, of));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for name in names {
        let (a, b) = (old.get(name), new.get(name));
        let title_of = |node: &&Node| Fields(node).text("title");
        walk.place = Place {
            group: heading(of.kind),
            code: name.clone(),
            title: b.or(a).map(title_of).unwrap_or_default(),
            ..Place::default()
        };
        match (a, b) {
            (Some(a), Some(b)) => walk.fields(of.kind, a, b, &[of.key]),
            (Some(a), None) => walk.note(ChangeKind::Removed, Text::default(), Some(title(a)), None),
            (None, Some(b)) => walk.note(ChangeKind::Added, Text::default(), None, Some(title(b))),
            (None, None) => {}
        }
    }
    walk.place = Place::default();
}

fn files<'p>(side: Side<'p>, of: &OtherFile) -> BTreeMap<String, &'p Node> {
    let files = side.bundles.iter().flat_map(|bundle| bundle.of_kind(of.file));
    files.map(|file| (Fields(&file.tree).str(of.key).unwrap_or_default().to_string(), &file.tree)).collect()
}
