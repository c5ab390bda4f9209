//! The meaning hash: one number for all that a pack says.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::bundle::Bundle;
use duheng_pack::digest::Digest;
use duheng_pack::schema::Fields;
use duheng_pack::source::SourceMap;
use duheng_pack::tree::{Data, Node};

/// The hash of a pack and its imports. Comments, layout, quotes, the order of keys and of files do not count; cases do
/// not either, because they say nothing of the standard.
pub(super) fn meaning(order: &[&Bundle], sources: &SourceMap) -> String {
    let mut bundles: Vec<&Bundle> = order.to_vec();
    bundles.sort_by(|a, b| a.folder.cmp(&b.folder));
    let mut digest = Digest::new("duheng pack 1");
    for bundle in bundles {
        digest.open("pack");
        digest.text(id(bundle));
        for file in bundle.files.iter().filter(|file| !file.kind.is_example()) {
            digest.open("file");
            digest.text(&file.path);
            node(&mut digest, &file.tree);
            digest.close();
        }
        for (path, file) in &bundle.data {
            digest.open("data");
            digest.text(path);
            digest.text(sources.get(*file).map_or("", |source| source.text.as_str()));
            digest.close();
        }
        digest.close();
    }
    digest.finish()
}

/// The name that the pack gives itself; its folder may be called otherwise while it is worked on.
fn id(bundle: &Bundle) -> &str {
    bundle.head().and_then(|head| Fields(head).str("pack")).unwrap_or(&bundle.folder)
}

fn node(digest: &mut Digest, of: &Node) {
    match &of.data {
        Data::Empty => digest.open("empty"),
        Data::Scalar(scalar) => {
            digest.open("text");
            digest.text(&scalar.text);
        }
        Data::List(items, _) => {
            digest.open("list");
            items.iter().for_each(|item| node(digest, item));
        }
        Data::Map(entries, _) => {
            digest.open("map");
            let mut sorted: Vec<_> = entries.iter().collect();
            sorted.sort_by(|a, b| a.key.cmp(&b.key));
            for entry in sorted {
                digest.text(&entry.key);
                node(digest, &entry.value);
            }
        }
    }
    digest.close();
}
