//! Goals that are sums, for one row after the other, where the numbers are small enough for [`Stages`].

use super::by_answer::{Lists, Places};
use super::knapsack::gcd;
use super::lanes::{Gain, Lane, Stages, WIDEST};
use super::measure::Sum;
use super::planner::{PlanStatus, Step, Totals};
use super::target::Least;

/// What is asked of a sum.
#[derive(Clone, Copy)]
pub(super) enum Aim {
    /// At least so much.
    AtLeast(Least),
    /// As much as so much effort gains.
    Within(u64),
}

pub(super) struct Sums<L> {
    sum: Sum,
    aim: Aim,
    /// Gains are counted in this unit.
    unit: u64,
    /// What one unit of effort costs: more than all changes together.
    changes: i64,
    /// Controls, most units that one change gains, and all together.
    room: (usize, usize, usize),
    /// Most units that can be planned for.
    all: usize,
    /// The changes that gain something, the preferred first.
    gains: Lists<Gain<L>>,
    /// Most units that one of them gains.
    largest: Vec<usize>,
}

impl<L: Lane> Sums<L> {
    /// None where costs or needs are too large for the lanes.
    #[inline]
    pub(super) fn of(places: Places, steps: &Lists<Step>, sum: Sum, aim: Aim) -> Option<Self> {
        let gain = |step: &Step| u64::try_from(step.gain(sum)?).ok().filter(|gain| *gain > 0);
        let all = (0..places.count()).flat_map(|place| steps.of(place));
        let unit = all.filter_map(gain).fold(0, gcd).max(1);
        // Effort and changes in one number, as in [`Cost`](super::solution::Cost).
        let changes = places.controls.checked_add(1)?.checked_next_power_of_two()?;
        let changes = i64::try_from(changes).ok()?;
        let cost = |effort: u32| i64::from(effort).checked_mul(changes)?.checked_add(1);
        let mut gains = Lists::new();
        let mut largest = Vec::with_capacity(places.count());
        // By control, what it costs and gains at most.
        let mut ends = vec![(0_i64, 0_usize); places.controls];
        for (place, (control, _)) in places.all().enumerate() {
            let (dearest, most) = ends.get_mut(control)?;
            let (mut list, mut here) = (Vec::new(), 0);
            for (at, step) in steps.of(place).iter().enumerate() {
                let Some(gain) = gain(step) else { continue };
                let (units, cost) = (usize::try_from(gain / unit).ok()?, cost(step.row.effort)?);
                *dearest = cost.max(*dearest);
                here = units.max(here);
                let cost = L::try_from(u64::try_from(cost).ok()?).ok()?;
                list.push(Gain { units, cost, change: u8::try_from(at).ok()? });
            }
            *most = here.max(*most);
            gains.push(list);
            largest.push(here);
        }
        let dearest = ends.iter().try_fold(0_i64, |all, end| all.checked_add(end.0))?;
        let most = ends.iter().map(|end| end.1).max().unwrap_or(0);
        let together = ends.iter().try_fold(0_usize, |all, end| all.checked_add(end.1))?;
        let fits = dearest < L::IMPOSSIBLE.into() && most <= WIDEST;
        let all = together.min(WIDEST);
        let room = (places.controls, most, all);
        fits.then_some(Self { sum, aim, unit, changes, room, all, gains, largest })
    }

    #[inline]
    pub(super) fn room(&self) -> Stages<L> {
        let (controls, most, all) = self.room;
        Stages::new(controls, most, all)
    }

    /// Takes the cheapest changes of a row; `None` if the target is too far away for the lanes.
    ///
    /// `row` are the places of its answers, and `take` is given a control and one of its changes.
    #[inline(always)]
    pub(super) fn solve(
        &self,
        stages: &mut Stages<L>,
        items: &mut Vec<(usize, usize)>,
        totals: &Totals,
        row: &[usize],
        mut take: impl FnMut(usize, usize),
    ) -> Option<PlanStatus> {
        let need = match self.aim {
            Aim::AtLeast(least) => match self.need(least, totals)? {
                Need::Nothing => return Some(PlanStatus::Reached),
                Need::NotCounted => return Some(PlanStatus::Impossible),
                Need::Units(units) => Some(units),
            },
            Aim::Within(_) => None,
        };
        // Every control is written down, and the next one over it where it can gain nothing: whether
        // it can is nothing that a processor could foresee.
        items.resize(row.len(), (0, 0));
        let (mut most, mut count) = (0, 0);
        for (at, &place) in row.iter().enumerate() {
            let largest = self.largest.get(place).copied().unwrap_or(0);
            if let Some(item) = items.get_mut(count) {
                *item = (at, place);
            }
            most += largest;
            count += usize::from(largest > 0);
        }
        let items = items.get(..count).unwrap_or_default();
        let need = need.unwrap_or(most);
        if need > most {
            return Some(PlanStatus::Impossible);
        }
        if need > self.all {
            return None;
        }
        // How much the controls before one can gain: needs that are smaller by more never come up.
        let mut before = most;
        for (done, &(_, place)) in items.iter().rev().enumerate() {
            before -= self.largest.get(place).copied().unwrap_or(0);
            let from = match self.aim {
                Aim::AtLeast(_) => need.saturating_sub(before),
                Aim::Within(_) => 0,
            };
            stages.fill(done, self.gains.of(place), from, need);
        }
        let mut left = match self.aim {
            Aim::AtLeast(_) => need,
            Aim::Within(budget) => {
                let affordable = |need: &usize| {
                    let effort = stages.cost(items.len(), *need).into() / self.changes;
                    u64::try_from(effort).is_ok_and(|effort| effort <= budget)
                };
                (0..=need).rev().find(affordable).unwrap_or(0)
            }
        };
        for (stage, &(at, place)) in (1..=items.len()).rev().zip(items.iter()) {
            if left == 0 {
                break;
            }
            if let Some(taken) = stages.taken(stage, left, self.gains.of(place)) {
                take(at, usize::from(taken.change));
                left = left.saturating_sub(taken.units);
            }
        }
        Some(PlanStatus::Planned)
    }

    #[inline]
    fn need(&self, least: Least, totals: &Totals) -> Option<Need> {
        let (now, of) = match self.sum {
            Sum::Points if totals.counted > 0 => (totals.points.low, totals.points.max),
            Sum::Credit if totals.credit.of > 0 => {
                let signed = |credit| i64::try_from(credit).ok();
                (signed(totals.credit.low)?, signed(totals.credit.of)?)
            }
            _ => return Some(Need::NotCounted),
        };
        Some(match u64::try_from(least.of(of).saturating_sub(now)) {
            Err(_) | Ok(0) => Need::Nothing,
            Ok(need) => {
                Need::Units(usize::try_from(need.div_ceil(self.unit)).unwrap_or(usize::MAX))
            }
        })
    }
}

/// How far away a target is.
enum Need {
    Nothing,
    /// No control of the row counts.
    NotCounted,
    Units(usize),
}
