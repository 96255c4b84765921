use std::cmp::Reverse;

use serde::Serialize;

use super::{Answered, State, TierResult, TierState, coverage};
use crate::framework::Framework;
use crate::model::{Text, Verification};

/// What fixing a control is worth.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Worth {
    /// Points that the best answer would add; for an unanswered control, over its worst answer.
    pub points: Option<i64>,
    /// Weighted credit that `met` would add to the coverage.
    pub credit: Option<u64>,
    /// The lowest tier not reached that it keeps away.
    pub tier: Option<Text>,
}

/// One control that keeps the sheet from a better result.
///
/// Title, question, advice and citations stand in the framework under the control's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// Id of the control.
    pub control: Text,
    /// Why it is here.
    pub state: State,
    /// What fixing it is worth.
    pub worth: Worth,
    /// How sure we are of what the guideline asks here.
    pub verification: Verification,
}

/// All findings: those that keep the nearest tier away first, then by points, credit and order.
pub(super) fn findings(
    framework: &Framework,
    states: &[Answered<'_>],
    tiers: &[TierResult],
) -> Vec<Finding> {
    let blocked = blocked_tiers(framework, tiers);
    // Put in place one by one: there are few, and the sorting code of the standard library weighs
    // more than the rest of this module in a page. Equals keep the framework's order.
    let mut ranked: Vec<Ranked> = Vec::with_capacity(states.len());
    for (at, &answered) in states.iter().enumerate() {
        let tier = blocked.get(at).copied().flatten();
        let short = matches!(
            answered.state(),
            State::Partial | State::Unmet | State::Unknown | State::Unanswered
        );
        if short || tier.is_some() {
            let worth = (points(answered).unwrap_or(0), credit(framework, answered).unwrap_or(0));
            let rank = (tier.unwrap_or(usize::MAX), Reverse(worth));
            let place = ranked.partition_point(|(other, _)| *other <= rank);
            ranked.insert(place, (rank, at));
        }
    }
    let mut findings = Vec::with_capacity(ranked.len());
    findings.extend(ranked.iter().filter_map(|((tier, _), at)| {
        let control = framework.controls().get(*at)?;
        let &answered = states.get(*at)?;
        Some(Finding {
            control: control.id.clone(),
            state: answered.state(),
            worth: Worth {
                points: points(answered),
                credit: credit(framework, answered),
                tier: tiers.get(*tier).map(|tier| tier.id.clone()),
            },
            verification: control.verification,
        })
    }));
    findings
}

/// What comes first, the nearest tier, then points, then credit; and the control.
type Ranked = ((usize, Reverse<(i64, u64)>), usize);

/// What the best answer would add.
fn points(answered: Answered<'_>) -> Option<i64> {
    let range = answered.control.points?;
    let now = answered.choice.map_or(Some(range.low), |choice| choice.points);
    Some(now.map_or(0, |now| i64::from(range.high) - i64::from(now)))
}

/// What `met` would add.
fn credit(framework: &Framework, answered: Answered<'_>) -> Option<u64> {
    Some(coverage::gain(answered, framework.definition.coverage.as_ref()?))
}

/// For each control, the first tier not reached that it is missing from.
fn blocked_tiers(framework: &Framework, tiers: &[TierResult]) -> Vec<Option<usize>> {
    let mut blocked = vec![None; if tiers.is_empty() { 0 } else { framework.controls().len() }];
    for (at, tier) in tiers.iter().enumerate().filter(|(_, tier)| tier.state != TierState::Reached)
    {
        // Missing controls keep the framework's order, so one walk finds them all.
        let mut missing = tier.missing.iter().peekable();
        for (slot, control) in blocked.iter_mut().zip(framework.controls()) {
            if missing.next_if(|id| **id == control.id).is_some() && slot.is_none() {
                *slot = Some(at);
            }
        }
    }
    blocked
}
