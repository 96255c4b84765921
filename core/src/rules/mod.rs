//! What scoring reads of a framework, worked out once, by position instead of by name; and the
//! arithmetic of one answer, one condition and one band.

mod bands;
mod compile;
mod condition;
mod contribution;
mod state;

use serde::Serialize;

pub(crate) use bands::{least_share, least_value};
pub(crate) use compile::{not_applicable, tag_names};
pub use condition::TierState;
pub(crate) use condition::{ConditionRules, Count, TierRules};
pub(crate) use contribution::Contribution;
pub use contribution::{Counted, Credit, Points};
pub use state::State;

use crate::model::{List, NotApplicable, Standing, Text};

/// The code of an unanswered control in a row of positions.
pub const UNANSWERED: u8 = u8::MAX;

/// What scoring reads of one framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Rules {
    pub controls: List<ControlRules>,
    /// Tiers, lowest first; empty where the outcome is decided otherwise.
    pub tiers: List<TierRules>,
    /// All tags as `dimension:value`, in order.
    pub tags: List<Text>,
    /// Positions of the controls, sorted by id.
    pub by_id: List<u16>,
}

/// What scoring reads of one control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ControlRules {
    pub group: u16,
    pub scale: u16,
    pub weight: u32,
    pub not_applicable: NotApplicable,
    pub tags: List<u16>,
    pub points: Option<PointsRange>,
    /// Credit of `met`, before weighting; `None` without a coverage.
    pub full_credit: Option<u32>,
    pub choices: List<ChoiceRules>,
}

/// Lowest and highest points that a control can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct PointsRange {
    pub low: i32,
    pub high: i32,
}

/// What scoring reads of one choice, as it counts for one control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ChoiceRules {
    pub standing: Standing,
    /// Points; `None` for a choice that is left out of the points.
    pub points: Option<i32>,
    /// Credit before weighting; `None` for a choice that is left out of the coverage.
    pub credit: Option<u32>,
    pub allowed: bool,
    /// Whether it may be taken only with a reason.
    pub reason: bool,
}

impl ControlRules {
    /// The choice at a position.
    pub(crate) fn choice(&self, at: u8) -> Option<&ChoiceRules> {
        self.choices.get(usize::from(at))
    }

    /// The choices that may be answered, with their positions.
    pub(crate) fn allowed(&self) -> impl Iterator<Item = (u8, &ChoiceRules)> {
        (0..UNANSWERED).zip(self.choices.iter()).filter(|(_, choice)| choice.allowed)
    }
}
