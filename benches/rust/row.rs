//! Scoring one row of positions, with allocations counted: there is none.

use divan::{Bencher, black_box};
use shisei::Scorer;
use shisei_benches::framework;

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// Score, part sums and band of 25 answers by position, nothing allocated; the aim is 50 ns.
#[divan::bench]
fn row_of_25(bencher: Bencher<'_, '_>) {
    let scorer = Scorer::new(framework("self-assessment@4.0")).expect("it has points");
    let answers = |row: u8| (0..25).map(move |at| (row ^ (at * 7)) % 4).collect();
    let rows: Vec<Vec<u8>> = (0..64).map(answers).collect();
    let mut rows = rows.iter().cycle();
    let mut parts = [0; 3];
    bencher.bench_local(move || {
        let row = rows.next().expect("a cycle");
        scorer.row(black_box(row), &mut parts).map(|row| (row, parts))
    });
}
