//! Outcome rules over columns of sums.

use super::field::Field;
use super::layout::position;
use super::number::Number;
use super::percent;
use shisei::Framework;
use shisei::model::{Measure, Rule};
use shisei::rules::{ConditionRules, TierRules, TierState};

/// No outcome: no tier is reached, or nothing can be measured.
pub(super) const NO_OUTCOME: u8 = u8::MAX;

/// The outcome rule, by the positions of the fields that it reads.
#[derive(Clone, Debug, Default)]
pub(super) enum Landing {
    #[default]
    None,
    /// Bands over points, from which no answer leaves its control out: the starts of all bands but
    /// the worst.
    Points {
        low: usize,
        high: usize,
        starts: Vec<i64>,
    },
    /// Bands over a share.
    Share {
        low: usize,
        high: usize,
        of: usize,
        starts: Vec<i64>,
    },
    Tiers(Vec<Vec<Condition>>),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Condition {
    satisfied: usize,
    satisfiable: usize,
    least: i64,
}

/// Ids of the outcomes of a framework, worst first.
pub fn outcomes(framework: &Framework) -> Vec<&str> {
    match framework.rule() {
        // Bands are written best first, tiers from the first step up.
        Some(Rule::Bands(bands)) => bands.steps.iter().rev().map(|band| &*band.id).collect(),
        Some(Rule::Tiers(tiers)) => tiers.iter().map(|tier| &*tier.id).collect(),
        _ => Vec::new(),
    }
}

/// By the position of an outcome in the framework: its position among [`outcomes`].
#[cfg(feature = "insight")]
pub fn worst_first(framework: &Framework) -> Vec<i8> {
    let mut places: Vec<i8> = (0_i8..).take(outcomes(framework).len()).collect();
    if let Some(Rule::Bands(_)) = framework.rule() {
        places.reverse();
    }
    places
}

impl Landing {
    /// Adds to `fields` what it reads; `open` says whether an answer can be missing.
    pub(super) fn of(framework: &Framework, fields: &mut Vec<Field>, open: bool) -> Self {
        let mut find = |field: Field| position(fields, if open { field } else { field.lowered() });
        match framework.rule() {
            Some(Rule::Bands(bands)) => {
                let starts = bands.steps.iter().filter_map(|band| band.from).collect();
                match bands.measure {
                    Measure::Points => Self::Points {
                        low: find(Field::PointsLow),
                        high: find(Field::PointsHigh),
                        starts,
                    },
                    Measure::Percent => Self::Share {
                        low: find(Field::PointsLow),
                        high: find(Field::PointsHigh),
                        of: find(Field::PointsMax),
                        starts,
                    },
                    Measure::Coverage => Self::Share {
                        low: find(Field::CreditLow),
                        high: find(Field::CreditHigh),
                        of: find(Field::CreditOf),
                        starts,
                    },
                    _ => Self::None,
                }
            }
            Some(Rule::Tiers(_)) => {
                let tiers = (0_u16..).zip(framework.rules().tiers().iter());
                Self::Tiers(tiers.map(|(at, tier)| conditions(at, tier, &mut find)).collect())
            }
            // Of a rule that is not known here, every framework's agreement with the core would tell.
            _ => Self::None,
        }
    }

    /// Whether every row has an outcome.
    pub(super) fn always_reached(&self) -> bool {
        matches!(self, Self::Points { .. })
    }

    /// Positions of the outcome that is certain and of the best still possible, worst first; no sum
    /// is larger than `largest`.
    #[inline(always)]
    pub(super) fn land<T: Number>(
        &self,
        sums: &[Vec<T>],
        largest: i64,
        open: bool,
        low_out: &mut [u8],
        high_out: &mut [u8],
    ) {
        let sum = |at: usize| sums.get(at).map_or(&[][..], Vec::as_slice);
        match self {
            Self::None => {}
            Self::Points { low, high, starts } => {
                bands(sum(*low), starts, low_out);
                if open {
                    bands(sum(*high), starts, high_out);
                } else {
                    high_out.copy_from_slice(low_out);
                }
            }
            Self::Share { low, high, of, starts } => {
                // Borders are whole percent: what is left of a percent reaches none.
                let mut shares = vec![0_i32; low_out.len()];
                percent::columns(sum(*low), sum(*of), largest, &mut shares);
                bands(&shares, starts, low_out);
                if open {
                    percent::columns(sum(*high), sum(*of), largest, &mut shares);
                    bands(&shares, starts, high_out);
                } else {
                    high_out.copy_from_slice(low_out);
                }
                nothing(sum(*of), low_out);
                nothing(sum(*of), high_out);
            }
            Self::Tiers(tiers) => {
                low_out.fill(NO_OUTCOME);
                high_out.fill(NO_OUTCOME);
                let (mut certain, mut possible) = (vec![0; low_out.len()], vec![0; high_out.len()]);
                for (tier, conditions) in (0_u8..).zip(tiers) {
                    certain.fill(1);
                    possible.fill(1);
                    for condition in conditions {
                        let (have, may) = (sum(condition.satisfied), sum(condition.satisfiable));
                        let least = T::weight(condition.least);
                        for (certain, &have) in certain.iter_mut().zip(have) {
                            *certain &= u8::from(!have.less(least));
                        }
                        for (possible, (&have, &may)) in
                            possible.iter_mut().zip(have.iter().zip(may))
                        {
                            *possible &= u8::from(!have.plus(may).less(least));
                        }
                    }
                    reach(tier, &certain, low_out);
                    reach(tier, &possible, high_out);
                }
            }
        }
    }
}

fn conditions(at: u16, tier: &TierRules, find: &mut impl FnMut(Field) -> usize) -> Vec<Condition> {
    let conditions = (0_u16..).zip(tier.conditions.iter());
    let condition = |(which, condition): (u16, &ConditionRules)| Condition {
        satisfied: find(Field::Satisfied(at, which)),
        satisfiable: find(Field::Satisfiable(at, which)),
        least: least(condition),
    };
    conditions.map(condition).collect()
}

/// How many answers must satisfy a condition for it to be reached, as the rules say when they are
/// asked; what may still satisfy it counts the same way.
fn least(condition: &ConditionRules) -> i64 {
    let most = u32::try_from(condition.controls.len()).unwrap_or(u32::MAX);
    let reached = |have: &u32| condition.state(*have, 0) == TierState::Reached;
    (0..=most).find(reached).map_or(i64::MAX, i64::from)
}

/// The position, worst first, is the number of starts that the value reaches.
#[inline(always)]
fn bands<T: Number>(values: &[T], starts: &[i64], out: &mut [u8]) {
    match *starts {
        [] => out.fill(0),
        [a] => count_reached(values, [a], out),
        [a, b] => count_reached(values, [a, b], out),
        [a, b, c] => count_reached(values, [a, b, c], out),
        [a, b, c, d, ..] => {
            count_reached(values, [a, b, c, d], out);
            for &start in starts.get(4..).unwrap_or_default() {
                let start = T::weight(start);
                for (out, &value) in out.iter_mut().zip(values) {
                    *out += u8::from(!value.less(start));
                }
            }
        }
    }
}

#[inline(always)]
fn count_reached<T: Number, const N: usize>(values: &[T], starts: [i64; N], out: &mut [u8]) {
    let starts = starts.map(T::weight);
    for (out, &value) in out.iter_mut().zip(values) {
        *out = starts.iter().fold(0, |reached, &start| reached + u8::from(!value.less(start)));
    }
}

/// Where nothing counts, there is no outcome.
#[inline(always)]
fn nothing<T: Number>(counted: &[T], out: &mut [u8]) {
    for (out, &counted) in out.iter_mut().zip(counted) {
        *out = if T::ZERO.less(counted) { *out } else { NO_OUTCOME };
    }
}

#[inline(always)]
fn reach(tier: u8, holds: &[u8], out: &mut [u8]) {
    for (out, &holds) in out.iter_mut().zip(holds) {
        *out = if holds == 1 { tier } else { *out };
    }
}
