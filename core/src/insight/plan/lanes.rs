//! The knapsack for one row after the other, in narrow integers that fill wide registers.
//!
//! The same rule as [`knapsack`](super::knapsack): least effort, then fewest changes, then the
//! framework's order. Every stage is kept, and the walk from the first control looks up which option
//! gave the least cost, so that nothing else is written while the stages are filled.

use std::ops::Add;

/// Most units that a target may be away: beyond it the rows are planned one by one.
pub(super) const WIDEST: usize = 2048;

/// Costs at a time: a stage is filled in whole pieces.
const PIECE: usize = 16;

/// A number that holds a cost.
pub(super) trait Lane: Copy + Ord + Add<Output = Self> + TryFrom<u64> + Into<i64> {
    const NOTHING: Self;
    /// More than any sum of costs, and with one cost more still a number.
    const IMPOSSIBLE: Self;
}

impl Lane for i16 {
    const NOTHING: Self = 0;
    const IMPOSSIBLE: Self = i16::MAX / 2;
}

impl Lane for i32 {
    const NOTHING: Self = 0;
    const IMPOSSIBLE: Self = i32::MAX / 2;
}

/// The lesser of costs and what others are with one more.
#[inline(always)]
fn least<L: Lane>(mut costs: [L; PIECE], others: &[L; PIECE], more: L) -> [L; PIECE] {
    for (cost, &other) in costs.iter_mut().zip(others) {
        *cost = (*cost).min(other + more);
    }
    costs
}

/// One change that gains something.
#[derive(Clone, Copy)]
pub(super) struct Gain<L> {
    /// Units of the sum.
    pub units: usize,
    pub cost: L,
    /// Position among the changes of the control.
    pub change: u8,
}

/// Stages, one a control that could gain something, from the last control back to the first.
pub(super) struct Stages<L> {
    /// Zeros before each stage: a change may gain more than is needed.
    pad: usize,
    stride: usize,
    costs: Vec<L>,
}

impl<L: Lane> Stages<L> {
    /// Room for this number of controls, changes of at most `pad` units and needs of at most `widest`.
    #[inline]
    pub(super) fn new(controls: usize, pad: usize, widest: usize) -> Self {
        let stride = pad + (widest + 1).next_multiple_of(PIECE);
        let mut costs = vec![L::NOTHING; stride * (controls + 1)];
        // Without a control, nothing but a need of 0 can be met.
        for cost in costs.iter_mut().take(stride).skip(pad + 1) {
            *cost = L::IMPOSSIBLE;
        }
        Self { pad, stride, costs }
    }

    /// Lets the control before those of the first `done` stages choose, for needs of `from` to `need`:
    /// what comes before that is of no use to the controls that are still to choose.
    #[inline(always)]
    pub(super) fn fill(&mut self, done: usize, options: &[Gain<L>], from: usize, need: usize) {
        let start = self.pad + from / PIECE * PIECE;
        let end = self.pad + (need + 1).next_multiple_of(PIECE);
        let (before, after) = self.costs.split_at_mut((done + 1) * self.stride);
        let before = before.get(done * self.stride..).unwrap_or_default();
        let costs = after.get_mut(start..end).unwrap_or_default().as_chunks_mut().0;
        // The costs as if `units` of the need were met.
        let less = |units: usize| {
            let costs = before.get(start.saturating_sub(units)..end.saturating_sub(units));
            costs.unwrap_or_default().as_chunks().0
        };
        let leave = less(0);
        match options {
            [one] => {
                let pieces = costs.iter_mut().zip(leave).zip(less(one.units));
                for ((costs, leave), first) in pieces {
                    *costs = least(*leave, first, one.cost);
                }
            }
            [one, other] => {
                let pieces = costs.iter_mut().zip(leave).zip(less(one.units));
                for (((costs, leave), first), second) in pieces.zip(less(other.units)) {
                    *costs = least(least(*leave, first, one.cost), second, other.cost);
                }
            }
            _ => {
                costs.copy_from_slice(leave);
                for option in options {
                    for (costs, rest) in costs.iter_mut().zip(less(option.units)) {
                        *costs = least(*costs, rest, option.cost);
                    }
                }
            }
        }
    }

    /// The least cost of a need, when so many stages are filled.
    #[inline]
    pub(super) fn cost(&self, stages: usize, need: usize) -> L {
        let cost = self.costs.get(stages * self.stride + self.pad + need);
        cost.copied().unwrap_or(L::IMPOSSIBLE)
    }

    /// The option that the control of the last of `stages` takes for a need: the first of the best,
    /// and none only where to leave it is cheaper.
    #[inline]
    pub(super) fn taken<'o>(
        &self,
        stages: usize,
        need: usize,
        options: &'o [Gain<L>],
    ) -> Option<&'o Gain<L>> {
        let best = self.cost(stages, need);
        let before = stages.checked_sub(1)?;
        options.iter().find(|it| self.cost(before, need.saturating_sub(it.units)) + it.cost == best)
    }
}
