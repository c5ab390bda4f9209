//! The engine and the slow reference scorer give the same for random enterprises, to the last digit.
//!
//! Each enterprise is scored at one layer of one standard, both by turns. `DUHENG_CASES` sets how many are tried;
//! a failure names the seed.

use duheng_pack::number::Rational;
use duheng_pack::vocabulary::Vocabulary;
use duheng_standard::model::Standard;
use duheng_standard::score::{Score, score};
use duheng_standard::sheet::Sheet;
use duheng_testkit::reference::{self, Fraction, Outcome};
use duheng_testkit::{random, shipped};

/// How many enterprises are tried, over all standards.
fn cases() -> u64 {
    std::env::var("DUHENG_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(4_000)
}

fn same(number: &Rational, fraction: &Fraction) -> bool {
    Fraction::of(number) == *fraction
}

/// What differs, in words.
fn differences(standard: &Standard, score: &Score<'_>, expected: &Outcome) -> Vec<String> {
    let mut found = Vec::new();
    let mut compare = |what: &str, number: &Rational, fraction: &Fraction| {
        if !same(number, fraction) {
            found.push(format!("{what}: {number}, the reference has {fraction:?}"));
        }
    };
    compare("base_raw", &score.base_raw, &expected.base_raw);
    compare("base", &score.base, &expected.base);
    compare("bonus", &score.bonus, &expected.bonus);
    compare("total", &score.total, &expected.total);
    for (part, scored) in standard.parts.iter().zip(&score.parts) {
        compare(&part.code, &scored.score, &expected.parts[&part.code]);
    }
    for scored in &score.items {
        let reference = &expected.items[&scored.item.code];
        let code = &scored.item.code;
        compare(&format!("{code} value"), &scored.outcome.value, &reference.value);
        compare(&format!("{code} low"), &scored.outcome.low, &reference.low);
        compare(&format!("{code} high"), &scored.outcome.high, &reference.high);
    }
    for (target, scored) in &score.sdg {
        let (points, most) = &expected.targets[target];
        compare(&format!("target {target}"), &scored.score, points);
        compare(&format!("target {target} most"), &scored.max, most);
    }
    for scored in &score.items {
        let reference = &expected.items[&scored.item.code];
        if scored.state.name() != reference.state {
            found.push(format!(
                "{}: {}, the reference has {}",
                scored.item.code,
                scored.state.name(),
                reference.state
            ));
        }
    }
    let code = |at: Option<usize>| at.map(|at| standard.grades[at].code.clone());
    let words = [
        ("gate", Some(score.gate.state.name().to_string()), Some(expected.gate.to_string())),
        ("grade", code(score.grade.grade), expected.grade.clone()),
        ("demoted_from", code(score.grade.demoted_from), expected.demoted_from.clone()),
        (
            "provisional",
            Some((!score.grade.provisional.is_empty()).to_string()),
            Some(expected.provisional.to_string()),
        ),
    ];
    for (what, ours, theirs) in words {
        if ours != theirs {
            found.push(format!("{what}: {ours:?}, the reference has {theirs:?}"));
        }
    }
    found
}

fn check(standard: &Standard, vocabulary: &Vocabulary, sheet: &Sheet, seed: u64) {
    let layer = (seed / 3) as usize % standard.layers.len();
    let ours = score(standard, vocabulary, sheet, layer);
    let theirs = reference::score(standard, vocabulary, sheet, layer);
    let differences = differences(standard, &ours, &theirs);
    assert!(
        differences.is_empty(),
        "{} / {}, seed {seed}, layer {}:\n{}",
        standard.id,
        standard.profile.id,
        standard.layers[layer].id,
        differences.join("\n")
    );
}

#[test]
fn engine_and_reference_agree() {
    let shipped = shipped::packs();
    let standards: Vec<_> = shipped
        .packs
        .iter()
        .flat_map(|pack| pack.standards.iter().map(move |standard| (standard, &pack.vocabulary)))
        .collect();
    assert!(standards.len() >= 2, "the shipped packs have standards");
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let standards = &standards;
            scope.spawn(move || {
                for seed in (0..cases()).filter(|seed| seed % threads == thread) {
                    let (standard, vocabulary) =
                        standards[seed as usize / threads as usize % standards.len()];
                    check(standard, vocabulary, &random::sheet(vocabulary, standard, seed), seed);
                }
            });
        }
    });
}
