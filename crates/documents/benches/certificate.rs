//! How long a certificate takes once fonts and library are there.
#![expect(missing_docs, reason = "criterion writes functions without documentation")]

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
            black_box(certificate(&data, &fonts)).is_ok()
        });
    });
    criterion.bench_function("score sheet of 57 items", |bencher| {
        bencher.iter(|| {
            number += 1;
            let mut data = samples::score_sheet(Language::Zh, 57, State::Partial);
            data.number = format!("SZ-SE-2026-{number:06}");
            black_box(score_sheet(&data, &fonts)).is_ok()
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = documents
}
criterion_main!(benches);
