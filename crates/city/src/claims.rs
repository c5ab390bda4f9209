//! What an enterprise states and what assessors say of it, made from the definitions of a pack.

use std::collections::BTreeSet;

use duheng_app::InstalledPack;
use duheng_pack::calendar::Date;
use duheng_pack::diagnostic::Severity;
use duheng_pack::source::{FileId, Span};
use duheng_pack::tree::{Data, Entry, Node};
use duheng_pack::vocabulary::{FactId, Vocabulary};
use duheng_programme::scoring::{entry, map, scalar};
use duheng_specimen::{claims, given, layers, lists, plausible};
use duheng_standard::model::Standard;
use duheng_standard::score::facts_behind;
use duheng_standard::sheet::read_sheet;

use crate::firms::Firm;
use crate::plot::Plot;
use crate::trouble::Trouble;

/// Why assessors find what they find.
const WHY: &str = "示例评语（虚构）：与材料和现场情况一致。";

/// A facts file for each standard of a plot, by its name.
pub(crate) fn files(
    plot: &Plot,
    installed: &InstalledPack,
    firm: &Firm,
    as_of: Date,
    year: i16,
) -> Result<Vec<(String, Node)>, Trouble> {
    let standard = |name: &String| {
        let standard = installed.pack.standard(Some(name), plot.profile.as_deref());
        standard.ok_or_else(|| Trouble::Data(format!("there is no standard `{name}`")))
    };
    let standards = plot.standards.iter().map(standard).collect::<Result<Vec<_>, _>>()?;
    Ok(stated(installed, &standards, (firm.seed, firm.quality), as_of, year))
}

/// A facts file for each of these standards, by its id, of an enterprise that follows from a seed and a quality.
pub(crate) fn stated(
    installed: &InstalledPack,
    standards: &[&Standard],
    (seed, quality): (u64, u8),
    as_of: Date,
    year: i16,
) -> Vec<(String, Node)> {
    let vocabulary = &installed.pack.vocabulary;
    let (mut stated, mut answered, mut listed) = (Vec::new(), Vec::new(), Vec::new());
    let mut opinions = Vec::new();
    for (at, standard) in (0_u64..).zip(standards) {
        let sheet = plausible(vocabulary, standard, seed.wrapping_add(at), quality, (as_of, year));
        let read = reads(standard, vocabulary);
        let own: BTreeSet<&str> =
            read.iter().filter_map(|id| id.of(vocabulary)).map(|fact| fact.name.as_str()).collect();
        lay(&mut stated, claims(&sheet, vocabulary), |name| own.contains(name));
        lay(&mut answered, given(&sheet, vocabulary), |name| own.contains(name));
        lay(&mut listed, lists(&sheet, vocabulary), |_| true);
        opinions.push((standard, layers(&sheet)));
    }
    for (standard, _) in &opinions {
        sound(&mut stated, &mut answered, installed, standard, as_of, year);
    }
    let file = |(standard, layers): (&&Standard, Node)| {
        let keys = [
            entry("facts", map(stated.clone())),
            entry("given", map(answered.clone())),
            entry("lists", map(listed.clone())),
            entry("layers", layers),
            entry("reason", scalar(WHY)),
        ];
        (standard.id.clone(), map(keys.to_vec()))
    };
    opinions.into_iter().map(file).collect()
}

/// Leaves of a facts file what assessors say, and why.
pub(crate) fn forget(file: &mut Node) {
    if let Data::Map(entries, _) = &mut file.data {
        entries.retain(|entry| ["layers", "reason"].contains(&entry.key.as_str()));
    }
}

/// The facts that a standard reads.
fn reads(standard: &Standard, vocabulary: &Vocabulary) -> BTreeSet<FactId> {
    let gate = standard.gate.iter().map(|requirement| &requirement.holds);
    let vetoes = standard.vetoes.iter().map(|veto| &veto.when);
    let grades = standard.grades.iter().filter_map(|band| band.when.as_ref());
    let conditions = gate.chain(vetoes).chain(grades);
    let bonus = standard.bonus.as_ref().and_then(|bonus| bonus.of.as_ref()).map(|(fact, _)| *fact);
    let items = standard.items().flat_map(|item| item.reads.iter().copied());
    conditions.flat_map(|cond| facts_behind(vocabulary, cond)).chain(items).chain(bonus).collect()
}

/// Adds the entries of a map that are wanted; a later one replaces an earlier one of its name.
fn lay(entries: &mut Vec<Entry>, from: Node, is_wanted: impl Fn(&str) -> bool) {
    let Data::Map(found, _) = from.data else { return };
    for new in found.into_iter().filter(|entry| is_wanted(&entry.key)) {
        match entries.iter_mut().find(|entry| entry.key == new.key) {
            Some(held) => *held = new,
            None => entries.push(new),
        }
    }
}

/// Leaves out what the standard finds to be wrong: chance knows no rule that ties two facts together.
pub(crate) fn sound(
    stated: &mut Vec<Entry>,
    answered: &mut Vec<Entry>,
    installed: &InstalledPack,
    standard: &Standard,
    as_of: Date,
    year: i16,
) {
    // the place of an entry is its number, so that a finding leads back to it
    let split = stated.len();
    let numbered = |entries: &[Entry], from: usize| -> Vec<Entry> {
        entries
            .iter()
            .enumerate()
            .map(|(at, entry)| {
                let mut entry = entry.clone();
                let span = Span::new(FileId::default(), from + at + 1, from + at + 1);
                entry.key_span = span;
                place(&mut entry.value, span);
                entry
            })
            .collect()
    };
    let file = map(vec![
        entry("as_of", scalar(&as_of.to_string())),
        entry("year", scalar(&year.to_string())),
        entry("facts", map(numbered(stated, 0))),
        entry("given", map(numbered(answered, split))),
    ]);
    let profile = (!standard.profile.id.is_empty()).then_some(standard.profile.id.as_str());
    let (_, findings) = read_sheet(&file, &installed.pack, Some(&standard.id), profile);
    let wrong: BTreeSet<usize> = findings
        .iter()
        .filter(|finding| finding.severity() == Severity::Error)
        .filter_map(|finding| usize::try_from(finding.span.start).ok())
        .collect();
    let mut number = 0;
    let mut keep = |_: &Entry| {
        number += 1;
        !wrong.contains(&number)
    };
    stated.retain(&mut keep);
    answered.retain(&mut keep);
}

/// Gives a node and all below it a place.
fn place(node: &mut Node, span: Span) {
    node.span = span;
    match &mut node.data {
        Data::Map(entries, _) => {
            for entry in entries {
                entry.key_span = span;
                place(&mut entry.value, span);
            }
        }
        Data::List(items, _) => items.iter_mut().for_each(|item| place(item, span)),
        Data::Scalar(_) | Data::Empty => {}
    }
}
