//! The loop: counts bytes column by column, a strip of rows at a time, in registers.
//!
//! Every function is inlined into its caller, so that a caller compiled for a wider instruction
//! set gets the whole loop in that set.

use super::number::Number;
use super::plan::{Plan, Segment, Sum};

/// How far ahead of the loop answers are fetched, in rows: there are more columns than a processor
/// foresees on its own.
const AHEAD: usize = 512;

/// Where the scores of a run of rows go.
#[derive(Debug)]
pub struct Scores<'a, T> {
    /// One slice for each field asked for, as long as the run.
    pub fields: Vec<&'a mut [T]>,
    /// Positions of the bands or tiers that are certain; empty when no outcome was asked for.
    pub outcome_low: &'a mut [u8],
    /// Positions of the best bands or tiers still possible; empty when no outcome was asked for.
    pub outcome_high: &'a mut [u8],
    /// Not 0 for a row with a byte that means nothing: its other values are then meaningless.
    pub bad: &'a mut [u8],
}

/// What a run of rows had in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Whether a row has a byte that means nothing.
    pub bad: bool,
    /// Whether an answer is missing.
    pub missing: bool,
}

impl Seen {
    /// What either had.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { bad: self.bad | other.bad, missing: self.missing | other.missing }
    }
}

/// One strip of rows, with room for everything that is worked out on the way.
struct Strip<T, const L: usize> {
    counts: Vec<[u8; L]>,
    sums: Vec<[T; L]>,
    low: [u8; L],
    high: [u8; L],
    bad: [u8; L],
    missing: [u8; L],
}

impl<T: Number, const L: usize> Strip<T, L> {
    fn new(plan: &Plan) -> Self {
        let codes = plan.segments.iter().map(|segment| segment.codes.len()).max().unwrap_or(0);
        Self {
            counts: vec![[0; L]; codes],
            sums: vec![[T::ZERO; L]; plan.fields.len()],
            low: [0; L],
            high: [0; L],
            bad: [0; L],
            missing: [0; L],
        }
    }
}

#[inline(always)]
pub(super) fn score<T: Number, const L: usize>(
    plan: &Plan,
    columns: &[&[u8]],
    rows: usize,
    out: &mut Scores<'_, T>,
    fetch: impl Fn(&[u8]),
) -> Seen {
    let ordered: Vec<Vec<&[u8]>> = plan
        .segments
        .iter()
        .map(|segment| segment.columns.iter().filter_map(|&at| columns.get(at).copied()).collect())
        .collect();
    let mut strip = Strip::<T, L>::new(plan);
    let mut seen = Seen { bad: false, missing: plan.absent };
    let whole = rows - rows % L;
    let mut at = 0;
    while at < whole {
        for column in ordered.iter().flatten() {
            if let Some(ahead) = column.get(at + AHEAD..) {
                fetch(ahead);
            }
        }
        seen = seen.or(one_strip(plan, &ordered, at, &mut strip));
        store(&strip, at, L, out);
        at += L;
    }
    if whole < rows {
        seen = seen.or(tail(plan, &ordered, whole, rows, &mut strip));
        store(&strip, whole, rows - whole, out);
    }
    seen
}

/// The last rows, padded with good answers to a whole strip.
fn tail<T: Number, const L: usize>(
    plan: &Plan,
    ordered: &[Vec<&[u8]>],
    from: usize,
    to: usize,
    strip: &mut Strip<T, L>,
) -> Seen {
    let padded: Vec<Vec<[u8; L]>> = plan
        .segments
        .iter()
        .zip(ordered)
        .map(|(segment, columns)| {
            let filler = segment.codes.first().copied().unwrap_or(0);
            let pad = |column: &&[u8]| {
                let mut bytes = [filler; L];
                for (byte, &given) in bytes.iter_mut().zip(column.get(from..to).unwrap_or(&[])) {
                    *byte = given;
                }
                bytes
            };
            columns.iter().map(pad).collect()
        })
        .collect();
    let ordered: Vec<Vec<&[u8]>> =
        padded.iter().map(|columns| columns.iter().map(<[u8; L]>::as_slice).collect()).collect();
    one_strip(plan, &ordered, 0, strip)
}

#[inline(always)]
fn one_strip<T: Number, const L: usize>(
    plan: &Plan,
    ordered: &[Vec<&[u8]>],
    at: usize,
    strip: &mut Strip<T, L>,
) -> Seen {
    for (sums, &base) in strip.sums.iter_mut().zip(&plan.base) {
        *sums = [T::weight(base); L];
    }
    strip.bad = [0; L];
    strip.missing = [0; L];
    for (segment, columns) in plan.segments.iter().zip(ordered) {
        count_all(segment, columns, at, strip);
        for sum in &segment.sums {
            weigh(sum, &strip.counts, &mut strip.sums);
        }
    }
    let seen = Seen {
        bad: strip.bad.iter().fold(0, |any, &bad| any | bad) != 0,
        missing: strip.missing.iter().fold(0, |any, &missing| any | missing) != 0,
    };
    let open = seen.missing || plan.absent;
    plan.landing.land(&strip.sums, open, &mut strip.low, &mut strip.high);
    seen
}

/// Counts every code of a segment, a few in one pass, and notes what is bad and what is missing.
///
/// Every cell of a good row is counted once: a row that counts short has a byte that means nothing.
#[inline(always)]
fn count_all<T: Number, const L: usize>(
    segment: &Segment,
    columns: &[&[u8]],
    at: usize,
    strip: &mut Strip<T, L>,
) {
    let mut counted = [0_u8; L];
    let mut counts = strip.counts.as_mut_slice();
    let mut codes = segment.codes.as_slice();
    while !codes.is_empty() {
        let taken = match *codes {
            [a, b, c, d, e, ..] => count(columns, at, [a, b, c, d, e], counts, &mut counted),
            [a, b, c, d] => count(columns, at, [a, b, c, d], counts, &mut counted),
            [a, b, c] => count(columns, at, [a, b, c], counts, &mut counted),
            [a, b] => count(columns, at, [a, b], counts, &mut counted),
            [a] => count(columns, at, [a], counts, &mut counted),
            [] => 0,
        };
        codes = codes.get(taken..).unwrap_or_default();
        counts = counts.get_mut(taken..).unwrap_or_default();
    }
    let expected = u8::try_from(columns.len()).unwrap_or(u8::MAX);
    for (bad, &counted) in strip.bad.iter_mut().zip(&counted) {
        *bad |= counted ^ expected;
    }
    let last = segment.codes.len().wrapping_sub(1);
    if let (true, Some(missing)) = (segment.has_missing, strip.counts.get(last)) {
        for (any, &missing) in strip.missing.iter_mut().zip(missing) {
            *any |= missing;
        }
    }
}

/// Counts a few codes in one pass; gives their number.
#[inline(always)]
fn count<const L: usize, const K: usize>(
    columns: &[&[u8]],
    at: usize,
    codes: [u8; K],
    out: &mut [[u8; L]],
    counted: &mut [u8; L],
) -> usize {
    let mut counts = [[0_u8; L]; K];
    for column in columns {
        let Some(bytes) = column.get(at..).and_then(<[u8]>::first_chunk::<L>) else { continue };
        for (counts, code) in counts.iter_mut().zip(codes) {
            for (count, &byte) in counts.iter_mut().zip(bytes) {
                *count = count.wrapping_add(u8::from(byte == code));
            }
        }
    }
    for (out, counts) in out.iter_mut().zip(counts) {
        for (counted, count) in counted.iter_mut().zip(counts) {
            *counted = counted.wrapping_add(count);
        }
        *out = counts;
    }
    K
}

/// Adds a weighted sum of counts to its fields.
#[inline(always)]
fn weigh<T: Number, const L: usize>(sum: &Sum, counts: &[[u8; L]], sums: &mut [[T; L]]) {
    let mut terms = sum.terms.as_slice();
    while !terms.is_empty() {
        let taken = match *terms {
            [a, b, c, d, ..] => weigh_some([a, b, c, d], &sum.fields, counts, sums),
            [a, b, c] => weigh_some([a, b, c], &sum.fields, counts, sums),
            [a, b] => weigh_some([a, b], &sum.fields, counts, sums),
            [a] => weigh_some([a], &sum.fields, counts, sums),
            [] => 0,
        };
        terms = terms.get(taken..).unwrap_or_default();
    }
}

#[inline(always)]
#[allow(clippy::indexing_slicing, reason = "a lane of arrays that are L lanes long")]
fn weigh_some<T: Number, const L: usize, const K: usize>(
    terms: [(usize, i64); K],
    fields: &[usize],
    counts: &[[u8; L]],
    sums: &mut [[T; L]],
) -> usize {
    let zero = [0_u8; L];
    let counts = terms.map(|(at, _)| counts.get(at).unwrap_or(&zero));
    let weights = terms.map(|(_, weight)| T::weight(weight));
    let mut total = [T::ZERO; L];
    for lane in 0..L {
        let mut sum = T::ZERO;
        for (counts, weight) in counts.iter().zip(weights) {
            sum = sum.plus(T::count(counts[lane]).times(weight));
        }
        total[lane] = sum;
    }
    for &field in fields {
        if let Some(sums) = sums.get_mut(field) {
            for (sum, &total) in sums.iter_mut().zip(&total) {
                *sum = sum.plus(total);
            }
        }
    }
    K
}

#[inline(always)]
fn store<T: Number, const L: usize>(
    strip: &Strip<T, L>,
    at: usize,
    rows: usize,
    out: &mut Scores<'_, T>,
) {
    for (field, sums) in out.fields.iter_mut().zip(&strip.sums) {
        copy(sums, at, rows, field);
    }
    copy(&strip.low, at, rows, out.outcome_low);
    copy(&strip.high, at, rows, out.outcome_high);
    copy(&strip.bad, at, rows, out.bad);
}

#[inline(always)]
fn copy<T: Copy, const L: usize>(from: &[T; L], at: usize, rows: usize, to: &mut [T]) {
    if let Some(to) = to.get_mut(at..at + rows) {
        if let Ok(to) = <&mut [T; L]>::try_from(&mut *to) {
            *to = *from;
        } else {
            for (to, &from) in to.iter_mut().zip(from) {
                *to = from;
            }
        }
    }
}
