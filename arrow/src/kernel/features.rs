//! What the loop counts in the columns of a segment: as little as its sums can be made of.

use super::segment::{Segment, Sum};

/// What is gathered of each row of a segment.
///
/// Codes that follow each other need no count each: the total of all bytes and the largest of them
/// say as much as two counts, for less. Where every weight grows evenly with the code, the total is
/// all that is needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Features {
    /// Columns, by position of the control.
    pub columns: Vec<usize>,
    /// Added to every byte, so that the first code is 0.
    pub shift: u8,
    /// The last code, where codes follow each other: a larger byte means nothing. Without it every
    /// code is counted, and a row that counts short has a byte that means nothing.
    pub last: Option<u8>,
    /// The codes to count, shifted. The total comes after the counts.
    pub codes: Vec<u8>,
    /// Which count is that of unanswered controls.
    pub missing: Option<usize>,
    /// What counts and total add up to.
    pub sums: Vec<Sum>,
}

/// Codes that need no count of their own, as every sum grows evenly over them.
struct Line {
    first: usize,
    /// How much each sum grows from one code to the next.
    slopes: Vec<i64>,
    covered: Vec<bool>,
}

impl Features {
    /// Chooses them, and adds to `base` what every row of the segment has.
    pub(super) fn of(segment: &Segment, base: &mut [i64]) -> Self {
        let missing = segment.codes.last().copied().filter(|_| segment.has_missing);
        match segment.codes.iter().copied().find(|&first| follow(&segment.codes, first)) {
            Some(first) => Self::range(segment, first, missing, base),
            None => Self {
                columns: segment.columns.clone(),
                codes: segment.codes.clone(),
                missing: missing.and(segment.codes.len().checked_sub(1)),
                sums: segment.sums.clone(),
                ..Self::default()
            },
        }
    }

    fn range(segment: &Segment, first: u8, missing: Option<u8>, base: &mut [i64]) -> Self {
        let shifted = |code: u8| code.wrapping_sub(first);
        let missing = missing.map(|code| usize::from(shifted(code)));
        let weights: Vec<Vec<i64>> = segment
            .sums
            .iter()
            .map(|sum| {
                let mut weights = vec![0; segment.codes.len()];
                for &(at, weight) in &sum.terms {
                    let code = segment.codes.get(at).map(|&code| usize::from(shifted(code)));
                    if let Some(slot) = code.and_then(|code| weights.get_mut(code)) {
                        *slot = weight;
                    }
                }
                weights
            })
            .collect();
        let line = longest(&weights, segment.codes.len(), missing);
        let counted: Vec<usize> =
            (0..).zip(&line.covered).filter(|(_, covered)| !**covered).map(|(at, _)| at).collect();
        let columns = i64::try_from(segment.columns.len()).unwrap_or(i64::MAX);
        let mut sums = Vec::new();
        for ((sum, weights), &slope) in segment.sums.iter().zip(&weights).zip(&line.slopes) {
            let steps = |code: usize| slope * i64::try_from(code).unwrap_or(i64::MAX);
            let weight = |code: usize| weights.get(code).copied().unwrap_or(0);
            let start = weight(line.first) - steps(line.first);
            let extra = counted.iter().map(|&code| weight(code) - start - steps(code));
            let terms: Vec<(usize, i64)> =
                extra.chain([slope]).enumerate().filter(|(_, weight)| *weight != 0).collect();
            let start = start * columns;
            if terms.is_empty() {
                for &field in &sum.fields {
                    if let Some(base) = base.get_mut(field) {
                        *base += start;
                    }
                }
            } else {
                sums.push(Sum { start, terms, fields: sum.fields.clone() });
            }
        }
        let byte = |code: usize| u8::try_from(code).unwrap_or(u8::MAX);
        Self {
            columns: segment.columns.clone(),
            shift: first.wrapping_neg(),
            last: Some(byte(segment.codes.len() - 1)),
            missing: missing.and_then(|code| counted.iter().position(|&at| at == code)),
            codes: counted.into_iter().map(byte).collect(),
            sums,
        }
    }
}

/// Whether the codes are one after the other from `first` on.
fn follow(codes: &[u8], first: u8) -> bool {
    codes.iter().all(|code| usize::from(code.wrapping_sub(first)) < codes.len())
}

/// The line over most codes; the code of unanswered controls is never on it, as it is asked for
/// by itself.
fn longest(weights: &[Vec<i64>], codes: usize, missing: Option<usize>) -> Line {
    let open = |code: &usize| Some(*code) != missing;
    let mut best: Option<(usize, Line)> = None;
    for first in (0..codes).filter(open) {
        for second in (first..codes).filter(open) {
            let Some(slopes) = slopes(weights, first, second) else { continue };
            let covered: Vec<bool> = (0..codes)
                .map(|code| open(&code) && on_line(weights, &slopes, first, code))
                .collect();
            let count = covered.iter().filter(|covered| **covered).count();
            if best.as_ref().is_none_or(|(most, _)| count > *most) {
                best = Some((count, Line { first, slopes, covered }));
            }
        }
    }
    let nothing =
        || Line { first: codes, slopes: vec![0; weights.len()], covered: vec![false; codes] };
    best.map_or_else(nothing, |(_, line)| line)
}

fn slopes(weights: &[Vec<i64>], first: usize, second: usize) -> Option<Vec<i64>> {
    let steps = i64::try_from(second - first).ok()?;
    let slope = |weights: &Vec<i64>| {
        let rise = weights.get(second)? - weights.get(first)?;
        match steps {
            0 => Some(0),
            _ => (rise % steps == 0).then(|| rise / steps),
        }
    };
    weights.iter().map(slope).collect()
}

fn on_line(weights: &[Vec<i64>], slopes: &[i64], first: usize, code: usize) -> bool {
    let steps = i64::try_from(code).unwrap_or(i64::MAX) - i64::try_from(first).unwrap_or(0);
    weights.iter().zip(slopes).all(|(weights, slope)| {
        let at = |code: usize| weights.get(code).copied().unwrap_or(0);
        at(code) == at(first) + slope * steps
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(codes: &[u8], has_missing: bool, weights: &[&[i64]]) -> Segment {
        let sums = weights.iter().enumerate().map(|(field, weights)| {
            let terms = weights.iter().copied().enumerate().filter(|(_, w)| *w != 0).collect();
            Sum { start: 0, terms, fields: vec![field] }
        });
        Segment { columns: vec![0, 1, 2], codes: codes.to_vec(), has_missing, sums: sums.collect() }
    }

    #[test]
    fn even_points_need_the_total_and_one_count() {
        let mut base = [0, 0];
        let segment = segment(&[0, 1, 2, 3], false, &[&[4, 2, 0, -1], &[0, 0, 0, 1]]);
        let features = Features::of(&segment, &mut base);
        assert_eq!((features.shift, features.last), (0, Some(3)));
        assert_eq!(features.codes, [3]);
        assert_eq!(features.sums[0].terms, [(0, 1), (1, -2)]);
        assert_eq!(features.sums[1].terms, [(0, 1)]);
        assert_eq!((base, features.sums[0].start, features.sums[1].start), ([0, 0], 12, 0));
    }

    #[test]
    fn the_missing_code_is_counted_by_itself() {
        let mut base = [0];
        let segment = segment(&[0, 1, 2, 255], true, &[&[2, 1, 0, 0]]);
        let features = Features::of(&segment, &mut base);
        // Shifted, the missing code is 0 and the answers are 1 to 3.
        assert_eq!((features.shift, features.last, features.missing), (1, Some(3), Some(0)));
        assert_eq!(features.codes, [0]);
        assert_eq!(features.sums[0].terms, [(0, -3), (1, -1)]);
        assert_eq!((base, features.sums[0].start), ([0], 9));
    }

    #[test]
    fn codes_apart_are_counted_each() {
        let mut base = [0];
        let features = Features::of(&segment(&[4, 2, 0, 255], false, &[&[4, 2, 0, -1]]), &mut base);
        assert_eq!((features.last, features.codes), (None, vec![4, 2, 0, 255]));
        assert_eq!(base, [0]);
    }

    #[test]
    fn every_code_weighs_what_it_did() {
        let codes = [7, 8, 9, 10, 11];
        for weights in [[0, 0, 0, 0, 0], [5, 5, 5, 5, 5], [9, 6, 1, 0, -3], [1, 7, 2, 8, 3]] {
            let mut base = [0];
            let features = Features::of(&segment(&codes, false, &[&weights]), &mut base);
            for (code, weight) in (0_u8..).zip(weights) {
                // Three columns, all with the same answer.
                let counted = features.codes.iter().map(|&c| if c == code { 3 } else { 0 });
                let values: Vec<i64> = counted.chain([3 * i64::from(code)]).collect();
                let terms = features.sums.iter().flat_map(|sum| &sum.terms);
                let start: i64 = features.sums.iter().map(|sum| sum.start).sum();
                let sum = start + terms.map(|&(at, weight)| values[at] * weight).sum::<i64>();
                assert_eq!(base[0] + sum, 3 * weight, "{weights:?} {code}");
            }
        }
    }
}
