//! What must hold of every score and of every way to write the same pack.

use std::collections::BTreeSet;

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::number::Rational;
use duheng_pack::source::{FileId, Source, SourceMap};
use duheng_pack::tree::{Data, Limits, Node, print, read};
use duheng_standard::layers::layer_of;
use duheng_standard::model::{Form, Pack, Rule, Standard};
use duheng_standard::read_packs;
use duheng_standard::score::{ItemScore, RuleTrace, Score, State, score};
use duheng_standard::sheet::{Entry, read_sheet};
use duheng_testkit::random::{self, Dice};
use duheng_testkit::shipped;

const ENTERPRISES: u64 = 400;

fn sum<'n>(numbers: impl Iterator<Item = &'n Rational>) -> Rational {
    numbers.cloned().sum()
}

/// Part scores are the sums of their evaluated items, the base is them after conversion, the total is base and bonus.
fn sums_close(standard: &Standard, scored: &Score<'_>) {
    let value = |code: &str| scored.item(code).map(|item| (item.state, &item.outcome.value));
    for (part, found) in standard.parts.iter().zip(&scored.parts) {
        let counted = part.items().filter_map(|item| value(&item.code));
        let expected =
            sum(counted.filter(|(state, _)| *state != State::NotEvaluated).map(|(_, value)| value));
        assert_eq!(found.score, expected, "part {}", part.code);
        assert_eq!(found.max, part.max(), "part {}", part.code);
    }
    assert_eq!(scored.base_raw, sum(scored.parts.iter().map(|part| &part.score)));
    let left_out = scored.items.iter().any(|item| item.state == State::NotEvaluated);
    match &standard.conversion {
        Some(conversion) if left_out => {
            let of_all = &scored.base * &scored.evaluated_max;
            let expected = if scored.evaluated_max.is_zero() {
                of_all.clone()
            } else {
                &conversion.to * &scored.base_raw
            };
            assert_eq!(of_all, expected, "conversion as declared");
        }
        _ => assert_eq!(scored.base, scored.base_raw),
    }
    assert_eq!(scored.total, &scored.base + &scored.bonus);
}

/// Caps and floors hold at every node of every rule.
fn caps_hold(trace: &RuleTrace<'_>) {
    let (least, most) = &trace.rule.range;
    let outcome = &trace.outcome;
    assert!(outcome.low <= outcome.value && outcome.value <= outcome.high);
    assert!(*least <= outcome.low && outcome.high <= *most);
    if let Form::Sum { cap: Some(cap), .. } = &trace.rule.form {
        assert!(outcome.high <= *cap);
    }
    trace.parts.iter().for_each(caps_hold);
}

#[test]
fn sums_and_caps_hold_for_random_enterprises() {
    let shipped = shipped::packs();
    for pack in &shipped.packs {
        for standard in &pack.standards {
            for seed in 0..ENTERPRISES {
                let sheet = random::sheet(&pack.vocabulary, standard, seed);
                let scored = score(standard, &pack.vocabulary, &sheet, seed as usize % standard.layers.len());
                sums_close(standard, &scored);
                scored.items.iter().for_each(|item| caps_hold(&item.trace));
            }
        }
    }
}

/// Whether no condition of a rule speaks against records: only then can points not fall with them.
fn only_grows(rule: &Rule) -> bool {
    let plain = |text: &str| {
        !["none(", "falling(", "all(", "not ", "/", "mean(", "rising("].iter().any(|word| text.contains(word))
    };
    rule.when.as_ref().is_none_or(|when| plain(&when.text))
        && rule.inner().all(only_grows)
        && !rule.range.0.is_negative()
}

#[test]
fn records_never_cost_points_where_nothing_speaks_against_them() {
    let shipped = shipped::named(&["common", "sz-sustainable-enterprise"]);
    let pack = shipped.pack("sz-sustainable-enterprise").unwrap();
    let standard = pack.standard(None, None).unwrap();
    let mut compared = 0;
    for seed in 0..ENTERPRISES {
        let richer = random::sheet(&pack.vocabulary, standard, seed);
        let mut poorer = richer.clone();
        let mut dice = Dice::new(seed);
        for entry in poorer.claims.values_mut() {
            if let Entry::Records(records) = entry
                && dice.chance(50)
            {
                records.clear();
            }
        }
        let (more, less) =
            (score(standard, &pack.vocabulary, &richer, 0), score(standard, &pack.vocabulary, &poorer, 0));
        for (item, before) in
            more.items.iter().zip(&less.items).filter(|(item, _)| only_grows(&item.item.rule))
        {
            assert!(item.outcome.value >= before.outcome.value, "seed {seed}, {}", item.item.code);
            compared += 1;
        }
    }
    assert!(compared > 10_000, "{compared} items compared");
}

/// Every map of a tree with its keys in another order, every list of a vocabulary as it is.
fn stirred(node: &mut Node, dice: &mut Dice) {
    match &mut node.data {
        Data::Map(entries, _) => {
            for at in (1..entries.len()).rev() {
                entries.swap(at, dice.below(at + 1));
            }
            entries.iter_mut().for_each(|entry| stirred(&mut entry.value, dice));
        }
        Data::List(items, _) => items.iter_mut().for_each(|item| stirred(item, dice)),
        Data::Scalar(_) | Data::Empty => {}
    }
}

#[test]
fn the_order_of_keys_and_files_means_nothing() {
    let original = shipped::named(&["common", "sz-sustainable-enterprise"]);
    let pack = original.pack("sz-sustainable-enterprise").unwrap();
    let mut dice = Dice::new(20);
    let (mut sources, mut findings) = (SourceMap::default(), Vec::new());
    let mut bundles = Vec::new();
    for bundle in original.bundles.iter().rev() {
        let mut files: Vec<(String, FileId)> = Vec::new();
        for file in &bundle.files {
            let mut tree = file.tree.clone();
            stirred(&mut tree, &mut dice);
            files.push((file.path.clone(), sources.add(Source::new(file.path.clone(), print(&tree)))));
        }
        for (path, file) in &bundle.data {
            let text = original.sources.get(*file).unwrap().text.clone();
            files.push((path.clone(), sources.add(Source::new(path.clone(), text))));
        }
        files.reverse();
        bundles.push(Bundle::read(&bundle.folder, &files, &sources, &mut findings));
    }
    let (packs, found) = read_packs(&bundles, &sources);
    let codes = |findings: &[duheng_pack::diagnostic::Diagnostic]| {
        findings.iter().map(|finding| finding.code.name).collect::<BTreeSet<_>>()
    };
    assert_eq!(codes(&found), codes(&original.findings));
    let other = packs.iter().find(|other| other.id == pack.id).unwrap();
    assert_eq!(other.hash, pack.hash, "the meaning hash");
    // facts have other numbers in the other vocabulary, so the worked examples are read again by name
    let cases = original.bundles.iter().flat_map(|bundle| bundle.of_kind(FileKind::Case));
    for case in cases {
        let values = |pack: &Pack| {
            let (sheet, standard) = read_sheet(&case.tree, pack, None, None).0?;
            let scored = score(standard, &pack.vocabulary, &sheet, layer_of(standard, &sheet));
            let value = |item: &ItemScore<'_>| (item.item.code.clone(), item.state, item.outcome.clone());
            Some(scored.items.iter().map(value).collect::<Vec<_>>())
        };
        assert_eq!(values(pack), values(other), "{}", case.path);
    }
}

#[test]
fn printing_and_reading_a_pack_again_keeps_its_meaning() {
    for bundle in &shipped::packs().bundles {
        for file in &bundle.files {
            let printed = print(&file.tree);
            let (tree, findings) = read(FileId::default(), &printed, &Limits::default());
            assert!(findings.is_empty(), "{}", file.path);
            assert_eq!(print(&tree.unwrap()), printed, "{}", file.path);
        }
    }
}
