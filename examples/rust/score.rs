//! A few answers, the range that the score is in, what to do first, and the least effort for more:
//! `cargo run --bin score`
use shisei::insight::{PlanOptions, Target};
use shisei::{AnswerSheet, Error, Lang, catalog};

fn main() -> Result<(), Error> {
    let framework = catalog::framework("self-assessment@4.0")?;
    let sheet = AnswerSheet::new("self-assessment@4.0")
        .with("SA-01", "implemented")
        .with("SA-02", "partial")
        .with("SA-03", "unknown");
    let assessment = framework.assess(&sheet)?;

    // What is open makes the score a range.
    if let Some(points) = assessment.points {
        println!("{}: {} to {} points", framework.reference(), points.low, points.high);
    }
    for finding in assessment.findings.iter().take(3) {
        if let Some(control) = framework.control(&finding.control) {
            println!("- {} {}", control.id, control.advice.get(Lang::En));
        }
    }
    let plan = assessment.plan(Target::Points(50), &PlanOptions::default())?;
    println!("{} changes reach 50 points", plan.steps.len());
    Ok(())
}
