//! Whole percent of columns, by long division.

use super::number::Number;

/// Digits of a number up to 100, the highest first.
const DIGITS: [i64; 7] = [64, 32, 16, 8, 4, 2, 1];

/// Percent of each row, rounded down; 0 where the whole is 0.
///
/// Wholes are not below 0, parts not above their whole, and neither is larger than `largest`.
#[inline(always)]
pub(super) fn columns<C: Number, O: Number>(
    parts: &[C],
    wholes: &[C],
    largest: i64,
    out: &mut [O],
) {
    let below_0 = parts.iter().fold(false, |any, &part| any | part.less(C::ZERO));
    if below_0 || largest > MOST_32 {
        exactly(parts, wholes, out);
    } else if largest > MOST_16 {
        digits::<i32, C, O>(parts, wholes, out);
    } else {
        digits::<i16, C, O>(parts, wholes, out);
    }
}

/// 100 times this fits.
const MOST_16: i64 = i16::MAX as i64 / 100;
const MOST_32: i64 = i32::MAX as i64 / 100;

/// In binary, digit by digit: the same steps for every row, so that a processor takes many at once.
#[inline(always)]
fn digits<N: Number, C: Number, O: Number>(parts: &[C], wholes: &[C], out: &mut [O]) {
    for ((out, part), whole) in out.iter_mut().zip(parts).zip(wholes) {
        let (part, whole) = (N::wrapped(part.wide()), N::wrapped(whole.wide()));
        let mut rest = part.times(N::wrapped(100));
        let mut percent = N::ZERO;
        for digit in DIGITS.map(N::wrapped) {
            let taken = whole.times(digit);
            let fits = !rest.less(taken);
            rest = if fits { rest.minus(taken) } else { rest };
            percent = if fits { percent.plus(digit) } else { percent };
        }
        let percent = if N::ZERO.less(whole) { percent } else { N::ZERO };
        *out = O::wrapped(percent.wide());
    }
}

#[inline(always)]
fn exactly<C: Number, O: Number>(parts: &[C], wholes: &[C], out: &mut [O]) {
    for ((out, part), whole) in out.iter_mut().zip(parts).zip(wholes) {
        let percent = part.wide().saturating_mul(100).checked_div_euclid(whole.wide());
        *out = O::weight(percent.unwrap_or(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every part of some wholes around those where a wider number is needed.
    #[test]
    fn long_division_rounds_down_as_division_does() {
        for whole in (0..=330).chain([1000, MOST_32 - 1, MOST_32, MOST_32 + 1]) {
            let parts = (-20..=whole.min(2000)).chain(whole - 20..=whole);
            let parts: Vec<i64> = parts.filter(|&part| part <= whole).collect();
            let expected: Vec<i64> = parts
                .iter()
                .map(|part| (100 * part).checked_div_euclid(whole).unwrap_or(0))
                .collect();
            let not_below_0 = parts.iter().filter(|&&part| part >= 0).count();
            for from in [0, parts.len() - not_below_0] {
                let (parts, expected) = (parts.split_at(from).1, expected.split_at(from).1);
                let mut out = vec![-1; parts.len()];
                columns(parts, &vec![whole; parts.len()], whole, &mut out);
                assert_eq!(out, expected, "of {whole}");
            }
        }
    }
}
