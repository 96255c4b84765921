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
    pub(crate) fn band(&self, value: i64, of: i64) -> Option<&BandRules> {
        let reached = |from: i64| value >= least_value(self.measure, from, of);
        self.bands.iter().find(|band| band.from.is_none_or(reached))
    }
}

/// The least value in a band that begins at `from`: points themselves, or a share in percent of
/// `of`.
pub(crate) fn least_value(measure: Measure, from: i64, of: i64) -> i64 {
    match measure {
        Measure::Points => from,
        Measure::Percent | Measure::Coverage => least_share(from, of),
    }
}

/// The least value that is at least `percent` of `of`.
pub(crate) fn least_share(percent: i64, of: i64) -> i64 {
    let product = percent.saturating_mul(of);
    product.div_euclid(100) + i64::from(product.rem_euclid(100) > 0)
}
