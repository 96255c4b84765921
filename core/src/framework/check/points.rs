//! Points and credits: on every choice or on none, within bounds, and able to be reached.

use crate::error::{Code, Problem};
use crate::model::{Bands, Definition, Measure, NotApplicable, Rule, Scale, Standing};
use crate::rules::not_applicable;

/// Largest points of a choice and largest weight of a control: sums stay far inside `i64`.
const MOST: u32 = 1_000_000;

#[inline]
pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    let pointed: Vec<&Scale> = definition.scales.iter().filter(|scale| has_points(scale)).collect();
    for scale in &pointed {
        scale_points(scale, problems);
    }
    if !pointed.is_empty() && pointed.len() < definition.scales.len() {
        problems.push(Problem::new(Code::BrokenPoints).at("scales").detail("all scales or none"));
    }
    for control in definition.controls.iter().filter(|control| control.weight > MOST) {
        problems.push(Problem::new(Code::OutOfRange).at(&*control.id).detail("weight"));
    }
    if let Some(coverage) = &definition.coverage {
        let most = coverage.partial.max(coverage.accepted);
        if coverage.met == 0 || most > coverage.met || coverage.met > MOST {
            problems.push(
                Problem::new(Code::OutOfRange)
                    .at("coverage")
                    .detail("0 < met, partial <= met, accepted <= met"),
            );
        }
    }
    let bands = match definition.outcome.as_ref().map(|outcome| &outcome.rule) {
        Some(Rule::Bands(bands)) => Some(bands),
        _ => None,
    };
    if let Some(bands) = bands {
        measured(definition, bands, !pointed.is_empty(), problems);
    }
}

#[inline]
fn has_points(scale: &Scale) -> bool {
    scale.choices.iter().any(|choice| choice.points.is_some())
}

#[inline]
fn scale_points(scale: &Scale, problems: &mut Vec<Problem>) {
    let at = format!("scales.{}", scale.id);
    for choice in scale.choices.iter() {
        // "Does not apply" takes its points from the rule, never from the scale.
        let fits = (choice.standing == Standing::NotApplicable) == choice.points.is_none();
        if !fits {
            problems.push(Problem::new(Code::BrokenPoints).at(&at).given(&choice.id));
        }
        if choice.points.is_some_and(|points| points.unsigned_abs() > MOST) {
            problems.push(Problem::new(Code::OutOfRange).at(&at).given(&choice.id));
        }
    }
    if scale.choices.iter().filter_map(|choice| choice.points).max().is_some_and(|best| best <= 0) {
        problems.push(
            Problem::new(Code::BrokenPoints).at(&at).detail("the best choice must give points"),
        );
    }
}

#[inline]
fn measured(definition: &Definition, bands: &Bands, pointed: bool, problems: &mut Vec<Problem>) {
    let there = match bands.measure {
        Measure::Points | Measure::Percent => pointed,
        Measure::Coverage => definition.coverage.is_some(),
    };
    if !there {
        let problem = Problem::new(Code::Contradiction).at("outcome.rule.bands.measure");
        problems.push(problem.given(bands.measure.as_str()));
    }
    let excluded = definition
        .controls
        .iter()
        .any(|control| not_applicable(definition, control) == NotApplicable::Excluded);
    // A sum that leaves controls out cannot be compared with fixed bands.
    if excluded && bands.measure == Measure::Points {
        problems.push(
            Problem::new(Code::Contradiction)
                .at("outcome.rule.bands.measure")
                .given("points")
                .detail("not_applicable = \"excluded\" needs percent"),
        );
    }
    // With a lowest choice other than 0, leaving a control out could fall below the lowest answer.
    if excluded
        && bands.measure == Measure::Percent
        && definition.scales.iter().any(|scale| lowest(scale) != Some(0))
    {
        problems.push(
            Problem::new(Code::Contradiction)
                .at("outcome.rule.bands.measure")
                .given("percent")
                .detail("not_applicable = \"excluded\" needs scales whose lowest points are 0"),
        );
    }
}

#[inline]
fn lowest(scale: &Scale) -> Option<i32> {
    scale.choices.iter().filter_map(|choice| choice.points).min()
}
