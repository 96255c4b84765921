//! Scoring one sheet, the freeing of the result included.

use divan::{Bencher, black_box};
use shisei::json;
use shisei_benches::{framework, varied};

fn main() {
    divan::main();
}

/// The whole assessment of 25 answers, findings included; the aim is 1.5 µs.
#[divan::bench]
fn assessment_of_25(bencher: Bencher<'_, '_>) {
    let framework = framework("self-assessment@4.0");
    let sheet = varied(framework);
    bencher.bench(|| drop(black_box(framework.assess(black_box(&sheet)))));
}

/// JSON in, JSON out, 25 answers; the aim is 5 µs.
#[divan::bench]
fn json_of_25(bencher: Bencher<'_, '_>) {
    let framework = framework("self-assessment@4.0");
    let mut sheet = varied(framework);
    for (_, answer) in &mut sheet.answers {
        answer.reason = None;
    }
    let sheet = sheet.to_json();
    bencher.bench(|| drop(black_box(json::assess(black_box(&sheet), Some(framework)))));
}

/// The whole assessment of the 153 criteria of SCS.
#[divan::bench]
fn assessment_of_153(bencher: Bencher<'_, '_>) {
    let framework = framework("scs");
    let sheet = varied(framework);
    bencher.bench(|| drop(black_box(framework.assess(black_box(&sheet)))));
}
