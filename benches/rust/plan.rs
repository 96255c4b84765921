//! Plans: 25 controls in well under a millisecond, 153 in a few.

use divan::{Bencher, black_box};
use shisei::Framework;
use shisei::insight::{Goal, PlanOptions, Target};
use shisei_benches::{framework, nothing_done, underwriting, varied};

fn main() {
    divan::main();
}

fn plan(bencher: Bencher<'_, '_>, framework: &Framework, goal: &Goal) {
    let sheet = nothing_done(framework);
    let options = PlanOptions::default();
    bencher.bench(|| framework.assess(black_box(&sheet))?.plan(black_box(goal.clone()), &options));
}

/// From nothing to the best band of the self-assessment.
#[divan::bench(args = ["50-69", "70-99", "100"])]
fn self_assessment(bencher: Bencher<'_, '_>, band: &str) {
    plan(bencher, framework("self-assessment@4.0"), &Goal::outcome(band));
}

/// From nothing to as many points as a budget buys.
#[divan::bench]
fn self_assessment_budget(bencher: Bencher<'_, '_>) {
    plan(bencher, framework("self-assessment@4.0"), &Goal::budget(20));
}

/// 25 questions with tiers whose counts overlap.
#[divan::bench(args = ["standard", "preferred"])]
fn underwriting_form(bencher: Bencher<'_, '_>, tier: &str) {
    plan(bencher, &underwriting(), &Goal::outcome(tier));
}

/// 153 criteria, every one of a level.
#[divan::bench(args = ["star-3", "star-4"])]
fn scs_tier(bencher: Bencher<'_, '_>, tier: &str) {
    plan(bencher, framework("scs"), &Goal::outcome(tier));
}

/// 153 criteria, a share of the credit.
#[divan::bench(args = [50, 80, 100])]
fn scs_coverage(bencher: Bencher<'_, '_>, percent: u32) {
    plan(bencher, framework("scs"), &Goal::Reach(Target::Coverage(percent)));
}

/// 153 criteria, as much credit as a budget buys.
#[divan::bench]
fn scs_budget(bencher: Bencher<'_, '_>) {
    let goal = Goal::Within { budget: 60, maximise: shisei::insight::Maximise::Coverage };
    plan(bencher, framework("scs"), &goal);
}

/// 33 measures, from answers of every kind.
#[divan::bench]
fn insider_fraud(bencher: Bencher<'_, '_>) {
    let framework = framework("insider-fraud");
    let sheet = varied(framework);
    let (goal, wishes) = (Goal::Reach(Target::Coverage(70)), PlanOptions::default());
    bencher.bench(|| framework.assess(black_box(&sheet))?.plan(goal.clone(), &wishes));
}
