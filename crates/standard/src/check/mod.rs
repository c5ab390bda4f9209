//! What only the whole standard shows: totals, unreachable tiers and grades, facts never read.
//!
//! Checks of what is written ([`counts`], [`entries`], [`languages`]) always run. Checks of what it means would repeat
//! one mistake in many places, so they wait until the pack can be read without errors.

mod beside;
mod counts;
mod decide;
mod entries;
mod errata;
mod evidence;
mod grades;
mod implies;
mod interval;
mod languages;
mod layers;
mod points;
mod references;
mod same;
mod titles;
mod totals;
mod unread;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::schema::Fields;
use duheng_pack::tree::Node;

use crate::model::{Item, Rule, Standard};
use crate::read::Reader;

/// Checks the standards of one pack; `sound` says that reading it gave no errors.
pub(crate) fn check(standards: &[Standard], bundle: &Bundle, sound: bool, reader: &mut Reader<'_>) {
    for file in bundle.files.iter().filter(|file| file.kind != FileKind::Case) {
        // in a walk, the same may happen twice
        if file.kind != FileKind::Walk {
            entries::check(&file.tree, reader);
        }
        languages::check(&file.tree, reader);
    }
    for file in bundle.of_kind(FileKind::Standard) {
        counts::check(&file.tree, reader);
    }
    for file in bundle.of_kind(FileKind::Profile) {
        counts::check(&file.tree, reader);
    }
    titles::check(bundle, reader);
    references::check(bundle, reader);
    beside::check(bundle, reader);
    if standards.is_empty() || !sound || crate::read::has_errors(&reader.findings) {
        return;
    }
    for standard in standards {
        let header = header(standard, bundle);
        layers::check(standard, header, reader);
        let written = standards.iter().find(|other| other.is_default && other.id == standard.id);
        let written = written.unwrap_or(standard);
        totals::check(standard, written, reader);
        points::check(standard, bundle, reader);
        grades::check(standard, written, header, reader);
        if standard.is_default {
            beside::codes(standard, reader);
            evidence::check(standard, bundle, reader);
        }
    }
    errata::check(standards, bundle, reader);
    unread::check(standards, bundle, reader);
}

/// The tree of a standard's header.
fn header<'b>(standard: &Standard, bundle: &'b Bundle) -> Option<&'b Node> {
    let mut files = bundle.of_kind(FileKind::Standard);
    files
        .find(|file| file.tree.get("standard").and_then(Node::as_str).map(str::trim) == Some(&standard.id))
        .map(|file| &file.tree)
}

/// The tree of an item.
fn node_of<'b>(item: &Item, bundle: &'b Bundle) -> Option<&'b Node> {
    let files = bundle.of_kind(FileKind::Part).chain(bundle.of_kind(FileKind::Standard));
    let file = files.into_iter().find(|file| file.file == item.span.file)?;
    let indicators = Fields(&file.tree).items("indicators").iter();
    let holders = indicators.chain(file.tree.get("bonus"));
    holders
        .flat_map(|holder| Fields(holder).items("items"))
        .find(|node| node.get("code").is_some_and(|code| code.span == item.span))
}

/// Runs `visit` on a rule and all rules inside it.
fn each_rule<'r>(rule: &'r Rule, visit: &mut dyn FnMut(&'r Rule)) {
    visit(rule);
    for inner in rule.inner() {
        each_rule(inner, visit);
    }
}
