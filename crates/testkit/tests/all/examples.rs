//! The fictional example packs show the whole language: each form stands in a file and in a case.

use std::collections::{BTreeMap, BTreeSet};

use duheng_pack::bundle::{Bundle, FileKind};
use duheng_pack::diagnostic::Severity;
use duheng_pack::expr::FUNCTIONS;
use duheng_pack::tree::Node;
use duheng_standard::language::RULE_FORMS;
use duheng_standard::model::Standard;
use duheng_testkit::shipped::{self, Shipped};

const EXAMPLES: [&str; 3] = ["harbour-green-firms", "quay-steps", "tide-league"];

/// Keys and values that at least one example has to show besides the forms of rules.
const SHOWN: [&str; 36] = [
    "accepted",
    "agree",
    "at_least",
    "at_most",
    "below",
    "bonus",
    "by",
    "cap",
    "clause",
    "cohort",
    "conversion",
    "declared",
    "errata",
    "evaluated_at_least",
    "floor",
    "gap",
    "group_by",
    "inferred",
    "label",
    "local",
    "max",
    "min",
    "missing",
    "none",
    "not_evaluated",
    "of",
    "once_per",
    "parts",
    "percentile",
    "profile",
    "require",
    "step",
    "then",
    "top",
    "unconfirmed",
    "when",
];

/// Single words that stand as values.
const WORDS: [&str; 11] = [
    "bands",
    "ladder",
    "median",
    "consensus",
    "counts",
    "unknown",
    "no_grade",
    "unmet",
    "clarify",
    "authority",
    "quarter",
];

#[derive(Default)]
struct Written {
    keys: BTreeSet<String>,
    texts: BTreeSet<String>,
}

fn gather(node: &Node, found: &mut Written) {
    if let Some(text) = node.as_str() {
        found.texts.insert(text.trim().to_string());
    }
    for entry in node.entries() {
        found.keys.insert(entry.key.clone());
        gather(&entry.value, found);
    }
    node.items().iter().for_each(|item| gather(item, found));
}

fn bundles<'s>(shipped: &'s Shipped, names: &[&str]) -> Vec<&'s Bundle> {
    shipped.bundles.iter().filter(|bundle| names.contains(&bundle.folder.as_str())).collect()
}

/// What the files other than cases write.
fn written(bundles: &[&Bundle]) -> Written {
    let mut found = Written::default();
    for file in bundles.iter().flat_map(|bundle| &bundle.files).filter(|file| file.kind != FileKind::Case) {
        gather(&file.tree, &mut found);
    }
    found
}

fn calls(written: &Written, function: &str) -> bool {
    let is_call = |text: &str| {
        text.match_indices(&format!("{function}(")).any(|(at, _)| {
            !text[..at].chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '_')
        })
    };
    written.texts.iter().any(|text| is_call(text))
}

#[test]
fn the_examples_read_without_warnings() {
    let shipped = shipped::packs();
    for bundle in bundles(&shipped, &EXAMPLES) {
        let own: BTreeSet<_> = bundle.files.iter().map(|file| file.file).collect();
        let found: Vec<_> = shipped
            .findings
            .iter()
            .filter(|finding| own.contains(&finding.span.file) && finding.severity() > Severity::Note)
            .collect();
        assert!(found.is_empty(), "{}: {found:#?}", bundle.folder);
    }
    assert_eq!(bundles(&shipped, &EXAMPLES).len(), EXAMPLES.len());
}

#[test]
fn every_function_and_form_stands_in_an_example() {
    let shipped = shipped::packs();
    let examples = written(&bundles(&shipped, &EXAMPLES));
    let everything = written(&shipped.bundles.iter().collect::<Vec<_>>());
    for function in FUNCTIONS {
        assert!(calls(&examples, function.name), "no example calls `{}`", function.name);
        assert!(calls(&everything, function.name), "no pack calls `{}`", function.name);
    }
    for form in RULE_FORMS {
        assert!(examples.keys.contains(form), "no example has a rule `{form}`");
    }
    for key in SHOWN {
        assert!(examples.keys.contains(key), "no example writes the key `{key}`");
    }
    for word in WORDS {
        assert!(examples.texts.contains(word), "no example writes `{word}`");
    }
}

/// The states and numbers that cases expect of each item.
fn expected(bundle: &Bundle, standard: &Standard) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> =
        standard.items().map(|item| (item.code.clone(), BTreeSet::new())).collect();
    for file in bundle.of_kind(FileKind::Case) {
        for entry in file.tree.get("expect").map(Node::entries).unwrap_or_default() {
            let Some(of_item) = found.get_mut(&entry.key) else { continue };
            match entry.value.as_str() {
                Some(text) => of_item.insert(text.to_string()),
                None => of_item.insert(
                    entry.value.get("state").and_then(Node::as_str).unwrap_or("no state").to_string(),
                ),
            };
        }
    }
    found
}

#[test]
fn every_item_of_an_example_has_cases() {
    let shipped = shipped::packs();
    for bundle in bundles(&shipped, &EXAMPLES) {
        let pack = shipped.pack(&bundle.folder).expect("the pack is read");
        let standard = pack.standard(None, None).expect("it has one standard");
        let expected = expected(bundle, standard);
        for item in standard.items() {
            let cases = &expected[&item.code];
            assert!(cases.len() >= 2, "{}: {} has too few cases: {cases:?}", pack.id, item.code);
            if item.not_evaluated.is_some() {
                assert!(cases.contains("not_evaluated"), "{}: {} is never left out", pack.id, item.code);
            }
            if item.reads_cohort {
                assert!(cases.contains("pending"), "{}: {} is never pending", pack.id, item.code);
            }
        }
    }
}
