use crate::rules::Points;

/// Adds up points; nothing applicable is "not scored", never 0.
#[derive(Clone, Copy, Default)]
pub(super) struct PointsSum {
    sum: Points,
    counted: bool,
}

impl PointsSum {
    #[cfg_attr(debug_assertions, inline)]
    pub(super) fn add(&mut self, points: Points) {
        self.merge(Self { sum: points, counted: true });
    }

    #[cfg_attr(debug_assertions, inline)]
    pub(super) fn merge(&mut self, other: Self) {
        self.sum.low += other.sum.low;
        self.sum.high += other.sum.high;
        self.sum.min += other.sum.min;
        self.sum.max += other.sum.max;
        self.counted |= other.counted;
    }

    #[cfg_attr(debug_assertions, inline)]
    pub(super) fn points(self) -> Option<Points> {
        self.counted.then_some(self.sum)
    }
}
