//! Multiple-choice knapsack, exact: from each item at most one option, least cost first.

use std::iter::repeat;

use super::solution::{Cost, Solution};
use crate::insight::work::{TooComplex, Work};

/// One item: its options, the preferred first, none of them free of gain.
pub(super) struct Item {
    /// Position of the control.
    pub at: usize,
    pub options: Vec<Gaining>,
}

/// One option of an item.
#[derive(Clone, Copy)]
pub(super) struct Gaining {
    pub gain: u64,
    pub effort: u32,
}

/// The cheapest options that gain at least `need`; `None` if all together gain less.
#[inline]
pub(super) fn cheapest(
    items: &[Item],
    need: u64,
    work: &mut Work,
) -> Result<Option<Solution>, TooComplex> {
    if need > most_gain(items) {
        return Ok(None);
    }
    let table = Table::fill(items, need, work)?;
    Ok(Some(table.walk(items, table.width)))
}

/// The options that gain most without costing more than `budget`, and among these the cheapest.
#[inline]
pub(super) fn most(items: &[Item], budget: u64, work: &mut Work) -> Result<Solution, TooComplex> {
    let table = Table::fill(items, most_gain(items), work)?;
    let affordable = table.costs.iter().rposition(|cost| cost.effort() <= budget);
    Ok(table.walk(items, affordable.unwrap_or(0)))
}

#[inline]
fn most_gain(items: &[Item]) -> u64 {
    items.iter().map(largest).sum()
}

#[inline]
fn largest(item: &Item) -> u64 {
    item.options.iter().map(|option| option.gain).max().unwrap_or(0)
}

/// Which option an item takes: [`LEAVE`] or its position.
const LEAVE: u8 = u8::MAX;

struct Table {
    /// Gains are counted in this unit.
    unit: u64,
    /// Largest need.
    width: usize,
    /// Least cost of each need, all items considered.
    costs: Vec<Cost>,
    /// Item after item, the option taken for each need.
    taken: Vec<u8>,
}

impl Table {
    /// Fills the table from the last item to the first, so that a walk from the first can prefer.
    #[inline]
    fn fill(items: &[Item], need: u64, work: &mut Work) -> Result<Self, TooComplex> {
        let gains = items.iter().flat_map(|item| &item.options).map(|option| option.gain);
        let unit = gains.fold(0, gcd).max(1);
        let need = need.div_ceil(unit);
        let width = usize::try_from(need).map_err(|_| TooComplex)?;
        let options: usize = items.iter().map(|item| item.options.len()).sum();
        work.spend(width.saturating_add(1).saturating_mul(options))?;
        let mut table = Self {
            unit,
            width,
            costs: vec![Cost::IMPOSSIBLE; width + 1],
            taken: vec![LEAVE; (width + 1) * items.len()],
        };
        if let Some(nothing) = table.costs.first_mut() {
            *nothing = Cost::NOTHING;
        }
        let mut reach = 0;
        for (row, item) in items.iter().enumerate().rev() {
            reach = (reach + largest(item) / unit).min(need);
            table.add(row, item, usize::try_from(reach).map_err(|_| TooComplex)?);
        }
        Ok(table)
    }

    /// Lets one more item choose, for every need up to `reach`.
    #[inline]
    fn add(&mut self, row: usize, item: &Item, reach: usize) {
        let without = self.costs.clone();
        let start = row * (self.width + 1);
        let (Some(costs), Some(taken)) =
            (self.costs.get_mut(..=reach), self.taken.get_mut(start..=start + reach))
        else {
            return;
        };
        // The preferred last: among equals it stays, as an option does beside none.
        for (at, option) in item.options.iter().enumerate().rev() {
            let at = u8::try_from(at).unwrap_or(LEAVE);
            let gain =
                usize::try_from(option.gain / self.unit).unwrap_or(usize::MAX).min(reach + 1);
            let cost = Cost::of(option.effort);
            let (enough, more) = costs.split_at_mut(gain);
            let (taken_enough, taken_more) = taken.split_at_mut(gain);
            offer(at, repeat(cost), enough, taken_enough);
            offer(at, without.iter().map(|rest| rest.and(cost)), more, taken_more);
        }
    }

    #[inline]
    fn walk(&self, items: &[Item], mut need: usize) -> Solution {
        let mut solution = Solution::default();
        for (row, item) in items.iter().enumerate() {
            let taken = self.taken.get(row * (self.width + 1) + need).copied().unwrap_or(LEAVE);
            if let Some(option) = item.options.get(usize::from(taken)) {
                solution.take(item.at, usize::from(taken), Cost::of(option.effort));
                let gain = usize::try_from(option.gain / self.unit).unwrap_or(usize::MAX);
                need = need.saturating_sub(gain);
            }
        }
        solution
    }
}

/// Takes option `at` wherever what it costs in all is not more than what was found so far.
#[inline]
fn offer(at: u8, wholes: impl Iterator<Item = Cost>, costs: &mut [Cost], taken: &mut [u8]) {
    for ((cost, taken), whole) in costs.iter_mut().zip(taken).zip(wholes) {
        if whole <= *cost {
            (*cost, *taken) = (whole, at);
        }
    }
}

#[inline]
pub(super) fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
