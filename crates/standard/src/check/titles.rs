//! What people read by its raw name, because it has no title. The values of a choice are left alone: `AAA` is its own name.

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::schema::Fields;
use duheng_pack::tree::Entry;

use crate::findings::untitled;
use crate::read::Reader;

/// The sections of a vocabulary whose entries have a title of their own.
const SECTIONS: [&str; 5] = ["facts", "records", "lists", "tables", "results"];

/// Checks the vocabulary of one pack.
pub(super) fn check(bundle: &Bundle, reader: &mut Reader<'_>) {
    for file in bundle.of_kind(FileKind::Facts) {
        let fields = Fields(&file.tree);
        for entry in SECTIONS.iter().flat_map(|section| fields.entries(section)) {
            own(entry, reader);
        }
        for record in fields.entries("records") {
            Fields(&record.value).entries("fields").iter().for_each(|field| own(field, reader));
        }
    }
}

/// An entry with a key `title`, or a field that is written as its type alone.
fn own(entry: &Entry, reader: &mut Reader<'_>) {
    if let Some(written) = entry.value.as_str() {
        reader.report(untitled::short(entry.key_span, &entry.key, written.trim()));
    } else if Fields(&entry.value).text("title").is_empty() {
        reader.report(untitled::at(entry.key_span, &entry.key));
    }
}
