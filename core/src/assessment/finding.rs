use std::cmp::Reverse;
use std::mem;

#[cfg(feature = "serde")]
use serde::Serialize;

use super::TierResult;
use crate::model::{Text, Verification};
use crate::rules::{ControlRules, Rules, State, TierState};

/// What fixing a control is worth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Worth {
    /// Points that the best answer would add; for an unanswered control, over its worst answer.
    pub points: Option<i64>,
    /// Weighted credit that `met` would add to the coverage.
    pub credit: Option<u64>,
    /// The lowest unreached tier that it blocks.
    pub tier: Option<Text>,
}

/// One control that keeps the sheet from a better result.
///
/// The framework has title, question, advice and citations under the control's id.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
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

/// All findings: those that block the nearest tier first, then by points, credit and order.
#[cfg_attr(debug_assertions, inline)]
pub(super) fn findings(
    rules: &Rules,
    choices: &[Option<u8>],
    tiers: &[TierResult],
) -> Vec<Finding> {
    let blocked = blocked_tiers(rules, tiers);
    let mut ranked: Vec<Ranked> = Vec::with_capacity(choices.len());
    for (at, (control, &choice)) in rules.controls.iter().zip(choices).enumerate() {
        let (found, short) = Ranked::of(control, at, choice);
        let tier = blocked.get(at).copied().flatten();
        if short || tier.is_some() {
            let found = Ranked { tier, ..found };
            ranked.push(found);
            sink(&mut ranked);
        }
    }
    let mut findings = Vec::with_capacity(ranked.len());
    for Ranked { at, state, tier, points, credit } in ranked {
        let Some(control) = rules.controls.get(at) else { continue };
        let tier = tier.and_then(|tier| tiers.get(tier)).map(|tier| tier.id.clone());
        findings.push(Finding {
            control: control.id.clone(),
            state,
            worth: Worth { points, credit, tier },
            verification: control.verification,
        });
    }
    findings
}

/// A finding by position, before it is put in order.
pub(super) struct Ranked {
    pub at: usize,
    pub state: State,
    tier: Option<usize>,
    pub points: Option<i64>,
    pub credit: Option<u64>,
}

impl Ranked {
    /// What the answer to the control at a position is worth while it blocks no tier, and whether it
    /// falls short.
    #[cfg_attr(debug_assertions, inline)]
    pub(super) fn of(control: &ControlRules, at: usize, choice: Option<u8>) -> (Self, bool) {
        let contribution = control.contribution(choice);
        let short = matches!(
            contribution.state,
            State::Partial | State::Unmet | State::Unknown | State::Unanswered
        );
        let ranked = Self {
            at,
            state: contribution.state,
            tier: None,
            points: control.missing_points(&contribution),
            credit: control.missing_credit(&contribution),
        };
        (ranked, short)
    }

    /// What comes first: the nearest tier, then the most points, then the most credit, then the
    /// framework's order.
    #[cfg_attr(debug_assertions, inline)]
    pub(super) fn rank(&self) -> (usize, Reverse<Option<i64>>, Reverse<Option<u64>>, usize) {
        (self.tier.unwrap_or(usize::MAX), Reverse(self.points), Reverse(self.credit), self.at)
    }
}

/// Puts the last in its place among those before it, which are in order: findings are few, and the
/// sorting code of the standard library weighs more than the rest of this module in a page.
#[cfg_attr(debug_assertions, inline)]
fn sink(mut ranked: &mut [Ranked]) {
    while let [.., before, last] = ranked
        && last.rank() < before.rank()
    {
        mem::swap(before, last);
        ranked = ranked.split_last_mut().map_or(&mut [], |(_, rest)| rest);
    }
}

/// For each control, the first tier not reached that it is missing from.
#[cfg_attr(debug_assertions, inline)]
fn blocked_tiers(rules: &Rules, tiers: &[TierResult]) -> Vec<Option<usize>> {
    let mut blocked = vec![None; if tiers.is_empty() { 0 } else { rules.controls.len() }];
    for (at, tier) in tiers.iter().enumerate().filter(|(_, tier)| tier.state != TierState::Reached)
    {
        // Missing controls keep the framework's order, so one walk finds them all.
        let mut missing = tier.missing.iter().peekable();
        for (slot, control) in blocked.iter_mut().zip(rules.controls.iter()) {
            if missing.next_if(|id| **id == control.id).is_some() && slot.is_none() {
                *slot = Some(at);
            }
        }
    }
    blocked
}
