//! The standards that items refer to.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::schema::Fields;

use crate::findings::{replaced_reference, unknown_reference};
use crate::read::Reader;

/// Checks that items name references of the list, where there is one, and flags those that are no longer in force.
pub(super) fn check(bundle: &Bundle, reader: &mut Reader<'_>) {
    if reader.references.is_empty() {
        return;
    }
    let known: Vec<String> = reader.references.iter().map(|of| of.id.clone()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let files = bundle.of_kind(FileKind::Part).chain(bundle.of_kind(FileKind::Standard));
    for file in files {
        let indicators = Fields(&file.tree).items("indicators");
        let items = indicators.iter().chain(file.tree.get("bonus")).flat_map(|of| Fields(of).items("items"));
        for (name, span) in items.flat_map(|item| Fields(item).words("references")) {
            let Some(reference) = reader.references.iter().find(|of| of.id == name) else {
                reader.report(unknown_reference::at(span, name, &known));
                continue;
            };
            if reference.status.is_over() {
                let by = reference.replaced_by.clone();
                reader.report(replaced_reference::at(span, name, &by));
            }
        }
    }
}
