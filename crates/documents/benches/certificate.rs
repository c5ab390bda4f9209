//! How long a certificate takes once fonts and library are there.
#![allow(missing_docs, reason = "criterion's macros write functions without documentation")]

#[path = "../tests/all/samples.rs"]
mod samples;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use duheng_documents::documents::State;
use duheng_documents::{Language, certificate, score_sheet};

fn documents(criterion: &mut Criterion) {
    let fonts = samples::fonts();
    let mut number = 0_u32;
    criterion.bench_function("certificate", |bencher| {
        bencher.iter(|| {
            // each of another enterprise, as in a run of certificates
            number += 1;
            let mut data = samples::certificate(Language::Zh);
            data.number = format!("SZ-SE-2026-{number:06}");
            data.enterprise = format!("虚构市第{number}精密制造有限公司");
            assert!(black_box(certificate(&data, &fonts)).is_ok(), "no certificate");
        });
    });
    criterion.bench_function("score sheet of 57 items", |bencher| {
        bencher.iter(|| {
            number += 1;
            let mut data = samples::score_sheet(Language::Zh, 57, State::Partial);
            data.number = format!("SZ-SE-2026-{number:06}");
            assert!(black_box(score_sheet(&data, &fonts)).is_ok(), "no score sheet");
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = documents
}
criterion_main!(benches);
