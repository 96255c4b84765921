#[cfg(feature = "serde")]
use serde::Serialize;

use crate::model::Origin;
use crate::rules::Credit;

/// An exact share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Ratio {
    /// Weighted credit reached.
    pub credit: u64,
    /// Weighted credit of applicable controls; never 0.
    pub of: u64,
}

impl Ratio {
    /// A share: `credit` out of `of`.
    ///
    /// ```
    /// assert_eq!(shisei::assessment::Ratio::new(2, 3).percent(), 66);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(credit: u64, of: u64) -> Self {
        Self { credit, of }
    }

    /// Whole percent, rounded down, for display only: 100 means all of it.
    ///
    /// ```
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let coverage = assess(&AnswerSheet::new("five-basics").with("B1", "done"))?.coverage;
    /// // Of twelve: two for each of six controls.
    /// assert_eq!(coverage.expect("counted").low.percent(), 16);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn percent(&self) -> u64 {
        // Frameworks stay far below the sizes that are scaled down; 128 bits would weigh on a page.
        let scale = if self.of > u64::MAX / 100 { 100 } else { 1 };
        let credit = self.credit.min(self.of) / scale;
        (credit * 100).checked_div(self.of / scale).unwrap_or(0)
    }
}

/// The share of applicable controls that is covered, as a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Coverage {
    /// With every unanswered control unmet.
    pub low: Ratio,
    /// With every unanswered control met.
    pub high: Ratio,
    /// Whether the publisher counts so, or we do.
    pub origin: Origin,
}

impl Coverage {
    /// The credit behind both ends.
    ///
    /// ```
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let assessment = assess(&AnswerSheet::new("five-basics").with("B1", "done"))?;
    /// let credit = assessment.coverage.expect("counted").credit();
    /// assert_eq!((credit.low, credit.high, credit.of), (2, 12, 12));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn credit(&self) -> Credit {
        Credit { low: self.low.credit, high: self.high.credit, of: self.low.of }
    }
}

/// Adds up credit; nothing applicable is "not scored", never 0.
#[derive(Clone, Copy, Default)]
pub(super) struct CoverageSum(Credit);

impl CoverageSum {
    #[cfg_attr(debug_assertions, inline)]
    pub(super) fn add(&mut self, credit: Credit) {
        self.0.low += credit.low;
        self.0.high += credit.high;
        self.0.of += credit.of;
    }

    #[cfg_attr(debug_assertions, inline)]
    pub(super) fn merge(&mut self, other: Self) {
        self.add(other.0);
    }

    #[cfg_attr(debug_assertions, inline)]
    pub(super) fn coverage(self, origin: Origin) -> Option<Coverage> {
        let Credit { low, high, of } = self.0;
        (of > 0).then_some(Coverage {
            low: Ratio { credit: low, of },
            high: Ratio { credit: high, of },
            origin,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Ratio;

    proptest! {
        /// As far as the checks of a definition let credit grow, and a thousand times beyond.
        #[test]
        fn percent_is_exact(credit in 0u64..=1 << 60, of in 0u64..=1 << 57) {
            let exact = (u128::from(credit.min(of)) * 100).checked_div(of.into()).unwrap_or(0);
            prop_assert_eq!(u128::from(Ratio::new(credit, of).percent()), exact);
        }
    }
}
