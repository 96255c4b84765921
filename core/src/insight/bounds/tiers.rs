//! Tiers: which combinations of conditions can still hold and fail together.
//!
//! Conditions that are already decided fall away. Each other one is a counter: of the answers that
//! it still needs, or of those that it can still bear to lose, whichever is smaller. Counters that
//! share no open control are independent; what hangs together is searched state by state.

use std::collections::BTreeSet;

use super::{OpenControl, Outcomes};
use crate::framework::Framework;
use crate::insight::work::{TooComplex, Work};
use crate::rules::{ConditionRules, ControlRules, Count, TierState};

/// Most undecided conditions, one bit each.
const MOST_COUNTERS: usize = 128;

/// Most tiers, one bit each.
const MOST_TIERS: usize = 128;

/// Steps that putting a state into a set takes.
const SET: usize = 8;

/// What each effect of an answer leaves.
type EffectOutcomes = Vec<(u128, Outcomes)>;

/// The tiers that can still be reached, and those left after each answer to each open control.
#[inline]
pub(super) fn outcomes(
    framework: &Framework,
    choices: &[Option<u8>],
    lefts: &mut [OpenControl],
    work: &mut Work,
) -> Result<Outcomes, TooComplex> {
    let search = Search::new(framework, choices, work)?;
    let open: Vec<Vec<u128>> = lefts
        .iter()
        .filter_map(|open| framework.rules.controls.get(open.at).map(|control| (open.at, control)))
        .map(|(at, control)| search.effects(at, control))
        .collect();
    let everything = search.outcomes(&open, None, work)?;
    let mut seen: Vec<(&[u128], EffectOutcomes)> = Vec::new();
    for (position, (left, effects)) in lefts.iter_mut().zip(&open).enumerate() {
        work.spend(seen.len())?;
        // Controls with the same effects leave the same.
        let known = if let Some(known) = seen.iter().position(|(other, _)| *other == effects) {
            known
        } else {
            let distinct: BTreeSet<u128> = effects.iter().copied().collect();
            let mut left = Vec::new();
            for effect in distinct {
                left.push((effect, search.outcomes(&open, Some((position, effect)), work)?));
            }
            seen.push((effects, left));
            seen.len() - 1
        };
        let Some(control) = framework.rules.controls.get(left.at) else { continue };
        let outcomes = |effect: u128| {
            let (_, outcomes) = seen.get(known)?;
            outcomes.iter().find(|(own, _)| *own == effect).map(|(_, outcomes)| outcomes.clone())
        };
        left.left = control
            .allowed()
            .zip(effects)
            .filter_map(|((at, _), effect)| Some((at, outcomes(*effect)?)))
            .collect();
    }
    Ok(everything)
}

/// A condition that open controls still decide.
struct Counter {
    condition: ConditionRules,
    /// Whether it counts answers that satisfy, or answers that do not.
    counts_satisfied: bool,
    /// It is decided at this count: it holds, or it fails.
    limit: u64,
    /// Tiers that have this condition.
    tiers: u128,
}

struct Search {
    counters: Vec<Counter>,
    tier_count: usize,
    /// Tiers that an answer already rules out.
    missed: u128,
}

impl Search {
    #[inline]
    fn new(
        framework: &Framework,
        choices: &[Option<u8>],
        work: &mut Work,
    ) -> Result<Self, TooComplex> {
        let tiers = &framework.rules.tiers;
        if tiers.len() > MOST_TIERS {
            return Err(TooComplex);
        }
        let mut search = Self { counters: Vec::new(), tier_count: tiers.len(), missed: 0 };
        for (at, tier) in tiers.iter().enumerate() {
            for condition in tier.conditions.iter() {
                work.spend(search.counters.len() + condition.controls.len())?;
                search.consider(framework, choices, condition, 1 << at);
            }
        }
        // A tier that is missed anyway needs no counters.
        let missed = search.missed;
        search.counters.retain_mut(|counter| {
            counter.tiers &= !missed;
            counter.tiers != 0
        });
        if search.counters.len() > MOST_COUNTERS { Err(TooComplex) } else { Ok(search) }
    }

    #[inline]
    fn consider(
        &mut self,
        framework: &Framework,
        choices: &[Option<u8>],
        condition: &ConditionRules,
        tier: u128,
    ) {
        if let Some(known) = self.counters.iter_mut().find(|it| it.condition == *condition) {
            known.tiers |= tier;
            return;
        }
        let Count { have, may, open } = condition.count(&framework.rules.controls, choices);
        match condition.state(have, may) {
            TierState::Reached => return,
            TierState::Missed => {
                self.missed |= tier;
                return;
            }
            TierState::Open => {}
        }
        let needed = condition.at_least - have;
        // It fails once more than `open - needed` open controls do not satisfy it.
        let fails_at = open - needed + 1;
        self.counters.push(Counter {
            condition: condition.clone(),
            counts_satisfied: needed < fails_at,
            limit: u64::from(needed.min(fails_at)),
            tiers: tier,
        });
    }

    /// For each allowed choice of an open control, the counters that it moves.
    #[inline]
    fn effects(&self, at: usize, control: &ControlRules) -> Vec<u128> {
        let about = |counter: &Counter| {
            let controls = &counter.condition.controls;
            u16::try_from(at).is_ok_and(|at| controls.binary_search(&at).is_ok())
        };
        let counters = self.counters.iter().enumerate();
        let about: Vec<(usize, &Counter)> = counters.filter(|(_, it)| about(it)).collect();
        control
            .allowed()
            .map(|(_, choice)| {
                let moved = about.iter().filter(|(_, counter)| {
                    counter.condition.accepts(choice.standing) == counter.counts_satisfied
                });
                moved.fold(0, |all, (bit, _)| all | 1 << bit)
            })
            .collect()
    }

    /// Every outcome of every completion; with one open control fixed, if asked.
    #[inline]
    fn outcomes(
        &self,
        open: &[Vec<u128>],
        fixed: Option<(usize, u128)>,
        work: &mut Work,
    ) -> Result<Outcomes, TooComplex> {
        work.spend(open.iter().map(Vec::len).sum::<usize>() + open.len() * self.counters.len())?;
        let open: Vec<BTreeSet<u128>> = open
            .iter()
            .enumerate()
            .map(|(at, effects)| match fixed {
                Some((fixed, effect)) if fixed == at => BTreeSet::from([effect]),
                _ => effects.iter().copied().collect(),
            })
            .collect();
        let mut failing = BTreeSet::from([self.missed]);
        for part in self.parts(&open) {
            let own = self.failing(part, &open, work)?;
            work.spend(failing.len().saturating_mul(own.len()).saturating_mul(SET))?;
            let all = failing.iter().flat_map(|before| own.iter().map(move |own| before | own));
            failing = all.collect();
        }
        // The outcome is the highest tier that does not fail.
        let height = |failing: &u128| {
            (1..=self.tier_count).rev().find(|height| failing >> (height - 1) & 1 == 0)
        };
        Ok(failing.iter().map(|failing| height(failing).unwrap_or(0)).collect())
    }

    /// Counters, as bits, that hang together through open controls.
    #[inline]
    fn parts(&self, open: &[BTreeSet<u128>]) -> Vec<u128> {
        let mut parts: Vec<u128> = (0..self.counters.len()).map(|bit| 1 << bit).collect();
        for effects in open {
            let touched = effects.iter().fold(0, |all, effect| all | effect);
            let mut joined = 0;
            parts.retain(|part| {
                let apart = part & touched == 0;
                joined |= if apart { 0 } else { *part };
                apart
            });
            parts.extend((joined != 0).then_some(joined));
        }
        parts
    }

    /// Every set of tiers that can fail together by the counters of one part.
    #[inline]
    fn failing(
        &self,
        part: u128,
        open: &[BTreeSet<u128>],
        work: &mut Work,
    ) -> Result<BTreeSet<u128>, TooComplex> {
        let mut own = Vec::new();
        let mut size: u64 = 1;
        for (bit, counter) in self.counters.iter().enumerate() {
            if part >> bit & 1 == 1 {
                own.push(Place { bit, stride: size, limit: counter.limit });
                size = size.checked_mul(counter.limit + 1).ok_or(TooComplex)?;
            }
        }
        let mut states = BTreeSet::from([0_u64]);
        for effects in open {
            let moves: BTreeSet<u128> = effects.iter().map(|effect| effect & part).collect();
            if moves.len() == 1 && moves.contains(&0) {
                continue;
            }
            let each = moves.len().saturating_mul(own.len() + SET);
            work.spend(states.len().saturating_mul(each))?;
            states = states
                .iter()
                .flat_map(|state| moves.iter().map(|&moved| after(*state, moved, &own)))
                .collect();
        }
        Ok(states.iter().map(|state| self.fails(*state, &own)).collect())
    }

    #[inline]
    fn fails(&self, state: u64, places: &[Place]) -> u128 {
        places.iter().fold(0, |failing, place| {
            let Some(counter) = self.counters.get(place.bit) else { return failing };
            let full = place.count(state) == place.limit;
            if full == counter.counts_satisfied { failing } else { failing | counter.tiers }
        })
    }
}

/// A counter in a mixed-radix number.
struct Place {
    bit: usize,
    stride: u64,
    limit: u64,
}

impl Place {
    #[inline]
    fn count(&self, state: u64) -> u64 {
        state / self.stride % (self.limit + 1)
    }
}

#[inline]
fn after(state: u64, moved: u128, places: &[Place]) -> u64 {
    let counting = places
        .iter()
        .filter(|place| moved >> place.bit & 1 == 1 && place.count(state) < place.limit);
    counting.fold(state, |state, place| state + place.stride)
}
