//! Goals that are tiers, for one row after the other: which answers leave what to do is worked out once.

use std::collections::HashMap;

use super::by_answer::Places;
use super::change::Changeable;
use super::solution::{Cost, Solution};
use super::tier::{self, Open};
use crate::insight::work::{TooComplex, Work};
use crate::rules::{ConditionRules, ControlRules, Rules, TierRules};

/// What is asked of the tiers.
#[derive(Clone, Copy)]
pub(super) enum Aim {
    /// The one at this position, or a higher one.
    Reach(usize),
    /// The highest that so much effort reaches.
    Within(u64),
}

/// The tiers that a goal is about, in the order in which they are tried.
pub(super) struct Tiers {
    aim: Aim,
    tiers: Vec<Tier>,
}

/// How every answer to every control ends where a tier is to be reached.
struct Tier {
    ends: Vec<End>,
    /// Conditions that ask for a number of controls: how many.
    needs: Vec<usize>,
    /// The controls of those conditions, in order, and by place what they could end with.
    counted: Vec<usize>,
    open: HashMap<usize, Open>,
}

/// How an answer ends.
#[derive(Clone, Copy)]
enum End {
    Leave,
    /// A change, by position, and what it costs.
    Change(u8, Cost),
    /// It keeps the tier away.
    Stuck,
    /// What it ends with depends on other controls.
    Counted,
}

/// Answers to the controls that count together, and what was found for them.
type Known = HashMap<Vec<usize>, Option<Solution>>;

/// Room for the plans of one row after the other.
#[derive(Default)]
pub(super) struct Room {
    known: Vec<Known>,
    key: Vec<usize>,
}

/// Patterns of answers whose plans are kept, a tier.
const MOST_KNOWN: usize = 1 << 14;

impl Tiers {
    /// None where a tier has more conditions than can be counted. `answered` gives each control as
    /// it is with each answer.
    #[inline]
    pub(super) fn of(
        rules: &Rules,
        places: Places,
        answered: &[Vec<Changeable<'_>>],
        aim: Aim,
    ) -> Option<Self> {
        let tiers: Vec<&TierRules> = match aim {
            Aim::Reach(at) => {
                let mut tiers = rules.tiers.iter().skip(at);
                let target = tiers.next()?;
                // What reaches a tier that asks for no less cannot be cheaper.
                let others = tiers.filter(|tier| !asks_for_no_less(tier, target));
                [target].into_iter().chain(others).collect()
            }
            Aim::Within(_) => rules.tiers.iter().rev().collect(),
        };
        let tiers = tiers.into_iter().map(|tier| Tier::of(tier, places, answered));
        Some(Self { aim, tiers: tiers.collect::<Option<_>>()? })
    }

    #[inline]
    pub(super) fn room(&self) -> Room {
        Room { known: self.tiers.iter().map(|_| Known::new()).collect(), key: Vec::new() }
    }

    /// The changes of a row, given by the places of its answers; `None` if there are none.
    #[inline]
    pub(super) fn solve(
        &self,
        room: &mut Room,
        row: &[usize],
    ) -> Result<Option<Solution>, TooComplex> {
        let mut best: Option<Solution> = None;
        let Room { known, key } = room;
        for (tier, known) in self.tiers.iter().zip(known) {
            let Some(found) = tier.solve(row, known, key)? else { continue };
            match self.aim {
                Aim::Within(budget) if found.cost.effort() > budget => {}
                Aim::Within(_) => return Ok(Some(found)),
                Aim::Reach(_) if best.as_ref().is_none_or(|best| found.compare(best).is_lt()) => {
                    best = Some(found);
                }
                Aim::Reach(_) => {}
            }
        }
        // Nothing that can be paid for is a plan without a change.
        Ok(if let Aim::Within(_) = self.aim { Some(Solution::default()) } else { best })
    }
}

impl Tier {
    #[inline]
    fn of(tier: &TierRules, places: Places, answered: &[Vec<Changeable<'_>>]) -> Option<Self> {
        let (all, counting) = tier::by_kind(&tier.conditions);
        if counting.len() > tier::MOST_COUNTING {
            return None;
        }
        let mut counted: Vec<usize> = counting
            .iter()
            .flat_map(|condition| condition.controls.iter().map(|&at| usize::from(at)))
            .collect();
        counted.sort_unstable();
        counted.dedup();
        let mut ends = vec![End::Stuck; places.count()];
        let mut open = HashMap::new();
        for (answer, controls) in places.answers().zip(answered) {
            for mut left in tier::endings(controls, &all, &counting) {
                let Some(place) = places.place(left.at, answer) else { continue };
                tier::drop_beaten(&mut left.endings);
                let end = match *left.endings {
                    [] => End::Stuck,
                    _ if counted.binary_search(&left.at).is_ok() => End::Counted,
                    [only] => match only.change {
                        None => End::Leave,
                        Some(change) => End::Change(u8::try_from(change).ok()?, only.cost),
                    },
                    _ => End::Counted,
                };
                if let Some(slot) = ends.get_mut(place) {
                    *slot = end;
                }
                if matches!(end, End::Counted) {
                    open.insert(place, left);
                }
            }
        }
        let needs = counting.into_iter().map(tier::at_least).collect();
        Some(Self { ends, needs, counted, open })
    }

    #[inline]
    fn solve(
        &self,
        row: &[usize],
        known: &mut Known,
        key: &mut Vec<usize>,
    ) -> Result<Option<Solution>, TooComplex> {
        let mut solution = Solution { taken: Vec::with_capacity(row.len()), ..Solution::default() };
        for (at, &place) in row.iter().enumerate() {
            match self.ends.get(place) {
                Some(&End::Change(change, cost)) => solution.take(at, usize::from(change), cost),
                Some(End::Leave | End::Counted) => {}
                Some(End::Stuck) | None => return Ok(None),
            }
        }
        if self.counted.is_empty() {
            return Ok(Some(solution));
        }
        key.clear();
        key.extend(self.counted.iter().filter_map(|&at| row.get(at).copied()));
        if !known.contains_key(key.as_slice()) {
            let open = key.iter().filter_map(|place| self.open.get(place).cloned()).collect();
            let found = tier::decide(open, self.needs.clone(), &mut Work::new())?.ok();
            if known.len() >= MOST_KNOWN {
                known.clear();
            }
            known.insert(key.clone(), found);
        }
        Ok(known.get(key.as_slice()).and_then(Option::as_ref).map(|found| {
            solution.join(found);
            solution.in_order()
        }))
    }
}

/// Whether a tier asks for everything that another one asks for.
#[inline]
fn asks_for_no_less(tier: &TierRules, other: &TierRules) -> bool {
    let implies = |one: &ConditionRules, other: &ConditionRules| {
        let within = other.controls.iter().all(|at| one.controls.contains(at));
        let same = one.controls.len() == other.controls.len();
        one.accept.iter().all(|standing| other.accepts(*standing))
            && within
            && (tier::asks_for_all(one) || (same && one.at_least >= other.at_least))
    };
    other.conditions.iter().all(|other| tier.conditions.iter().any(|one| implies(one, other)))
}

/// Which tiers are reached, by the places of the answers.
pub(super) struct Reached {
    /// By place, a bit for each tier that the answer keeps away.
    broken: Vec<u64>,
    /// Conditions that ask for a number of controls, with the position of their tier.
    counting: Vec<(usize, ConditionRules)>,
    tiers: usize,
}

impl Reached {
    /// None where there are more tiers than bits.
    #[inline]
    pub(super) fn of(rules: &Rules, places: Places) -> Option<Self> {
        let tiers = rules.tiers.len();
        if tiers > 64 {
            return None;
        }
        let mut broken = vec![0; places.count()];
        let mut counting = Vec::new();
        for (at, tier) in rules.tiers.iter().enumerate() {
            let (all, numbered) = tier::by_kind(&tier.conditions);
            counting.extend(numbered.into_iter().map(|condition| (at, condition.clone())));
            for condition in all {
                // More than there are can never be.
                let never = tier::at_least(condition) > condition.controls.len();
                for (slot, (control, answer)) in broken.iter_mut().zip(places.all()) {
                    let own =
                        u16::try_from(control).is_ok_and(|it| condition.controls.contains(&it));
                    let breaks = own && !satisfied(condition, &rules.controls, control, answer);
                    *slot |= u64::from(never || breaks) << at;
                }
            }
        }
        Some(Self { broken, counting, tiers })
    }

    /// The highest tier that the answers reach.
    #[inline]
    pub(super) fn highest(&self, rules: &Rules, row: &[usize], answers: &[u8]) -> Option<usize> {
        let broken = |place: &usize| self.broken.get(*place).copied().unwrap_or(u64::MAX);
        let mut broken = row.iter().map(broken).fold(0, |all, one| all | one);
        for (tier, condition) in &self.counting {
            let have = condition.controls.iter().filter(|&&at| {
                let at = usize::from(at);
                answers.get(at).is_some_and(|it| satisfied(condition, &rules.controls, at, *it))
            });
            let missed = have.count() < tier::at_least(condition);
            broken |= u64::from(missed) << tier;
        }
        (0..self.tiers).rev().find(|at| broken >> at & 1 == 0)
    }
}

#[inline]
fn satisfied(
    condition: &ConditionRules,
    controls: &[ControlRules],
    control: usize,
    answer: u8,
) -> bool {
    let answer = (answer != crate::rules::UNANSWERED).then_some(answer);
    controls.get(control).is_some_and(|rules| condition.satisfied_by(rules, answer))
}
