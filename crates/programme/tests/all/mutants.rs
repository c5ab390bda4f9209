//! Small mistakes anywhere in a programme, register or calendar are found by the checker, or make a walk of the pack go
//! otherwise, or are listed here as harmless.
//!
//! A normal run tries one mistake of 17; `DUHENG_ALL=1` tries them all.

use std::collections::BTreeMap;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::diagnostic::Severity;
use duheng_pack::source::Source;
use duheng_pack::tree::print;
use duheng_programme::read_programmes;
use duheng_programme::walk::{Material, play};
use duheng_testkit::mutants::{Kind, Mutant, mutants};
use duheng_testkit::shipped;

use Kind::{Deleted, Retyped, Swapped};

/// Which paths (`*` is any one step, `**` any number), which mistakes, and why they do no harm.
const HARMLESS: &[(&str, &[Kind], &str)] = &[
    ("**.title|note|about", &[Deleted, Swapped, Retyped], "texts for people are free"),
    ("**.zh|en", &[Swapped, Retyped], "texts for people are free"),
    (
        "**.clause|notice|document|fee|source|binding",
        &[Deleted, Swapped, Retyped],
        "it names, and nothing is computed with it",
    ),
    ("**.inferred|local", &[Deleted, Swapped], "only the source can say what is inferred"),
    ("**.inferred|local.**", &[Deleted, Swapped, Retyped], "only the source can say what is inferred"),
    ("**.events|consents|documents|ends|fields.*", &[Swapped], "the texts of two exchanged"),
    ("**.visible", &[Deleted, Swapped], "who sees it is shown by pages"),
    (
        "**.results.*",
        &[Kind::Doubled, Swapped],
        "the order of this list has no meaning, nor that one stands in it twice",
    ),
    (
        "states.**.to.*",
        &[Kind::Doubled, Swapped],
        "the order of this list has no meaning, nor that one stands in it twice",
    ),
    ("states.*", &[Swapped], "the texts of two exchanged"),
    ("states.*.to|first", &[Deleted], "what may follow is for the office to say"),
    ("states.*.to.*", &[Deleted], "what may follow is for the office to say"),
    ("years.**", &[Deleted, Swapped], "holidays are for the State Council to set"),
];

fn fits(pattern: &[&str], path: &[&str]) -> bool {
    match (pattern, path) {
        ([], []) => true,
        (["**", rest @ ..], _) => (0..=path.len()).any(|skip| fits(rest, &path[skip..])),
        ([first, pattern @ ..], [step, path @ ..]) => {
            (*first == "*" || first.split('|').any(|one| one == *step)) && fits(pattern, path)
        }
        _ => false,
    }
}

fn harmless(mutant: &Mutant) -> Option<&'static str> {
    let path: Vec<&str> = mutant.path.split('.').collect();
    let rule = HARMLESS.iter().find(|(pattern, kinds, _)| {
        kinds.contains(&mutant.kind) && fits(&pattern.split('.').collect::<Vec<_>>(), &path)
    });
    rule.map(|(_, _, reason)| *reason)
}

/// What becomes of a pack of which one file was changed.
fn judged(shipped: &shipped::Shipped, at: usize, path: &str, text: &str) -> Option<&'static str> {
    let mut sources = shipped.sources.clone();
    let file = sources.add(Source::new(path, text));
    let mut found = Vec::new();
    let mut bundles = shipped.bundles.clone();
    let bundle = bundles.get_mut(at)?;
    let single = Bundle::read(&bundle.folder, &[(path.to_string(), file)], &sources, &mut found);
    bundle.files.retain(|file| file.path != path);
    bundle.files.extend(single.files);
    for bundle in &bundles {
        let pack = shipped.pack(&bundle.folder)?;
        let (programmes, findings) = read_programmes(bundle, &bundles, pack);
        found.extend(findings);
        if found.iter().any(|finding| finding.severity() > Severity::Note) {
            return Some("found by the checker");
        }
        for walk in bundle.of_kind(FileKind::Walk) {
            if !play(&walk.tree, Material { pack, programmes: &programmes, bundle }).passed() {
                return Some("a walk goes otherwise");
            }
        }
    }
    None
}

#[test]
fn mistakes_are_found_or_make_a_walk_go_otherwise() {
    let shipped = shipped::packs();
    let every = if std::env::var_os("DUHENG_ALL").is_some() { 1 } else { 17 };
    let kinds = [FileKind::Programme, FileKind::Register, FileKind::Calendar];
    let (mut number, mut tally, mut left) = (0, BTreeMap::<&str, usize>::new(), Vec::new());
    for (at, bundle) in shipped.bundles.iter().enumerate() {
        for file in bundle.files.iter().filter(|file| kinds.contains(&file.kind)) {
            for mutant in mutants(&file.tree) {
                number += 1;
                if number % every != 0 {
                    continue;
                }
                let text = print(&mutant.of(&file.tree).unwrap());
                match harmless(&mutant).or_else(|| judged(&shipped, at, &file.path, &text)) {
                    Some(verdict) => *tally.entry(verdict).or_default() += 1,
                    None => left
                        .push(format!("{}/{} {} {:?}", bundle.folder, file.path, mutant.path, mutant.kind)),
                }
            }
        }
    }
    for (verdict, count) in &tally {
        println!("{count:>6}  {verdict}");
    }
    assert!(left.is_empty(), "{} of {number} mistakes are not seen:\n{}", left.len(), left.join("\n"));
}
