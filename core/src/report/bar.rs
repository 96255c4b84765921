//! How long the bars of a chart are. Drawing only: the numbers come from scoring.

use crate::assessment::{Coverage, Points, Tally};

/// A bar, in thousandths of its track: first what is certain, then what is still possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bar {
    pub sure: u64,
    pub possible: u64,
}

impl Bar {
    /// Whole length of a track.
    pub const WHOLE: u64 = 1000;

    /// From 0 to the most points. Below 0 there is no bar: the number beside it says so.
    #[inline]
    pub fn points(points: Points) -> Self {
        let share =
            |value: i64| share(value.max(0).unsigned_abs(), points.max.max(0).unsigned_abs());
        Self::between(share(points.low), share(points.high))
    }

    #[inline]
    pub fn coverage(coverage: Coverage) -> Self {
        let (low, high) = (coverage.low, coverage.high);
        Self::between(share(low.credit, low.of), share(high.credit, high.of))
    }

    /// So many of so many.
    #[inline]
    pub fn share(count: u64, of: u64) -> Self {
        Self { sure: share(count, of), possible: 0 }
    }

    /// Controls met of all, where there is neither points nor coverage.
    #[inline]
    pub fn tally(tally: &Tally) -> Self {
        let of = u64::from(tally.total());
        let met = u64::from(tally.met);
        Self::between(share(met, of), share(met + u64::from(tally.unanswered), of))
    }

    /// How many of `columns` character cells are certain, and how many possible beyond them.
    #[inline]
    pub fn cells(self, columns: usize) -> (usize, usize) {
        let cells = |share: u64| {
            let cells = share.saturating_mul(columns as u64) / Self::WHOLE;
            usize::try_from(cells).unwrap_or(columns).min(columns)
        };
        let sure = cells(self.sure);
        (sure, cells(self.sure + self.possible).saturating_sub(sure))
    }

    #[inline]
    fn between(low: u64, high: u64) -> Self {
        Self { sure: low, possible: high.saturating_sub(low) }
    }
}

/// Rounded down, so that a bar is full only when everything is there.
#[inline]
fn share(value: u64, of: u64) -> u64 {
    let (value, of) = (u128::from(value), u128::from(of));
    let share = (value * u128::from(Bar::WHOLE)).checked_div(of).unwrap_or(0);
    u64::try_from(share).map_or(Bar::WHOLE, |share| share.min(Bar::WHOLE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(low: i64, high: i64, max: i64) -> Bar {
        Bar::points(Points { low, high, min: -25, max })
    }

    #[test]
    fn bars_stay_on_their_track() {
        assert_eq!(points(100, 100, 100), Bar { sure: 1000, possible: 0 });
        assert_eq!(points(-25, -25, 100), Bar { sure: 0, possible: 0 });
        assert_eq!(points(-1, 50, 100), Bar { sure: 0, possible: 500 });
        assert_eq!(points(0, 0, 0), Bar { sure: 0, possible: 0 });
        assert_eq!(points(i64::MAX, i64::MAX, 1), Bar { sure: 1000, possible: 0 });
        assert_eq!(Bar::tally(&Tally::default()), Bar { sure: 0, possible: 0 });
    }

    #[test]
    fn almost_full_is_not_full() {
        assert_eq!(points(i64::MAX - 1, i64::MAX, i64::MAX), Bar { sure: 999, possible: 1 });
        assert_eq!(points(99_999, 99_999, 100_000).sure, 999);
    }
}
