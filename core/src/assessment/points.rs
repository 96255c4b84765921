use serde::Serialize;

use super::Answered;

/// Points as a range: `low` and `high` are equal once everything is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Points {
    /// The fewest points that the unanswered controls can still lead to.
    pub low: i64,
    /// The most points that the unanswered controls can still lead to.
    pub high: i64,
    /// The fewest points that the applicable controls can give.
    pub min: i64,
    /// The most points that the applicable controls can give.
    pub max: i64,
}

impl Points {
    /// The points, once everything is answered.
    pub fn value(&self) -> Option<i64> {
        (self.low == self.high).then_some(self.low)
    }
}

/// Adds up points; nothing applicable is "not scored", never 0.
#[derive(Clone, Copy, Default)]
pub(super) struct PointsSum {
    sum: Points,
    counted: bool,
}

impl PointsSum {
    pub(super) fn add(&mut self, answered: Answered<'_>) {
        let Some(range) = answered.control.points else { return };
        let (low, high) = match answered.choice {
            None => (range.low, range.high),
            Some(choice) => match choice.points {
                Some(points) => (points, points),
                None => return,
            },
        };
        self.sum.low += i64::from(low);
        self.sum.high += i64::from(high);
        self.sum.min += i64::from(range.low);
        self.sum.max += i64::from(range.high);
        self.counted = true;
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.sum.low += other.sum.low;
        self.sum.high += other.sum.high;
        self.sum.min += other.sum.min;
        self.sum.max += other.sum.max;
        self.counted |= other.counted;
    }

    pub(super) fn points(self) -> Option<Points> {
        self.counted.then_some(self.sum)
    }
}
