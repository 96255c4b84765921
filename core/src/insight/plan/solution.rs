//! What a search found, and which of two findings is the better.

use std::cmp::Ordering;

/// Effort and number of changes in one number, so that the lesser effort wins and, among equals,
/// fewer changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost(u64);

/// A framework has at most 2,000 controls, so changes fit in 16 bits.
const CHANGES: u32 = 16;

impl Cost {
    pub(super) const NOTHING: Self = Self(0);
    pub(super) const IMPOSSIBLE: Self = Self(u64::MAX);

    /// One change.
    #[inline]
    pub(super) fn of(effort: u32) -> Self {
        Self((u64::from(effort) << CHANGES) + 1)
    }

    #[inline]
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    #[inline]
    pub(super) fn effort(self) -> u64 {
        self.0 >> CHANGES
    }
}

/// Changes that were chosen: control and position among its changes, in the framework's order.
#[derive(Clone, Debug)]
pub(super) struct Solution {
    pub taken: Vec<(usize, usize)>,
    pub cost: Cost,
}

impl Default for Solution {
    #[inline]
    fn default() -> Self {
        Self { taken: Vec::new(), cost: Cost::NOTHING }
    }
}

impl Solution {
    #[inline]
    pub(super) fn take(&mut self, at: usize, option: usize, cost: Cost) {
        self.taken.push((at, option));
        self.cost = self.cost.and(cost);
    }

    /// Joins what was found for other controls; [`Solution::in_order`] puts it in order.
    #[inline]
    pub(super) fn join(&mut self, other: &Self) {
        self.taken.extend(&other.taken);
        self.cost = self.cost.and(other.cost);
    }

    /// The changes in the framework's order.
    #[inline]
    pub(super) fn in_order(mut self) -> Self {
        self.taken.sort_unstable();
        self
    }

    /// Less effort, then fewer changes, then the framework's order: at the first control that two
    /// plans treat differently, the one that changes it, and changes it to the better choice.
    #[inline]
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        self.cost.cmp(&other.cost).then_with(|| self.taken.cmp(&other.taken))
    }
}
