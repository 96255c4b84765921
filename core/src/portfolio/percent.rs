//! Whole percent of columns: a product with the reciprocal says the same as a division, sooner.

use super::number::Number;

/// Up to here, for the part and the whole, the product is exact: 100 times their product is less
/// than [`SCALE`].
const MOST: i64 = 6553;
/// What a reciprocal is of.
const SCALE: u64 = 1 << 32;

/// Reciprocals by whole.
#[derive(Clone, Debug, Default)]
pub(super) struct Percent {
    reciprocals: Vec<u64>,
}

impl Percent {
    /// For wholes up to `largest`; larger ones are divided by.
    pub(super) fn up_to(largest: i64) -> Self {
        let wholes = 1..=largest.clamp(0, MOST).unsigned_abs();
        // Rounded up, so that what is exact is not rounded down. Of 0 there is no percent.
        Self {
            reciprocals: std::iter::once(0).chain(wholes.map(|of| SCALE.div_ceil(of))).collect(),
        }
    }

    /// Percent of each row, rounded down; 0 where the whole is 0.
    #[inline(always)]
    pub(super) fn columns<C: Number, O: Number>(&self, parts: &[C], wholes: &[C], out: &mut [O]) {
        for ((out, &part), &whole) in out.iter_mut().zip(parts).zip(wholes) {
            *out = O::weight(self.of(part.wide(), whole.wide()));
        }
    }

    #[inline(always)]
    fn of(&self, part: i64, whole: i64) -> i64 {
        let reciprocal = usize::try_from(whole).ok().and_then(|whole| self.reciprocals.get(whole));
        match (u64::try_from(part), reciprocal) {
            (Ok(part), Some(reciprocal)) if part <= MOST.unsigned_abs() => {
                (100 * part * reciprocal / SCALE).cast_signed()
            }
            _ => part.saturating_mul(100).checked_div_euclid(whole).unwrap_or(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_product_says_what_the_division_says() {
        let percent = Percent::up_to(i64::MAX);
        let wholes = (0..=300).chain(MOST - 50..=MOST + 50);
        for whole in wholes {
            let parts = (-300..=300).chain(whole - 300..=whole + 1).chain(MOST - 50..=MOST + 50);
            for part in parts {
                let expected = (100 * part).checked_div_euclid(whole).unwrap_or(0);
                assert_eq!(percent.of(part, whole), expected, "{part} of {whole}");
            }
        }
    }
}
