//! The other questions about a result.

use divan::{Bencher, black_box};
use shisei::catalog;
use shisei::insight::{Consolidation, carry_over};
use shisei_benches::{framework, half, underwriting, varied};

fn main() {
    divan::main();
}

/// What a half-filled sheet can still become.
#[divan::bench(args = ["self-assessment@4.0", "ec-site-build", "scs"])]
fn bounds(bencher: Bencher<'_, '_>, reference: &str) {
    let framework = framework(reference);
    let sheet = half(framework);
    bencher.bench(|| framework.assess(black_box(&sheet))?.bounds());
}

/// The same for tiers whose counts overlap.
#[divan::bench]
fn bounds_underwriting(bencher: Bencher<'_, '_>) {
    let framework = underwriting();
    let sheet = half(&framework);
    bencher.bench(|| framework.assess(black_box(&sheet))?.bounds());
}

/// Every number taken apart.
#[divan::bench(args = ["self-assessment@4.0", "scs"])]
fn explain(bencher: Bencher<'_, '_>, reference: &str) {
    let framework = framework(reference);
    let assessment = framework.assess(&varied(framework)).expect("a valid sheet");
    bencher.bench(|| black_box(&assessment).explain());
}

/// The self-assessment carried over to SCS by the catalogue's crosswalks.
#[divan::bench]
fn self_assessment_to_scs(bencher: Bencher<'_, '_>) {
    let own = framework("self-assessment@4.0");
    let sheet = varied(own);
    let target = framework("scs");
    let crosswalks = catalog::crosswalks::all();
    bencher.bench(|| carry_over(&[own.assess(black_box(&sheet))?], target, crosswalks));
}

/// Twenty sites in one sheet.
#[divan::bench]
fn twenty_sites(bencher: Bencher<'_, '_>) {
    let framework = framework("self-assessment@4.0");
    let sites: Vec<_> = (0..20).map(|at| (format!("site {at}"), varied(framework))).collect();
    bencher.bench(|| framework.consolidate(black_box(&sites), Consolidation::MeanRoundedDown));
}

/// A change of score across an edition.
#[divan::bench]
fn change_across_editions(bencher: Bencher<'_, '_>) {
    let [old, new] = ["self-assessment@3.1", "self-assessment@4.0"].map(framework);
    let (before, after) = (varied(old), varied(new));
    bencher.bench(|| new.assess(black_box(&after))?.score_change(&old.assess(black_box(&before))?));
}
