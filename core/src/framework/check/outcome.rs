//! Outcome rules: bands without gap or overlap, tiers that can be reached.

use super::names::{MOST_OUTCOMES, many};
use crate::error::{Code, Problem};
use crate::model::{Band, Bands, Definition, Measure, Rule, Tier};
use crate::rules::{TierState, control_rules, tier_rules};

/// Farthest border of a band in points: no sum of points comes near it.
const FARTHEST: i64 = 1_000_000_000_000;

/// Farthest border below 0 percent, which only scales with negative points can reach.
const LEAST_PERCENT: i64 = 100_000;

/// Most conditions of all tiers together: each is counted over its controls.
const MOST_CONDITIONS: usize = 500;

#[inline]
pub(super) fn check(definition: &Definition, problems: &mut Vec<Problem>) {
    match definition.outcome.as_ref().map(|outcome| &outcome.rule) {
        Some(Rule::Bands(rule)) => bands(definition, rule, problems),
        Some(Rule::Tiers(rule)) => tiers(definition, rule, problems),
        None => {}
    }
}

#[inline]
fn bands(definition: &Definition, bands: &Bands, problems: &mut Vec<Problem>) {
    let ids = bands.steps.iter().map(|band| &*band.id);
    many("outcome.rule.bands", ids, 1, MOST_OUTCOMES, problems);
    if !within_range(bands, problems) {
        return;
    }
    let best = highest(definition, bands.measure);
    let mut broken = |band: &Band| {
        problems.push(Problem::new(Code::BrokenBands).at("outcome.rule.bands").given(&band.id));
    };
    let mut above: Option<&Band> = None;
    for (at, band) in bands.steps.iter().enumerate() {
        let last = at + 1 == bands.steps.len();
        let top = match above {
            None => best,
            Some(above) => above.from.map_or(best, |from| from - 1),
        };
        let fits_above = band.to.is_none_or(|to| to == top);
        let fits_itself = match band.from {
            Some(from) => !last && from <= top,
            None => last,
        };
        if !(fits_above && fits_itself) {
            broken(band);
        }
        above = Some(band);
    }
}

/// Whether every border is a value that the measure could have, give or take: what is compared with
/// borders is multiplied by them, and must stay inside `i64`.
#[inline]
fn within_range(bands: &Bands, problems: &mut Vec<Problem>) -> bool {
    let allowed = match bands.measure {
        Measure::Points => -FARTHEST..=FARTHEST,
        Measure::Percent => -LEAST_PERCENT..=100,
        Measure::Coverage => 0..=100,
    };
    let mut fine = true;
    for band in bands.steps.iter() {
        let borders = [band.from, band.to];
        if borders.iter().flatten().any(|border| !allowed.contains(border)) {
            let problem = Problem::new(Code::OutOfRange).at("outcome.rule.bands").given(&band.id);
            problems.push(problem.detail(format!("{} to {}", allowed.start(), allowed.end())));
            fine = false;
        }
    }
    fine
}

/// The highest value that a measure can have.
#[inline]
fn highest(definition: &Definition, measure: Measure) -> i64 {
    match measure {
        Measure::Points => control_rules(definition)
            .iter()
            .filter_map(|control| control.points)
            .map(|range| i64::from(range.high))
            .sum(),
        Measure::Percent | Measure::Coverage => 100,
    }
}

#[inline]
fn tiers(definition: &Definition, tiers: &[Tier], problems: &mut Vec<Problem>) {
    let ids = tiers.iter().map(|tier| &*tier.id);
    many("outcome.rule.tiers", ids, 1, MOST_OUTCOMES, problems);
    let conditions: usize = tiers.iter().map(|tier| tier.conditions.len()).sum();
    if conditions > MOST_CONDITIONS {
        let detail = format!("{conditions} > {MOST_CONDITIONS} conditions");
        problems.push(Problem::new(Code::TooLarge).at("outcome.rule.tiers").detail(detail));
        return;
    }
    let controls = control_rules(definition);
    let unanswered = vec![None; controls.len()];
    for (tier, rules) in tiers.iter().zip(&tier_rules(definition)) {
        let satisfiable = !rules.conditions.is_empty()
            && rules.conditions.iter().all(|condition| {
                let count = condition.count(&controls, &unanswered);
                condition.state(count.have, count.may) == TierState::Open
            });
        if !satisfiable {
            problems.push(
                Problem::new(Code::UnsatisfiableTier).at("outcome.rule.tiers").given(&tier.id),
            );
        }
    }
}
