//! What adds up: points, or the weighted credit of a coverage.

use super::Position;
use super::change::Changeable;
use super::knapsack::{Gaining, Item};
use crate::assessment::credit;
use crate::framework::{ChoiceIndex, ControlIndex, Framework};

/// A sum that changes add to.
#[derive(Clone, Copy)]
pub(super) enum Measured {
    Points,
    Credit,
}

impl Measured {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Credit => "coverage",
        }
    }

    pub(super) fn is_in(self, framework: &Framework) -> bool {
        match self {
            Self::Points => framework.has_points(),
            Self::Credit => framework.definition.coverage.is_some(),
        }
    }

    /// The certain value, and the most that could be had.
    pub(super) fn now(self, position: &Position) -> Option<(i64, i64)> {
        match self {
            Self::Points => position.points.map(|points| (points.low, points.max)),
            Self::Credit => {
                let share = position.coverage?.low;
                Some((i64::try_from(share.credit).ok()?, i64::try_from(share.of).ok()?))
            }
        }
    }

    /// Value of a choice, or of leaving a control unanswered; none when it does not count.
    fn value(
        self,
        framework: &Framework,
        control: &ControlIndex,
        choice: Option<ChoiceIndex>,
    ) -> Option<i64> {
        match (self, choice) {
            (Self::Points, Some(choice)) => choice.points.map(i64::from),
            (Self::Points, None) => control.points.map(|range| i64::from(range.low)),
            (Self::Credit, choice) => {
                let rule = framework.definition.coverage.as_ref()?;
                let credit = choice.map_or(Some(0), |it| credit(it.standing, control, rule))?;
                Some(i64::from(control.weight) * i64::from(credit))
            }
        }
    }

    /// What a change to `choice` adds.
    pub(super) fn gain(
        self,
        framework: &Framework,
        control: &Changeable<'_>,
        choice: ChoiceIndex,
    ) -> Option<i64> {
        let now = self.value(framework, control.index, control.now)?;
        Some(self.value(framework, control.index, Some(choice))? - now)
    }

    /// Whether a better answer than the present one could add something.
    pub(super) fn could_gain(self, framework: &Framework, control: &Changeable<'_>) -> bool {
        let choices = control.index.choices.iter().filter(|choice| choice.allowed);
        choices.filter_map(|choice| self.gain(framework, control, *choice)).any(|gain| gain > 0)
    }

    /// Every control that could add something, with its changes in their order.
    pub(super) fn items(self, framework: &Framework, controls: &[Changeable<'_>]) -> Vec<Item> {
        let items = controls.iter().enumerate().map(|(at, control)| {
            let options = control.changes.iter().map(|change| {
                let gain = self.gain(framework, control, change.choice).unwrap_or(0);
                Gaining { gain: u64::try_from(gain).unwrap_or(0), effort: change.effort }
            });
            Item { at, options: options.collect() }
        });
        items.filter(|item| item.options.iter().any(|option| option.gain > 0)).collect()
    }
}
