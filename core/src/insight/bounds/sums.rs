//! Every sum that open controls can still add up to, exactly.
//!
//! A sum is a pair: the value, and what it is a share of (which varies when a control can be left
//! out). All pairs are in one bit set, a row of values for each share, so that a choice is a
//! shift of the whole set.

use crate::insight::work::TooComplex;

/// What a choice adds: the value, and what it is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair {
    pub value: i64,
    pub of: i64,
}

/// What each choice of one control adds; never empty.
pub(super) type Addends = Vec<Pair>;

/// Most bits of a set: 8 MB.
const MOST_BITS: u64 = 1 << 26;

/// The geometry of a set, the same for every subset of the controls.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    value_unit: i64,
    of_unit: i64,
    stride: u64,
    rows: u64,
}

impl Grid {
    /// A grid that holds every sum of one addend from each.
    #[inline]
    pub(super) fn of(all: &[Addends]) -> Result<Self, TooComplex> {
        let (mut value_unit, mut of_unit, mut width, mut height) = (0, 0, 0, 0);
        for addends in all {
            let low = lowest(addends);
            for addend in addends {
                value_unit = gcd(value_unit, addend.value - low.value);
                of_unit = gcd(of_unit, addend.of - low.of);
            }
            width += addends.iter().map(|it| it.value - low.value).max().unwrap_or(0);
            height += addends.iter().map(|it| it.of - low.of).max().unwrap_or(0);
        }
        let (value_unit, of_unit) = (value_unit.max(1), of_unit.max(1));
        let stride = u64::try_from(width / value_unit).map_err(|_| TooComplex)? + 1;
        let rows = u64::try_from(height / of_unit).map_err(|_| TooComplex)? + 1;
        let grid = Self { value_unit, of_unit, stride, rows };
        if grid.stride.saturating_mul(grid.rows) > MOST_BITS { Err(TooComplex) } else { Ok(grid) }
    }

    /// Words that a set takes.
    #[inline]
    pub(super) fn words(&self) -> u64 {
        (self.stride * self.rows).div_ceil(64)
    }

    #[inline]
    fn shift(&self, low: Pair, addend: Pair) -> u64 {
        let across = (addend.value - low.value) / self.value_unit;
        let down = (addend.of - low.of) / self.of_unit;
        let steps = |steps: i64| u64::try_from(steps).unwrap_or(0);
        steps(across) + steps(down) * self.stride
    }
}

#[inline]
fn lowest(addends: &[Pair]) -> Pair {
    Pair {
        value: addends.iter().map(|it| it.value).min().unwrap_or(0),
        of: addends.iter().map(|it| it.of).min().unwrap_or(0),
    }
}

/// Every sum that can be had.
#[derive(Clone, Debug)]
pub(super) struct Sums<'a> {
    grid: &'a Grid,
    /// The sum of the first bit.
    low: Pair,
    bits: Vec<u64>,
}

impl<'a> Sums<'a> {
    /// One sum.
    #[inline]
    pub(super) fn only(grid: &'a Grid, sum: Pair) -> Self {
        let words = usize::try_from(grid.words()).unwrap_or(0);
        let mut bits = vec![0; words];
        if let Some(first) = bits.first_mut() {
            *first = 1;
        }
        Self { grid, low: sum, bits }
    }

    /// Adds one of the addends to every sum, in every way.
    #[inline]
    pub(super) fn add(&mut self, addends: &[Pair]) {
        let low = lowest(addends);
        let mut shifts: Vec<u64> = addends.iter().map(|it| self.grid.shift(low, *it)).collect();
        shifts.sort_unstable();
        shifts.dedup();
        let empty = vec![0; self.bits.len()];
        let before = std::mem::replace(&mut self.bits, empty);
        for shift in shifts {
            shift_into(&before, shift, &mut self.bits);
        }
        self.low = Pair { value: self.low.value + low.value, of: self.low.of + low.of };
    }

    /// The rows: what they are a share of, and whether some value from `from` up to, not including,
    /// `below` can be had.
    #[inline]
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.grid.rows).map(move |row| Row {
            sums: self,
            start: row * self.grid.stride,
            of: self.low.of
                + i64::try_from(row).unwrap_or(i64::MAX).saturating_mul(self.grid.of_unit),
        })
    }
}

/// The sums of one share.
pub(super) struct Row<'a> {
    sums: &'a Sums<'a>,
    start: u64,
    /// What the values are a share of.
    pub of: i64,
}

impl Row<'_> {
    /// Whether a value from `from` up to, not including, `below` can be had.
    #[inline]
    pub(super) fn any(&self, from: Option<i64>, below: Option<i64>) -> bool {
        let grid = self.sums.grid;
        // The first step whose value is at least the border.
        let step = |border: i64| {
            let distance = border.saturating_sub(self.sums.low.value);
            let steps = distance.div_euclid(grid.value_unit)
                + i64::from(distance.rem_euclid(grid.value_unit) > 0);
            u64::try_from(steps).unwrap_or(0).min(grid.stride)
        };
        let first = from.map_or(0, step);
        let end = below.map_or(grid.stride, step);
        (first < end) && any_bit(&self.sums.bits, self.start + first, self.start + end)
    }
}

#[inline]
fn any_bit(bits: &[u64], first: u64, end: u64) -> bool {
    let place = |bit: u64| (usize::try_from(bit / 64).unwrap_or(usize::MAX), bit % 64);
    let ((from, low), (to, high)) = (place(first), place(end));
    let word = |at: usize| bits.get(at).copied().unwrap_or(0);
    let upper = u64::MAX << low;
    let lower = if high == 0 { 0 } else { u64::MAX >> (64 - high) };
    if from == to {
        return word(from) & upper & lower != 0;
    }
    word(from) & upper != 0
        || bits.get(from + 1..to).is_some_and(|middle| middle.iter().any(|word| *word != 0))
        || word(to) & lower != 0
}

/// `to |= from << shift`.
#[inline]
fn shift_into(from: &[u64], shift: u64, to: &mut [u64]) {
    let words = usize::try_from(shift / 64).unwrap_or(usize::MAX);
    let bits = shift % 64;
    let Some(to) = to.get_mut(words..) else { return };
    let mut carry = 0;
    for (to, &from) in to.iter_mut().zip(from) {
        *to |= from << bits | carry;
        carry = if bits == 0 { 0 } else { from >> (64 - bits) };
    }
}

#[inline]
fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}
