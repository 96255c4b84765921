//! What adds up: points, or the weighted credit of a coverage.

use super::Position;
use super::change::Changeable;
use super::knapsack::{Gaining, Item};
use crate::framework::Framework;
use crate::model::Measure;
use crate::rules::{ControlRules, Measured};

/// A sum that changes add to.
#[derive(Clone, Copy)]
pub(super) enum Sum {
    Points,
    Credit,
}

impl Sum {
    /// What bands of this measure look at.
    #[inline]
    pub(super) fn of(measure: Measure) -> Self {
        match measure {
            Measure::Points | Measure::Percent => Self::Points,
            Measure::Coverage => Self::Credit,
        }
    }

    #[inline]
    fn measure(self) -> Measure {
        match self {
            Self::Points => Measure::Points,
            Self::Credit => Measure::Coverage,
        }
    }

    #[inline]
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Credit => "coverage",
        }
    }

    #[inline]
    pub(super) fn is_in(self, framework: &Framework) -> bool {
        match self {
            Self::Points => framework.has_points(),
            Self::Credit => framework.definition.coverage.is_some(),
        }
    }

    /// The certain value, and the most that could be had.
    #[inline]
    pub(super) fn now(self, position: &Position) -> Option<(i64, i64)> {
        let credit = position.coverage.map(|coverage| coverage.credit());
        Measured::of(self.measure(), position.points, credit).map(|it| (it.low, it.of))
    }

    /// Certain value of a choice, or of leaving a control unanswered; `None` if it does not count.
    #[inline]
    fn value(self, rules: &ControlRules, choice: Option<u8>) -> Option<i64> {
        rules.contribution(choice).measured(self.measure()).map(|it| it.low)
    }

    /// What a change to the choice at `to` adds.
    #[inline]
    pub(super) fn gain(self, control: &Changeable<'_>, to: u8) -> Option<i64> {
        let now = self.value(control.rules, control.now)?;
        Some(self.value(control.rules, Some(to))? - now)
    }

    /// Whether a better answer than the present one could add something.
    #[inline]
    pub(super) fn could_gain(self, control: &Changeable<'_>) -> bool {
        let mut gains = control.rules.allowed().filter_map(|(to, _)| self.gain(control, to));
        gains.any(|gain| gain > 0)
    }

    /// Every control that could add something, with its changes in their order.
    #[inline]
    pub(super) fn items(self, controls: &[Changeable<'_>]) -> Vec<Item> {
        let items = controls.iter().enumerate().map(|(at, control)| {
            let now = self.value(control.rules, control.now);
            let options = control.changes.iter().map(|change| {
                let then = self.value(control.rules, Some(change.to));
                let gain = then.zip(now).map_or(0, |(then, now)| then - now);
                Gaining { gain: u64::try_from(gain).unwrap_or(0), effort: change.effort }
            });
            Item { at, options: options.collect() }
        });
        items.filter(|item| item.options.iter().any(|option| option.gain > 0)).collect()
    }
}
