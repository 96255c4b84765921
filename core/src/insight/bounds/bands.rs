//! Bands: every sum that can still be had falls into one.

use std::collections::BTreeMap;

use super::sums::{Addends, Grid, Pair, Sums};
use super::{OpenControl, Outcomes};
use crate::framework::Framework;
use crate::insight::work::{TooComplex, Work};
use crate::model::{Bands, Measure};
use crate::rules::{ControlRules, least_value};

/// The bands that can still be reached, and those left after each answer to each open control.
#[inline]
pub(super) fn outcomes(
    framework: &Framework,
    bands: &Bands,
    choices: &[Option<u8>],
    lefts: &mut [OpenControl],
    work: &mut Work,
) -> Result<Outcomes, TooComplex> {
    let mut certain = Pair { value: 0, of: 0 };
    for (control, choice) in framework.rules.controls.iter().zip(choices) {
        if let Some(adds) = choice.map(|choice| adds(bands.measure, control, choice)) {
            certain = Pair { value: certain.value + adds.value, of: certain.of + adds.of };
        }
    }
    let open: Vec<Addends> = lefts
        .iter()
        .filter_map(|open| framework.rules.controls.get(open.at))
        .map(|control| control.allowed().map(|(at, _)| adds(bands.measure, control, at)).collect())
        .collect();
    let grid = Grid::of(&open)?;
    let kinds = kinds(&open);
    let shifts: usize = open.iter().map(Vec::len).sum();
    let words = usize::try_from(grid.words()).map_err(|_| TooComplex)?;
    work.spend((kinds.len() + 1).saturating_mul(shifts).saturating_mul(words))?;
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
            let Some(control) = framework.rules.controls.get(open.at) else { continue };
            open.left = control.allowed().map(|(at, _)| at).zip(left.iter().cloned()).collect();
        }
    }
    let mut sums = Sums::only(&grid, certain);
    for addends in &open {
        sums.add(addends);
    }
    Ok(landed(bands, &sums, Pair { value: 0, of: 0 }))
}

/// Open controls by what they add.
#[inline]
fn kinds(open: &[Addends]) -> BTreeMap<&Addends, Vec<usize>> {
    let mut kinds: BTreeMap<&Addends, Vec<usize>> = BTreeMap::new();
    for (at, addends) in open.iter().enumerate() {
        kinds.entry(addends).or_default().push(at);
    }
    kinds
}

/// What a choice adds to what is measured, and what that is a share of.
#[inline]
fn adds(measure: Measure, control: &ControlRules, choice: u8) -> Pair {
    let measured = control.contribution(Some(choice)).measured(measure);
    measured.map_or(Pair { value: 0, of: 0 }, |it| Pair { value: it.low, of: it.of })
}

/// The bands into which the sums fall once `more` is added to each.
#[inline]
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
            let from = band.from.map(|from| least_value(bands.measure, from, of) - more.value);
            if row.any(from, below) {
                outcomes.insert(height);
            }
            below = from;
        }
    }
    outcomes
}
