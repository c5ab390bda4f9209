//! Checking and scoring the Shenzhen standard; results with their machine stand in `benches/README.md`.
#![allow(missing_docs, reason = "criterion's macros write functions without documentation")]

use criterion::{Criterion, criterion_group, criterion_main};
use duheng_standard::advice::{Advice, advise};
use duheng_standard::layers::settle;
use duheng_standard::score::score;
use duheng_testkit::{random, shipped};

fn check(criterion: &mut Criterion) {
    criterion.bench_function("check the Shenzhen pack, from text", |bencher| {
        bencher.iter(|| shipped::named(&["common", "sz-sustainable-enterprise"]));
    });
}

fn scores(criterion: &mut Criterion) {
    let shipped = shipped::packs();
    let Some(pack) = shipped.pack("sz-sustainable-enterprise") else { return };
    let Some(standard) = pack.standard(None, None) else { return };
    let last = standard.layers.len() - 1;
    let enterprises = [
        ("typical", random::typical(&pack.vocabulary, standard, 1)),
        ("worst", random::worst(&pack.vocabulary, standard, 1)),
    ];
    for (name, sheet) in &enterprises {
        criterion.bench_function(&format!("score with trace, {name} enterprise"), |bencher| {
            bencher.iter(|| score(standard, &pack.vocabulary, sheet, last));
        });
        criterion.bench_function(&format!("settle the layers, {name} enterprise"), |bencher| {
            bencher.iter(|| settle(standard, &pack.vocabulary, sheet, last));
        });
    }
    // the first enterprise that something could lift
    let lifted = (0..).map(|seed| random::typical(&pack.vocabulary, standard, seed)).find_map(|sheet| {
        let scored = score(standard, &pack.vocabulary, &sheet, last);
        let advice = advise(standard, &pack.vocabulary, &sheet, &scored);
        matches!(advice, Advice::Improve { .. }).then_some(sheet)
    });
    let Some(sheet) = lifted else { return };
    let scored = score(standard, &pack.vocabulary, &sheet, last);
    criterion.bench_function("advice, an enterprise below the highest grade", |bencher| {
        bencher.iter(|| advise(standard, &pack.vocabulary, &sheet, &scored));
    });
}

criterion_group!(benches, check, scores);
criterion_main!(benches);
