//! The rows of data files.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::text::Text;

use super::walk::Walk;
use super::{ChangeKind, Place, Side};

/// More rows than this are counted, not shown.
const SHOWN: usize = 10;

/// Compares the data files of both packs and their imports, row by row.
pub(super) fn compare(walk: &mut Walk, before: Side<'_>, after: Side<'_>) {
    let (old, new) = (files(before), files(after));
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for path in paths {
        let rows = |files: &BTreeMap<String, &str>| {
            files.get(path).map(|text| text.lines().map(String::from).collect::<BTreeSet<String>>())
        };
        let (a, b) = (rows(&old), rows(&new));
        if a == b {
            continue;
        }
        walk.place =
            Place { group: Text::new("数据文件", "Data"), code: path.clone(), ..Place::default() };
        let (a, b) = (a.unwrap_or_default(), b.unwrap_or_default());
        let gone: Vec<&String> = a.difference(&b).collect();
        let fresh: Vec<&String> = b.difference(&a).collect();
        let what = Text::new(
            format!("删去 {} 行，增加 {} 行", gone.len(), fresh.len()),
            format!("{} rows removed, {} added", gone.len(), fresh.len()),
        );
        walk.note(ChangeKind::Data, what, shown(&gone), shown(&fresh));
    }
    walk.place = Place::default();
}

fn shown(rows: &[&String]) -> Option<Text> {
    let few = !rows.is_empty() && rows.len() <= SHOWN;
    few.then(|| Text::same(rows.iter().map(|row| row.as_str()).collect::<Vec<_>>().join(" / ")))
}

fn files<'p>(side: Side<'p>) -> BTreeMap<String, &'p str> {
    let mut found = BTreeMap::new();
    for bundle in side.bundles {
        for (path, file) in &bundle.data {
            let text = side.sources.get(*file).map_or("", |source| source.text.as_str());
            // A pack may be worked on in a folder of another name; only its own files go without one.
            let own = super::own(side).is_some_and(|own| own.folder == bundle.folder);
            let name = if own { path.clone() } else { format!("{}/{path}", bundle.folder) };
            found.insert(name, text);
        }
    }
    found
}
