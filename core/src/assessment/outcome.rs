#[cfg(feature = "serde")]
use serde::Serialize;

use super::{Coverage, Points, TierState};
use crate::model::{Origin, Text};
use crate::rules::{BandsRules, ControlRules, Measured, Rules, TierRules};

/// The outcome of a sheet, as a range of bands or tiers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Outcome {
    /// The outcome that is certain; `None` if no tier is reached for certain.
    pub low: Option<Text>,
    /// The best outcome still possible; equal to `low` once everything is answered.
    pub high: Option<Text>,
    /// Whether the rule is the publisher's or ours.
    pub origin: Origin,
}

impl Outcome {
    /// The outcome, when it is certain.
    ///
    /// ```
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let open = assess(&AnswerSheet::new("self-assessment@4.0"))?;
    /// assert_eq!(open.outcome.as_ref().expect("bands").value(), None);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn value(&self) -> Option<&str> {
        (self.low == self.high).then_some(self.low.as_deref()).flatten()
    }
}

/// A tier and what it still misses.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TierResult {
    /// Id of the tier.
    pub id: Text,
    /// How far it is.
    pub state: TierState,
    /// Controls that its conditions still need, in order.
    pub missing: Vec<Text>,
}

/// The band of a result, as a range.
#[cfg_attr(debug_assertions, inline)]
pub(super) fn band(
    bands: &BandsRules,
    points: Option<Points>,
    coverage: Option<Coverage>,
    origin: Origin,
) -> Option<Outcome> {
    let credit = coverage.map(|coverage| coverage.credit());
    let Measured { low, high, of } = Measured::of(bands.measure, points, credit)?;
    let find = |value| bands.band(value, of).map(|band| band.id.clone());
    Some(Outcome { low: find(low), high: find(high), origin })
}

/// Every tier, lowest first.
#[cfg_attr(debug_assertions, inline)]
pub(super) fn tiers(rules: &Rules, choices: &[Option<u8>]) -> Vec<TierResult> {
    rules.tiers.iter().map(|tier| tier_result(&rules.controls, tier, choices)).collect()
}

#[cfg_attr(debug_assertions, inline)]
fn tier_result(controls: &[ControlRules], tier: &TierRules, choices: &[Option<u8>]) -> TierResult {
    let mut missing = vec![false; choices.len()];
    let mut state = TierState::Reached;
    for condition in tier.conditions.iter() {
        let count = condition.count(controls, choices);
        match condition.state(count.have, count.may) {
            TierState::Reached => continue,
            other => state = state.max(other),
        }
        for &at in condition.controls.iter() {
            let at = usize::from(at);
            let choice = choices.get(at).copied().flatten();
            let satisfied = controls.get(at).is_some_and(|it| condition.satisfied_by(it, choice));
            if let (false, Some(slot)) = (satisfied, missing.get_mut(at)) {
                *slot = true;
            }
        }
    }
    let names = controls.iter().zip(&missing);
    TierResult {
        id: tier.id.clone(),
        state,
        missing: names
            .filter(|(_, missing)| **missing)
            .map(|(control, _)| control.id.clone())
            .collect(),
    }
}

/// The highest tier reached, and the highest not yet missed.
#[cfg_attr(debug_assertions, inline)]
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
