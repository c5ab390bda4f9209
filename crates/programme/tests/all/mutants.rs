//! Small mistakes anywhere in a programme, register or calendar are found by the checker, or make a walk of the pack go
//! otherwise, or are listed here as harmless.
//!
//! A normal run tries one mistake of 61; `DUHENG_ALL=1` tries them all.

use std::collections::BTreeMap;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::diagnostic::Severity;
use duheng_pack::source::Source;
use duheng_pack::tree::print;
use duheng_programme::read_programmes;
use duheng_programme::walk::{Material, play};
use duheng_standard::read_packs;
use duheng_testkit::mutants::{Kind, Mutant, mutants};
use duheng_testkit::shipped;

use Kind::{Deleted, Retyped, Swapped};

const TEXT: &str = "texts for people are free";
const NAME: &str = "it names, and nothing is computed with it";
const MARK: &str = "only the source can say what is inferred";
const ORDER: &str = "the order of this list has no meaning";
const OFFICE: &str = "who may, what is asked for and what may come of it is for the office to say";

/// Which paths (`*` is any one step, `**` any number), which mistakes, and why they do no harm.
const HARMLESS: &[(&str, &[Kind], &str)] = &[
    ("**.title|note|about", &[Deleted, Swapped, Retyped], TEXT),
    ("**.zh|en", &[Swapped, Retyped], TEXT),
    ("**.events|consents|documents|ends|fields.*", &[Swapped], TEXT),
    ("roles|states.*", &[Swapped], TEXT),
    ("**.clause|notice|document|fee|source|binding", &[Deleted, Swapped, Retyped], NAME),
    ("**.inferred|local", &[Deleted, Swapped], MARK),
    ("**.inferred|local.**", &[Deleted, Swapped, Retyped], MARK),
    ("**.visible", &[Deleted, Swapped], "who sees it is shown by pages"),
    ("**.results|to|by|given_by|objection_by|entered_by|together|needs.*", &[Swapped], ORDER),
    ("**.results|by|given_by|objection_by|entered_by|together.*", &[Deleted], OFFICE),
    ("**.consents|events", &[Deleted], OFFICE),
    ("**.consents|events.*", &[Deleted], OFFICE),
    ("states.*.to|first|by", &[Deleted, Swapped], OFFICE),
    ("states.*.to.*", &[Deleted], OFFICE),
    ("stages.*.next.*", &[Swapped], "another way, as possible as this one"),
    ("years.**", &[Deleted, Swapped], "holidays are for the State Council to set"),
];

fn harmless(mutant: &Mutant) -> Option<&'static str> {
    let rule =
        HARMLESS.iter().find(|(pattern, kinds, _)| kinds.contains(&mutant.kind) && mutant.stands_at(pattern));
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
    // what is said twice is found with the standards
    let (_, findings) = read_packs(&bundles, &sources);
    let found = findings.iter().any(|finding| finding.severity() > Severity::Note);
    found.then_some("found by the checker")
}

#[test]
fn mistakes_are_found_or_make_a_walk_go_otherwise() {
    let shipped = shipped::packs();
    let every = if std::env::var_os("DUHENG_ALL").is_some() { 1 } else { 61 };
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
