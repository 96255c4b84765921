//! The cheapest way to make every condition of a tier hold, exactly.
//!
//! Conditions over all of their controls leave only the answers that satisfy them. Conditions that
//! ask for a number of controls are independent of each other where no control is in two of
//! them; what hangs together is searched state by state, with one counter a condition.

use super::change::Changeable;
use super::solution::{Cost, Solution};
use crate::insight::work::{TooComplex, Work};
use crate::rules::ConditionRules;

/// Why no plan exists.
pub(super) struct Blocked {
    /// Positions of the controls that block it; empty if the conditions exclude each
    /// other.
    pub controls: Vec<usize>,
}

/// One answer that a control could end with.
#[derive(Clone, Copy)]
pub(super) struct Ending {
    /// Position among the control's changes; `None` to leave it.
    pub change: Option<usize>,
    pub cost: Cost,
    /// Counting conditions that it satisfies.
    counts: u64,
}

/// A control that still has to be decided, with its endings, the preferred first.
#[derive(Clone)]
pub(super) struct Open {
    pub at: usize,
    pub endings: Vec<Ending>,
}

/// The cheapest changes after which every condition holds.
#[inline]
pub(super) fn cheapest(
    controls: &[Changeable<'_>],
    conditions: &[ConditionRules],
    work: &mut Work,
) -> Result<Result<Solution, Blocked>, TooComplex> {
    let (all, counting) = by_kind(conditions);
    if counting.len() > MOST_COUNTING {
        return Err(TooComplex);
    }
    let asked: usize = conditions.iter().map(|condition| condition.controls.len()).sum();
    work.spend(controls.len() + asked)?;
    let open = endings(controls, &all, &counting);
    let stuck: Vec<usize> =
        open.iter().filter(|open| open.endings.is_empty()).map(|open| open.at).collect();
    if !stuck.is_empty() {
        return Ok(Err(Blocked { controls: stuck }));
    }
    let needs = counting.iter().map(|condition| at_least(condition)).collect();
    let decided = decide(open, needs, work)?;
    Ok(decided.map_err(|conditions| blamed(controls, &counting, conditions)))
}

/// More conditions that ask for a number of controls than a search can count.
pub(super) const MOST_COUNTING: usize = 64;

/// Conditions over all of their controls, and those that ask for a number of them.
#[inline]
pub(super) fn by_kind(
    conditions: &[ConditionRules],
) -> (Vec<&ConditionRules>, Vec<&ConditionRules>) {
    conditions.iter().partition(|condition| asks_for_all(condition))
}

/// The cheapest endings that meet the needs; or the conditions that cannot hold.
#[inline]
pub(super) fn decide(
    mut open: Vec<Open>,
    mut needs: Vec<usize>,
    work: &mut Work,
) -> Result<Result<Solution, u64>, TooComplex> {
    let mut solution = Solution::default();
    settle(&mut open, &mut needs, &mut solution, work)?;
    for part in parts(open, &needs) {
        let Some(found) = search(&part, &needs, work)? else { return Ok(Err(part.conditions)) };
        solution.join(&found);
    }
    Ok(Ok(solution.in_order()))
}

#[inline]
pub(super) fn asks_for_all(condition: &ConditionRules) -> bool {
    at_least(condition) >= condition.controls.len()
}

#[inline]
pub(super) fn at_least(condition: &ConditionRules) -> usize {
    usize::try_from(condition.at_least).unwrap_or(usize::MAX)
}

/// Every control with the endings that the conditions over all controls leave it.
#[inline]
pub(super) fn endings(
    controls: &[Changeable<'_>],
    all: &[&ConditionRules],
    counting: &[&ConditionRules],
) -> Vec<Open> {
    let mut open: Vec<Open> = controls
        .iter()
        .enumerate()
        .map(|(at, control)| {
            let changes = control.changes.iter().enumerate();
            let mut endings: Vec<Ending> = changes
                .map(|(at, change)| Ending {
                    change: Some(at),
                    cost: Cost::of(change.effort),
                    counts: 0,
                })
                .collect();
            endings.push(Ending { change: None, cost: Cost::NOTHING, counts: 0 });
            Open { at, endings }
        })
        .collect();
    let satisfies = |condition: &ConditionRules, control: &Changeable<'_>, ending: &Ending| {
        let choice = match ending.change {
            None => control.now,
            Some(at) => control.changes.get(at).map(|change| change.to),
        };
        condition.satisfied_by(control.rules, choice)
    };
    let mut each = |condition: &ConditionRules, with: &dyn Fn(&Changeable<'_>, &mut Open)| {
        for &at in condition.controls.iter() {
            let at = usize::from(at);
            if let (Some(control), Some(open)) = (controls.get(at), open.get_mut(at)) {
                with(control, open);
            }
        }
    };
    for condition in all {
        each(condition, &|control, open| {
            open.endings.retain(|ending| satisfies(condition, control, ending));
        });
    }
    for (bit, condition) in counting.iter().enumerate() {
        each(condition, &|control, open| {
            for ending in &mut open.endings {
                if satisfies(condition, control, ending) {
                    ending.counts |= 1 << bit;
                }
            }
        });
    }
    open
}

/// Decides every control that has one sensible ending left, until none has.
#[inline]
fn settle(
    open: &mut Vec<Open>,
    needs: &mut [usize],
    solution: &mut Solution,
    work: &mut Work,
) -> Result<(), TooComplex> {
    loop {
        work.spend(open.iter().map(|open| open.endings.len() * open.endings.len()).sum())?;
        let wanted = wanted(needs);
        for open in open.iter_mut() {
            for ending in &mut open.endings {
                ending.counts &= wanted;
            }
            drop_beaten(&mut open.endings);
        }
        let before = open.len();
        open.retain(|open| {
            let [only] = open.endings.as_slice() else { return true };
            if let Some(change) = only.change {
                solution.take(open.at, change, only.cost);
            }
            for (bit, need) in needs.iter_mut().enumerate() {
                *need = need.saturating_sub(usize::from(only.counts >> bit & 1 == 1));
            }
            false
        });
        if open.len() == before {
            return Ok(());
        }
    }
}

/// Conditions that still need something.
#[inline]
fn wanted(needs: &[usize]) -> u64 {
    let bits = needs.iter().enumerate().filter(|(_, need)| **need > 0);
    bits.fold(0, |all, (bit, _)| all | 1 << bit)
}

/// Drops endings for which another does at least as much and is preferred.
#[inline]
pub(super) fn drop_beaten(endings: &mut Vec<Ending>) {
    let all = endings.clone();
    let mut at = 0;
    endings.retain(|ending| {
        let beaten = all.iter().enumerate().any(|(other, by)| {
            by.counts & ending.counts == ending.counts && (by.cost, other) < (ending.cost, at)
        });
        at += 1;
        !beaten
    });
}

/// Controls and conditions that hang together.
struct Part {
    conditions: u64,
    open: Vec<Open>,
}

#[inline]
fn parts(open: Vec<Open>, needs: &[usize]) -> Vec<Part> {
    // Every wanted condition is a part of its own, until a control joins two.
    let wanted = wanted(needs);
    let mut parts: Vec<u64> =
        (0..needs.len()).map(|bit| 1 << bit).filter(|bit| wanted & bit != 0).collect();
    for open in &open {
        let touched = open.able();
        let mut joined = 0;
        parts.retain(|part| {
            let apart = part & touched == 0;
            joined |= if apart { 0 } else { *part };
            apart
        });
        parts.extend((joined != 0).then_some(joined));
    }
    let mut parts: Vec<Part> =
        parts.into_iter().map(|conditions| Part { conditions, open: Vec::new() }).collect();
    for open in open {
        let touched = open.able();
        // A control that counts for nothing was decided before.
        if let Some(part) = parts.iter_mut().find(|part| part.conditions & touched != 0) {
            part.open.push(open);
        }
    }
    parts
}

/// One counter of a condition in a mixed-radix number: of the controls that it still needs, or of
/// those that it can still bear to lose, whichever is smaller.
#[derive(Clone, Copy)]
struct Counter {
    bit: usize,
    stride: usize,
    radix: usize,
    needs: bool,
}

/// The counters of a part and the number of their states; `None` if a condition cannot hold.
#[inline]
fn counters(
    part: &Part,
    needs: &[usize],
    work: &mut Work,
) -> Result<Option<(Vec<Counter>, usize)>, TooComplex> {
    let mut states: usize = 1;
    let mut counters = Vec::new();
    for (bit, &need) in needs.iter().enumerate() {
        if part.conditions >> bit & 1 == 0 {
            continue;
        }
        let able = part.open.iter().filter(|open| open.able() >> bit & 1 == 1).count();
        let Some(slack) = able.checked_sub(need) else { return Ok(None) };
        let radix = need.min(slack) + 1;
        counters.push(Counter { bit, stride: states, radix, needs: need <= slack });
        states = states.checked_mul(radix).ok_or(TooComplex)?;
    }
    let endings = part.open.iter().map(|open| open.endings.len());
    work.spend(states.saturating_mul((counters.len() + 1) * endings.sum::<usize>().max(1)))?;
    Ok(Some((counters, states)))
}

#[inline]
fn search(part: &Part, needs: &[usize], work: &mut Work) -> Result<Option<Solution>, TooComplex> {
    let Some((counters, states)) = counters(part, needs, work)? else { return Ok(None) };
    let mut costs = vec![Cost::IMPOSSIBLE; states];
    // Once every control is decided, nothing may be needed any more; what could still be lost is
    // all the same.
    for (state, cost) in costs.iter_mut().enumerate() {
        if counters.iter().all(|counter| !counter.needs || counter.digit(state) == 0) {
            *cost = Cost::NOTHING;
        }
    }
    let mut taken = vec![0_u8; states * part.open.len()];
    // From the last control to the first, so that a walk from the first can prefer.
    for (open, taken) in part.open.iter().rev().zip(taken.rchunks_mut(states)) {
        let moves: Vec<(Vec<Counter>, Cost)> =
            open.endings.iter().map(|it| (moved(open, it, &counters), it.cost)).collect();
        // From the largest state down: smaller ones are still without this control.
        for state in (0..states).rev() {
            let mut best = Cost::IMPOSSIBLE;
            for (at, (moved, cost)) in (0..).zip(&moves) {
                let rest = after(state, moved).and_then(|state| costs.get(state)).copied();
                let whole = rest.unwrap_or(Cost::IMPOSSIBLE).and(*cost);
                if whole < best {
                    best = whole;
                    if let Some(taken) = taken.get_mut(state) {
                        *taken = at;
                    }
                }
            }
            if let Some(cost) = costs.get_mut(state) {
                *cost = best;
            }
        }
    }
    if costs.last().is_none_or(|cost| *cost == Cost::IMPOSSIBLE) {
        return Ok(None);
    }
    Ok(Some(walk(part, &taken, states, &counters)))
}

/// The counters that an ending moves: those that need what it gives, and those that lose what it
/// does not give.
#[inline]
fn moved(open: &Open, ending: &Ending, counters: &[Counter]) -> Vec<Counter> {
    let lost = open.able() & !ending.counts;
    let moves = |counter: &&Counter| {
        let bits = if counter.needs { ending.counts } else { lost };
        bits >> counter.bit & 1 == 1
    };
    counters.iter().filter(moves).copied().collect()
}

/// The state once counters have moved; `None` if one loses more than it can bear.
#[inline]
fn after(state: usize, moved: &[Counter]) -> Option<usize> {
    moved.iter().try_fold(state, |state, counter| match counter.digit(state) {
        0 if counter.needs => Some(state),
        0 => None,
        _ => Some(state - counter.stride),
    })
}

impl Counter {
    #[inline]
    fn digit(&self, state: usize) -> usize {
        state / self.stride % self.radix
    }
}

impl Open {
    /// Conditions that some ending counts for.
    #[inline]
    fn able(&self) -> u64 {
        self.endings.iter().fold(0, |all, ending| all | ending.counts)
    }
}

#[inline]
fn walk(part: &Part, taken: &[u8], states: usize, counters: &[Counter]) -> Solution {
    let mut solution = Solution::default();
    let mut state = states - 1;
    for (open, taken) in part.open.iter().zip(taken.chunks(states)) {
        let at = taken.get(state).copied().unwrap_or_default();
        let Some(ending) = open.endings.get(usize::from(at)) else { continue };
        if let Some(change) = ending.change {
            solution.take(open.at, change, ending.cost);
        }
        state = after(state, &moved(open, ending, counters)).unwrap_or(state);
    }
    solution
}

/// Controls that keep the conditions from holding because they may not change.
#[inline]
fn blamed(controls: &[Changeable<'_>], counting: &[&ConditionRules], conditions: u64) -> Blocked {
    let blamed = counting.iter().enumerate().filter(|(bit, _)| conditions >> bit & 1 == 1);
    let mut blamed: Vec<usize> = blamed
        .flat_map(|(_, condition)| {
            condition.controls.iter().map(|&at| usize::from(at)).filter(|&at| {
                controls.get(at).is_some_and(|control| {
                    control.held.is_some() && !condition.satisfied_by(control.rules, control.now)
                })
            })
        })
        .collect();
    blamed.sort_unstable();
    blamed.dedup();
    Blocked { controls: blamed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_may_take_exactly_the_steps_that_there_are() {
        let ending = |change, counts| Ending { change, cost: Cost::NOTHING, counts };
        let open = |at| Open { at, endings: vec![ending(Some(0), 1), ending(None, 0)] };
        let part = Part { conditions: 1, open: (0..4).map(open).collect() };
        // Two of four: a counter from 0 to 2, so three states, two steps for each of eight endings.
        let steps = 3 * 2 * 8;
        let counted = |steps| counters(&part, &[2], &mut Work::of(steps)).map(|it| it.is_some());
        assert!(matches!(counted(steps), Ok(true)));
        assert!(matches!(counted(steps - 1), Err(TooComplex)));
    }
}
