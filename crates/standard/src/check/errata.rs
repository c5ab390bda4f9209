//! Errata and the items that they are about.

use alloc::string::String;
use alloc::vec::Vec;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::schema::Fields;
use duheng_pack::tree::Node;

use crate::findings::{unknown_code, unused_erratum};
use crate::model::Standard;
use crate::read::Reader;

/// Checks that `at` names what exists, and that items name their errata.
pub(super) fn check(standards: &[Standard], bundle: &Bundle, reader: &mut Reader<'_>) {
    let shown = shown(bundle);
    let known: Vec<&str> = standards.iter().flat_map(codes).collect();
    let clauses: Vec<String> = reader
        .documents
        .iter()
        .flat_map(|document| document.anchors.iter().map(|(id, _)| id.clone()))
        .collect();
    for file in bundle.of_kind(FileKind::Errata) {
        for node in Fields(&file.tree).items("errata") {
            let fields = Fields(node);
            let id = fields.string("id");
            for (code, span) in fields.words("at") {
                if clauses.iter().any(|clause| clause == code) {
                    continue;
                }
                if !known.contains(&code) {
                    reader.report(unknown_code::at(span, code));
                } else if let Some((_, errata)) = shown.iter().find(|(of, _)| *of == code)
                    && !errata.contains(&id.as_str())
                {
                    reader.report(unused_erratum::at(span, &id, code));
                }
            }
            if let Some((clause, span)) = fields.spanned("clause")
                && clauses.iter().all(|known| known != clause)
            {
                let known: Vec<&str> = clauses.iter().map(String::as_str).collect();
                reader.findings.push(crate::findings::unknown_clause::at(span, clause, &known));
            }
        }
    }
}

/// The codes of everything in a standard.
fn codes(standard: &Standard) -> impl Iterator<Item = &str> {
    let parts = standard.parts.iter().map(|part| part.code.as_str());
    let indicators = standard.parts.iter().flat_map(|part| &part.indicators);
    let bonus = standard.bonus.iter().map(|bonus| bonus.code.as_str());
    parts
        .chain(indicators.map(|indicator| indicator.code.as_str()))
        .chain(bonus)
        .chain(standard.items().map(|item| item.code.as_str()))
}

/// The errata that items and indicators name.
fn shown(bundle: &Bundle) -> Vec<(&str, Vec<&str>)> {
    let mut found = Vec::new();
    let files = bundle.of_kind(FileKind::Part).chain(bundle.of_kind(FileKind::Standard));
    for file in files {
        let indicators = Fields(&file.tree).items("indicators");
        for holder in indicators.iter().chain(file.tree.get("bonus")) {
            found.extend(named(holder));
            found.extend(Fields(holder).items("items").iter().filter_map(named));
        }
    }
    found
}

/// The code of an item or indicator with the errata that it names.
fn named(node: &Node) -> Option<(&str, Vec<&str>)> {
    let fields = Fields(node);
    let errata = fields.words("errata").into_iter().map(|(erratum, _)| erratum).collect();
    Some((fields.str("code")?, errata))
}
