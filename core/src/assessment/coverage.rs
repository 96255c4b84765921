use serde::Serialize;

use super::Answered;
use crate::framework::ControlIndex;
use crate::model::{CoverageRule, Origin, Standing};

/// An exact share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ratio {
    /// Weighted credit reached.
    pub credit: u64,
    /// Weighted credit of applicable controls; never 0.
    pub of: u64,
}

impl Ratio {
    /// Whole percent, rounded down, for display only: 100 means all of it.
    pub fn percent(&self) -> u64 {
        (self.credit * 100).checked_div(self.of).unwrap_or(0)
    }
}

/// The share of applicable controls that is covered, as a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// With every unanswered control unmet.
    pub low: Ratio,
    /// With every unanswered control met.
    pub high: Ratio,
    /// Whether the publisher counts so, or we do.
    pub origin: Origin,
}

/// Adds up credit; nothing applicable is "not scored", never 0.
#[derive(Clone, Copy, Default)]
pub(super) struct CoverageSum {
    low: u64,
    high: u64,
    of: u64,
}

impl CoverageSum {
    pub(super) fn add(&mut self, answered: Answered<'_>, rule: &CoverageRule) {
        let weight = u64::from(answered.control.weight);
        let full = weight * u64::from(rule.met);
        let Some(choice) = answered.choice else {
            self.high += full;
            self.of += full;
            return;
        };
        if let Some(credit) = credit(choice.standing, answered.control, rule) {
            self.low += weight * u64::from(credit);
            self.high += weight * u64::from(credit);
            self.of += full;
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.low += other.low;
        self.high += other.high;
        self.of += other.of;
    }

    pub(super) fn coverage(self, rule: &CoverageRule) -> Option<Coverage> {
        (self.of > 0).then_some(Coverage {
            low: Ratio { credit: self.low, of: self.of },
            high: Ratio { credit: self.high, of: self.of },
            origin: rule.origin,
        })
    }
}

/// Credit of a standing; none when the control is left out.
pub(crate) fn credit(
    standing: Standing,
    control: &ControlIndex,
    rule: &CoverageRule,
) -> Option<u32> {
    use crate::model::NotApplicable::FullPoints;
    match standing {
        Standing::Met => Some(rule.met),
        Standing::Partial => Some(rule.partial),
        Standing::Accepted => Some(rule.accepted),
        Standing::Unmet | Standing::Unknown => Some(0),
        Standing::NotApplicable => (control.not_applicable == FullPoints).then_some(rule.met),
    }
}

/// What answering `met` instead would add.
pub(super) fn gain(answered: Answered<'_>, rule: &CoverageRule) -> u64 {
    let now = answered
        .choice
        .and_then(|choice| credit(choice.standing, answered.control, rule))
        .unwrap_or(0);
    u64::from(answered.control.weight) * u64::from(rule.met - now.min(rule.met))
}
