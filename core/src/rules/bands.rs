//! Where a band begins.

#[cfg(feature = "serde")]
use serde::Serialize;

use crate::model::{List, Measure, Text};

/// What scoring reads of bands, the best first.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
pub(crate) struct BandsRules {
    pub measure: Measure,
    pub bands: List<BandRules>,
}

/// What scoring reads of one band.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
pub(crate) struct BandRules {
    pub id: Text,
    pub from: Option<i64>,
}

impl BandsRules {
    /// The band of a value, which is a share of `of` unless it is points.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn band(&self, value: i64, of: i64) -> Option<&BandRules> {
        let reached = |from: i64| value >= least_value(self.measure, from, of);
        self.bands.iter().find(|band| band.from.is_none_or(reached))
    }
}

/// The least value in a band that begins at `from`: points themselves, or a share in percent of
/// `of`.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn least_value(measure: Measure, from: i64, of: i64) -> i64 {
    match measure {
        Measure::Points => from,
        Measure::Percent | Measure::Coverage => least_share(from, of),
    }
}

/// The least value that is at least `percent` of `of`.
#[cfg_attr(debug_assertions, inline)]
pub(crate) fn least_share(percent: i64, of: i64) -> i64 {
    let product = saturating_product(percent, of);
    product.div_euclid(100) + i64::from(product.rem_euclid(100) > 0)
}

/// `saturating_mul` would bring a multiplication of 128 bits into a page.
#[cfg_attr(debug_assertions, inline)]
fn saturating_product(one: i64, other: i64) -> i64 {
    if one.unsigned_abs() <= i64::MAX.unsigned_abs() / other.unsigned_abs().max(1) {
        one * other
    } else if (one < 0) == (other < 0) {
        i64::MAX
    } else {
        i64::MIN
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::saturating_product;

    proptest! {
        #[test]
        fn products_saturate(one: i64, other: i64, small in -9i64..=9) {
            prop_assert_eq!(saturating_product(one, other), one.saturating_mul(other));
            prop_assert_eq!(saturating_product(one, small), one.saturating_mul(small));
        }
    }
}
