//! Bands: every sum that can still be had falls into one.

use std::collections::BTreeMap;

use super::sums::{Addends, Grid, MOST_WORK, Pair, Sums};
use super::{OpenControl, Outcomes, TooLarge, allowed};
use crate::assessment::credit;
use crate::framework::{ChoiceIndex, ControlIndex, Framework};
use crate::model::{Bands, CoverageRule, Measure};

/// The bands that can still be reached, and those left after each answer to each open control.
pub(super) fn outcomes(
    framework: &Framework,
    bands: &Bands,
    choices: &[Option<u8>],
    lefts: &mut [OpenControl],
) -> Result<Outcomes, TooLarge> {
    let count = Count { measure: bands.measure, rule: framework.definition.coverage.as_ref() };
    let controls = framework.index.controls.iter();
    let mut certain = Pair { value: 0, of: 0 };
    for (control, choice) in controls.zip(choices) {
        let choice = choice.and_then(|at| control.choices.get(usize::from(at)));
        if let Some(adds) = choice.map(|choice| count.adds(control, *choice)) {
            certain = Pair { value: certain.value + adds.value, of: certain.of + adds.of };
        }
    }
    let open: Vec<Addends> = lefts
        .iter()
        .filter_map(|open| framework.index.controls.get(open.at))
        .map(|control| allowed(control).map(|(_, choice)| count.adds(control, choice)).collect())
        .collect();
    let grid = Grid::of(&open)?;
    let kinds = kinds(&open);
    let shifts: usize = open.iter().map(Vec::len).sum();
    let runs = u64::try_from((kinds.len() + 1) * shifts).unwrap_or(u64::MAX);
    if runs.saturating_mul(grid.words()) > MOST_WORK {
        return Err(TooLarge);
    }
    // Controls that add the same leave the same: each kind is left out once.
    for (addends, members) in &kinds {
        let mut rest = Sums::only(&grid, certain);
        let mut left_out = false;
        for other in &open {
            if !left_out && other == *addends {
                left_out = true;
            } else {
                rest.add(other);
            }
        }
        let left: Vec<Outcomes> =
            addends.iter().map(|addend| landed(bands, &rest, *addend)).collect();
        for &member in members {
            let Some(open) = lefts.get_mut(member) else { continue };
            let Some(control) = framework.index.controls.get(open.at) else { continue };
            open.left = allowed(control).map(|(at, _)| at).zip(left.iter().cloned()).collect();
        }
    }
    let mut sums = Sums::only(&grid, certain);
    for addends in &open {
        sums.add(addends);
    }
    Ok(landed(bands, &sums, Pair { value: 0, of: 0 }))
}

/// Open controls by what they add.
fn kinds(open: &[Addends]) -> BTreeMap<&Addends, Vec<usize>> {
    let mut kinds: BTreeMap<&Addends, Vec<usize>> = BTreeMap::new();
    for (at, addends) in open.iter().enumerate() {
        kinds.entry(addends).or_default().push(at);
    }
    kinds
}

/// What is counted.
struct Count<'a> {
    measure: Measure,
    rule: Option<&'a CoverageRule>,
}

impl Count<'_> {
    fn adds(&self, control: &ControlIndex, choice: ChoiceIndex) -> Pair {
        let nothing = Pair { value: 0, of: 0 };
        match self.measure {
            Measure::Points | Measure::Percent => match (choice.points, control.points) {
                (Some(points), Some(range)) => {
                    Pair { value: i64::from(points), of: i64::from(range.high) }
                }
                _ => nothing,
            },
            Measure::Coverage => {
                let Some(rule) = self.rule else { return nothing };
                let weight = i64::from(control.weight);
                credit(choice.standing, control, rule).map_or(nothing, |credit| Pair {
                    value: weight * i64::from(credit),
                    of: weight * i64::from(rule.met),
                })
            }
        }
    }
}

/// The bands into which the sums fall once `more` is added to each.
fn landed(bands: &Bands, sums: &Sums<'_>, more: Pair) -> Outcomes {
    let mut outcomes = Outcomes::new();
    for row in sums.rows() {
        let of = row.of + more.of;
        if of == 0 {
            // Nothing counts: there is no outcome, if this row is reached at all.
            if row.any(None, None) {
                outcomes.insert(0);
            }
            continue;
        }
        let mut below = None;
        for (height, band) in (1..=bands.steps.len()).rev().zip(bands.steps.iter()) {
            let from = band.from.map(|from| value(bands.measure, from, of) - more.value);
            if row.any(from, below) {
                outcomes.insert(height);
            }
            below = from;
        }
    }
    outcomes
}

/// The least value in a band that begins at `from`.
fn value(measure: Measure, from: i64, of: i64) -> i64 {
    if measure == Measure::Points {
        return from;
    }
    let product = from * of;
    product.div_euclid(100) + i64::from(product.rem_euclid(100) > 0)
}
