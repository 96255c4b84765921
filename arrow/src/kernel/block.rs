//! The loop: gathers bytes column by column, then weighs what was gathered, a block of rows at a
//! time, so that everything in between stays in the nearest memory.
//!
//! Every function is inlined into its caller, so that a caller compiled for a wider instruction
//! set gets the whole loop in that set.

use super::bitmap::{WORD, pack};
use super::number::Number;
use super::outcome::NO_OUTCOME;
use super::output::{Bound, Need, Value};
use super::percent;
use super::plan::Plan;
use super::segment::Sum;
use super::strips::Gather;

/// Rows of a block: long enough for the hardware to prefetch each column.
const BLOCK: usize = 8192;

/// Where the scores of a run of rows go, column by column as the layout says.
#[derive(Debug)]
pub struct Scores<'a, T> {
    /// Numbers, each as long as the run.
    pub numbers: Vec<&'a mut [T]>,
    /// Positions of outcomes, worst first, each as long as the run; 0 where there is none.
    pub outcomes: Vec<&'a mut [i8]>,
    /// Which rows have a value: a bit for each, [`WORD`] rows a word, the first row lowest.
    pub present: Vec<&'a mut [u64]>,
    /// Not 0 for a row with a byte that means nothing: its other values are then meaningless.
    pub bad: &'a mut [u8],
}

/// Operations specialised per instruction set; the caller knows which one the processor has.
pub trait Backend {
    /// Gathers a segment: with [`Gather::narrow`], or with [`Gather::wide`] in a function that is
    /// compiled for wider registers.
    fn gather(&self, work: Gather<'_>);

    /// Writes sums to where they stay, as long as each other; they are not read again.
    #[inline(always)]
    fn store<C: Number + Into<T>, T: Number>(&self, sums: &[C], out: &mut [T]) {
        for (out, &sum) in out.iter_mut().zip(sums) {
            *out = sum.into();
        }
    }
}

/// Portable code, for any processor.
#[derive(Clone, Copy, Debug)]
pub struct Scalar;

impl Backend for Scalar {
    // Not inlined: one copy serves every width of sums.
    #[inline(never)]
    fn gather(&self, work: Gather<'_>) {
        work.narrow();
    }
}

/// Room for everything that is worked out on the way of a block.
struct Block<C> {
    features: Vec<Vec<u8>>,
    largest: Vec<u8>,
    sums: Vec<Vec<C>>,
    sum: Vec<C>,
    /// Positions of outcomes.
    low: Vec<u8>,
    high: Vec<u8>,
    keys: Vec<i8>,
    /// 1 for a row that has a value.
    present: Vec<u8>,
}

impl<C: Number> Block<C> {
    fn new(plan: &Plan, length: usize) -> Self {
        let features = plan.features.iter().map(|features| features.codes.len() + 1).max();
        Self {
            features: vec![vec![0; length]; features.unwrap_or(0)],
            largest: vec![0; length],
            sums: vec![vec![C::ZERO; length]; plan.fields.len()],
            sum: vec![C::ZERO; length],
            low: vec![0; length],
            high: vec![0; length],
            keys: vec![0; length],
            present: vec![0; length],
        }
    }
}

/// Scores `rows` rows: sums are worked out in `C`, and given in `T`. Says whether a row is bad.
#[inline(always)]
pub(super) fn score<C: Number + Into<T>, T: Number>(
    plan: &Plan,
    columns: &[&[u8]],
    rows: usize,
    out: &mut Scores<'_, T>,
    backend: &impl Backend,
) -> bool {
    let mut block = Block::<C>::new(plan, rows.min(BLOCK));
    let mut any_bad = false;
    let mut at = 0;
    while at < rows {
        let length = BLOCK.min(rows - at);
        if length < block.sum.len() {
            block = Block::new(plan, length);
        }
        any_bad |= one_block::<C, T>(plan, columns, at, length, &mut block, out, backend);
        at += length;
    }
    any_bad
}

#[inline(always)]
fn one_block<C: Number + Into<T>, T: Number>(
    plan: &Plan,
    columns: &[&[u8]],
    at: usize,
    length: usize,
    block: &mut Block<C>,
    out: &mut Scores<'_, T>,
    backend: &impl Backend,
) -> bool {
    let Some(bad) = out.bad.get_mut(at..at + length) else { return false };
    bad.fill(0);
    let mut begun = vec![false; block.sums.len()];
    let mut missing = 0;
    for features in &plan.features {
        let here = |&column: &usize| columns.get(column).and_then(|c| c.get(at..at + length));
        let columns: Vec<&[u8]> = features.columns.iter().filter_map(here).collect();
        let room = block.features.split_at_mut_checked(features.codes.len());
        let Some((counts, [total, ..])) = room else { continue };
        let largest = &mut block.largest;
        backend.gather(Gather { features, columns: &columns, counts, total, largest, bad });
        if let Some(counts) = features.missing.and_then(|at| block.features.get(at)) {
            missing |= counts.iter().fold(0, |any, &count| any | count);
        }
        for sum in &features.sums {
            add(sum, &plan.base, block, &mut begun);
        }
    }
    for ((sums, begun), &base) in block.sums.iter_mut().zip(begun).zip(&plan.base) {
        if !begun {
            sums.fill(C::wrapped(base));
        }
    }
    let any_bad = bad.iter().fold(0, |any, &bad| any | bad) != 0;
    let open = missing != 0 || plan.absent;
    plan.landing.land(&block.sums, plan.largest, open, &mut block.low, &mut block.high);
    write(plan, block, open, at, out, backend);
    any_bad
}

/// Writes what the sums and outcomes of a block make.
#[inline(always)]
fn write<C: Number + Into<T>, T: Number>(
    plan: &Plan,
    block: &mut Block<C>,
    open: bool,
    at: usize,
    out: &mut Scores<'_, T>,
    backend: &impl Backend,
) {
    let Block { sums, sum, low, high, keys, present, .. } = block;
    let here = at..at + sum.len();
    let sums = |field: usize| sums.get(field).map_or(&[][..], Vec::as_slice);
    let positions = |bound| match bound {
        Bound::Low => low.as_slice(),
        Bound::High => high.as_slice(),
    };
    for (value, out) in plan.writing.numbers.iter().zip(&mut out.numbers) {
        let out = out.get_mut(here.clone()).unwrap_or_default();
        match *value {
            Value::Sum(field) => backend.store(sums(field), out),
            Value::Percent { part, of } => {
                percent::columns(sums(part), sums(of), plan.largest, sum);
                backend.store(sum, out);
            }
            Value::Outcome(_) => {}
        }
    }
    for (&bound, out) in plan.writing.outcomes.iter().zip(&mut out.outcomes) {
        for (key, &position) in keys.iter_mut().zip(positions(bound)) {
            *key = if position == NO_OUTCOME { 0 } else { position.cast_signed() };
        }
        backend.store(keys, out.get_mut(here.clone()).unwrap_or_default());
    }
    for (needs, out) in plan.writing.bitmaps.iter().zip(&mut out.present) {
        present.fill(1);
        for need in needs {
            match *need {
                Need::Counted(field) => some(present, sums(field), |sum| C::ZERO.less(sum)),
                Need::Settled(..) | Need::SettledOutcome if !open => {}
                Need::Settled(low, high) => same(present, sums(low), sums(high)),
                Need::SettledOutcome => same(present, low, high),
                Need::Reached(bound) => some(present, positions(bound), |at| at != NO_OUTCOME),
            }
        }
        pack(present, out.get_mut(at / WORD..).unwrap_or_default());
    }
}

/// Leaves the rows whose value holds.
#[inline(always)]
fn some<V: Copy>(present: &mut [u8], values: &[V], holds: impl Fn(V) -> bool) {
    for (present, &value) in present.iter_mut().zip(values) {
        *present &= u8::from(holds(value));
    }
}

/// Leaves the rows whose values are the same.
#[inline(always)]
fn same<V: PartialEq>(present: &mut [u8], values: &[V], others: &[V]) {
    for (present, (value, other)) in present.iter_mut().zip(values.iter().zip(others)) {
        *present &= u8::from(value == other);
    }
}

/// Adds a weighted sum of features to its fields: worked out once, in the first of them that has
/// nothing yet, where there is one.
#[inline(always)]
fn add<C: Number>(sum: &Sum, base: &[i64], block: &mut Block<C>, begun: &mut [bool]) {
    let base_of = |field: usize| base.get(field).copied().unwrap_or(0);
    let has_begun = |field: usize| begun.get(field).copied().unwrap_or(true);
    if let [field] = *sum.fields.as_slice() {
        let onto = has_begun(field);
        let start = if onto { sum.start } else { sum.start + base_of(field) };
        if let Some(sums) = block.sums.get_mut(field) {
            weigh(sum, start, onto, &block.features, sums);
        }
        if let Some(begun) = begun.get_mut(field) {
            *begun = true;
        }
        return;
    }
    let place = sum.fields.iter().copied().find(|&at| !has_begun(at) && base_of(at) == 0);
    let mut worked = match place.and_then(|at| block.sums.get_mut(at)) {
        Some(sums) => std::mem::take(sums),
        None => std::mem::take(&mut block.sum),
    };
    weigh(sum, sum.start, false, &block.features, &mut worked);
    for &field in sum.fields.iter().filter(|&&field| Some(field) != place) {
        let known = block.sums.get_mut(field).zip(begun.get_mut(field));
        let Some((sums, begun)) = known else { continue };
        if std::mem::replace(begun, true) {
            sums.iter_mut().zip(&worked).for_each(|(sum, &more)| *sum = sum.plus(more));
        } else {
            let base = C::wrapped(base_of(field));
            sums.iter_mut().zip(&worked).for_each(|(sum, &more)| *sum = base.plus(more));
        }
    }
    match place.and_then(|at| block.sums.get_mut(at).zip(begun.get_mut(at))) {
        Some((sums, begun)) => (*sums, *begun) = (worked, true),
        None => block.sum = worked,
    }
}

/// The weighted sum of features and what it starts from: instead of what is there, or onto it.
#[inline(always)]
fn weigh<C: Number>(sum: &Sum, start: i64, onto: bool, features: &[Vec<u8>], out: &mut [C]) {
    let base = C::wrapped(start);
    let mut onto = onto;
    if onto && start != 0 {
        for sum in &mut *out {
            *sum = sum.plus(base);
        }
    }
    for &(at, weight) in &sum.terms {
        let feature = features.get(at).map_or(&[][..], Vec::as_slice);
        // Bytes are added much faster than they are multiplied, and most weights are small.
        let factor = C::wrapped(weight);
        match (onto, weight) {
            (false, 1) => apply(out, feature, |_, one| base.plus(one)),
            (false, -2) => apply(out, feature, |_, one| base.minus(one.plus(one))),
            (false, _) => apply(out, feature, |_, one| base.plus(one.times(factor))),
            (true, 1) => apply(out, feature, C::plus),
            (true, -1) => apply(out, feature, C::minus),
            (true, -2) => apply(out, feature, |sum, one| sum.minus(one.plus(one))),
            (true, _) => apply(out, feature, |sum, one| sum.plus(one.times(factor))),
        }
        onto = true;
    }
    if !onto {
        out.fill(base);
    }
}

#[inline(always)]
fn apply<C: Number>(out: &mut [C], feature: &[u8], add: impl Fn(C, C) -> C) {
    for (out, &one) in out.iter_mut().zip(feature) {
        *out = add(*out, C::count(one));
    }
}
