//! Where a band begins.

use crate::model::Measure;

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
