//! No change of a text is passed over: whatever scalar of a shipped pack is altered, the revision note says so.

use std::fs;
use std::path::Path;

use duheng_pack::bundle::Bundle;
use duheng_pack::source::{Source, SourceMap};
use duheng_pack::tree::{Data, Node};
use duheng_programme::language::REVISED;
use duheng_standard::diff::{Side, compare};
use duheng_standard::read_packs;

use super::{names, packs};

/// How many scalars are left out between two that are altered.
const STRIDE: usize = 29;

fn bundle(name: &str, sources: &mut SourceMap) -> Bundle {
    let folder = packs().join(name);
    let mut files = Vec::new();
    gather(&folder, &folder, &mut files, sources);
    files.sort_by(|a: &(String, _), b| a.0.cmp(&b.0));
    Bundle::read(name, &files, sources, &mut Vec::new())
}

fn gather(
    folder: &Path,
    root: &Path,
    files: &mut Vec<(String, duheng_pack::source::FileId)>,
    sources: &mut SourceMap,
) {
    for entry in fs::read_dir(folder).expect("the folder is readable") {
        let path = entry.expect("the entry is readable").path();
        if path.is_dir() {
            gather(&path, root, files, sources);
        } else if path.extension().is_some_and(|ending| ending == "yaml" || ending == "csv") {
            let below = path.strip_prefix(root).expect("it lies below").to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(&path).expect("readable");
            files.push((below.clone(), sources.add(Source::new(below, text))));
        }
    }
}

/// Alters the `at`-th scalar of a tree and gives it; none where there are fewer.
fn alter(node: &mut Node, at: &mut usize) -> Option<String> {
    match &mut node.data {
        Data::Scalar(scalar) if *at == 0 => {
            let before = scalar.text.clone();
            scalar.text.push('X');
            Some(before)
        }
        Data::Scalar(_) => {
            *at -= 1;
            None
        }
        Data::Map(entries, _) => entries.iter_mut().find_map(|entry| alter(&mut entry.value, at)),
        Data::List(items, _) => items.iter_mut().find_map(|item| alter(item, at)),
        Data::Empty => None,
    }
}

#[test]
fn every_altered_text_is_a_change() {
    for name in names().iter().filter(|name| *name != "common") {
        let altered = altered_texts_are_changes(&["common", name]);
        assert!(altered > 50, "only {altered} texts of {name} were altered");
    }
}

/// Alters texts of packs one after another; gives how many.
fn altered_texts_are_changes(names: &[&str]) -> usize {
    let mut sources = SourceMap::default();
    let bundles: Vec<Bundle> = names.iter().map(|name| bundle(name, &mut sources)).collect();
    let (read, _) = read_packs(&bundles, &sources);
    let pack = read.last().expect("a pack");
    let mut other = pack.clone();
    other.hash = "another".into();
    let mut altered = 0;
    for (in_bundle, bundle) in bundles.iter().enumerate() {
        for (in_files, file) in bundle.files.iter().enumerate() {
            if file.kind.is_example() {
                continue;
            }
            for nth in (0..).step_by(STRIDE) {
                let mut changed = bundles.clone();
                let tree = &mut changed[in_bundle].files[in_files].tree;
                let Some(text) = alter(tree, &mut { nth }) else { break };
                let before = Side { pack, bundles: &bundles, sources: &sources };
                let after = Side { pack: &other, bundles: &changed, sources: &sources };
                let difference = compare(before, after, REVISED);
                assert!(!difference.changes.is_empty(), "{}: `{text}` altered unseen", file.path);
                altered += 1;
            }
        }
    }
    altered
}
