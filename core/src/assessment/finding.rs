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
    // more than the rest of this module in a page.
    let mut ranked: Vec<Rank> = Vec::with_capacity(states.len());
    for (at, &answered) in states.iter().enumerate() {
        let tier = blocked.get(at).copied().flatten();
        let short = matches!(
            answered.state(),
            State::Partial | State::Unmet | State::Unknown | State::Unanswered
        );
        if short || tier.is_some() {
            let rank = Rank::of(tier, points(answered), credit(framework, answered), at);
            let place =
                ranked.iter().rposition(|other| *other < rank).map_or(0, |before| before + 1);
            ranked.insert(place, rank);
        }
    }
    let mut findings = Vec::with_capacity(ranked.len());
    for rank in ranked {
        let at = rank.control();
        let (Some(control), Some(&answered)) = (framework.controls().get(at), states.get(at))
        else {
            continue;
        };
        let tier = blocked.get(at).copied().flatten().and_then(|tier| tiers.get(tier));
        findings.push(Finding {
            control: control.id.clone(),
            state: answered.state(),
            worth: Worth {
                points: points(answered),
                credit: credit(framework, answered),
                tier: tier.map(|tier| tier.id.clone()),
            },
            verification: control.verification,
        });
    }
    findings
}

/// What comes first: the nearest tier, then the most points, then the most credit, then the
/// framework's order. One number, compared at once: 16, 32, 64 and 16 bits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(u128);

impl Rank {
    fn of(tier: Option<usize>, points: Option<i64>, credit: Option<u64>, control: usize) -> Self {
        let low = |at: usize| u128::from(u16::try_from(at).unwrap_or(u16::MAX));
        let points = u32::try_from(points.unwrap_or(0)).unwrap_or(0);
        Self(
            low(tier.unwrap_or(usize::MAX)) << 112
                | u128::from(!points) << 80
                | u128::from(!credit.unwrap_or(0)) << 16
                | low(control),
        )
    }

    fn control(self) -> usize {
        usize::try_from(self.0 & 0xffff).unwrap_or(usize::MAX)
    }
}

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
