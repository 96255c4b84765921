use serde::Serialize;

use super::{Answered, Coverage, Points};
use crate::framework::{ConditionIndex, ControlIndex, Framework};
use crate::model::{Bands, List, Measure, Origin, Rule, Standing, Text, Tier};

/// Where a sheet landed, as a range of bands or tiers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Outcome {
    /// The outcome that is certain; none when no tier is.
    pub low: Option<Text>,
    /// The best outcome still possible; equal to `low` once everything is answered.
    pub high: Option<Text>,
    /// Whether the rule is the publisher's or ours.
    pub origin: Origin,
}

impl Outcome {
    /// The outcome, when it is certain.
    pub fn value(&self) -> Option<&str> {
        (self.low == self.high).then_some(self.low.as_deref()).flatten()
    }
}

/// How far a tier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TierState {
    /// Every condition holds.
    Reached,
    /// It depends on controls that are not answered.
    Open,
    /// An answer keeps it away.
    Missed,
}

/// A tier and what it still misses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TierResult {
    /// Id of the tier.
    pub id: Text,
    /// How far it is.
    pub state: TierState,
    /// Controls that keep its conditions from holding, in order.
    pub missing: Vec<Text>,
}

/// The band of a result, as a range.
pub(super) fn band(
    bands: &Bands,
    points: Option<Points>,
    coverage: Option<Coverage>,
    origin: Origin,
) -> Option<Outcome> {
    // Each measure is a pair of (value, scale): compared as value >= from * scale, exactly.
    let (low, high) = match bands.measure {
        Measure::Points => points.map(|p| ((p.low, 1), (p.high, 1)))?,
        Measure::Percent => points.map(|p| ((p.low * 100, p.max), (p.high * 100, p.max)))?,
        Measure::Coverage => {
            let pair = |credit: u64, of: u64| {
                Some((i64::try_from(credit).ok()?.checked_mul(100)?, i64::try_from(of).ok()?))
            };
            let coverage = coverage?;
            let (low, high) = (coverage.low, coverage.high);
            (pair(low.credit, low.of)?, pair(high.credit, high.of)?)
        }
    };
    let find = |(value, scale): (i64, i64)| {
        let step =
            bands.steps.iter().find(|band| band.from.is_none_or(|from| value >= from * scale));
        step.map(|band| band.id.clone())
    };
    Some(Outcome { low: find(low), high: find(high), origin })
}

/// Every tier, lowest first.
pub(super) fn tiers(framework: &Framework, states: &[Answered<'_>]) -> Vec<TierResult> {
    let Some(Rule::Tiers(tiers)) = framework.rule() else { return Vec::new() };
    let indexed = framework.index.tiers.iter();
    tiers
        .iter()
        .zip(indexed)
        .map(|(tier, index)| tier_result(framework, tier, &index.conditions, states))
        .collect()
}

fn tier_result(
    framework: &Framework,
    tier: &Tier,
    conditions: &[ConditionIndex],
    states: &[Answered<'_>],
) -> TierResult {
    let mut missing = vec![false; states.len()];
    let mut state = TierState::Reached;
    for condition in conditions {
        match condition_state(condition, states) {
            TierState::Reached => continue,
            other => state = worse(state, other),
        }
        for &at in condition.controls.iter() {
            let at = usize::from(at);
            let satisfied =
                states.get(at).is_some_and(|answered| satisfies(*answered, &condition.accept));
            if let (false, Some(slot)) = (satisfied, missing.get_mut(at)) {
                *slot = true;
            }
        }
    }
    let names = framework.controls().iter().zip(&missing);
    TierResult {
        id: tier.id.clone(),
        state,
        missing: names
            .filter(|(_, missing)| **missing)
            .map(|(control, _)| control.id.clone())
            .collect(),
    }
}

fn condition_state(condition: &ConditionIndex, states: &[Answered<'_>]) -> TierState {
    let selected = || condition.controls.iter().filter_map(|&at| states.get(usize::from(at)));
    let count = |test: &dyn Fn(&Answered<'_>) -> bool| {
        u32::try_from(selected().filter(|answered| test(answered)).count()).unwrap_or(u32::MAX)
    };
    let certain = count(&|answered| satisfies(*answered, &condition.accept));
    if certain >= condition.at_least {
        return TierState::Reached;
    }
    let possible = count(&|answered| {
        answered.choice.is_none() && could_satisfy(answered.control, &condition.accept)
    });
    if certain + possible >= condition.at_least { TierState::Open } else { TierState::Missed }
}

fn satisfies(answered: Answered<'_>, accept: &List<Standing>) -> bool {
    answered.choice.is_some_and(|choice| accept.contains(&choice.standing))
}

pub(crate) fn could_satisfy(control: &ControlIndex, accept: &[Standing]) -> bool {
    control.choices.iter().any(|choice| choice.allowed && accept.contains(&choice.standing))
}

fn worse(a: TierState, b: TierState) -> TierState {
    if a == TierState::Missed || b == TierState::Missed {
        TierState::Missed
    } else {
        TierState::Open
    }
}

/// The highest tier reached, and the highest not yet missed.
pub(super) fn highest(tiers: &[TierResult], origin: Origin) -> Outcome {
    let last = |test: fn(TierState) -> bool| {
        tiers.iter().rev().find(|tier| test(tier.state)).map(|tier| tier.id.clone())
    };
    Outcome {
        low: last(|state| state == TierState::Reached),
        high: last(|state| state != TierState::Missed),
        origin,
    }
}
