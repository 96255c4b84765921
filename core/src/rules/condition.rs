//! Whether a condition of a tier is reached, open or missed.

#[cfg(feature = "serde")]
use serde::Serialize;

use super::ControlRules;
use crate::model::{List, Standing, Text};

/// How far a tier is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TierState {
    /// Every condition holds.
    Reached,
    /// It depends on controls that are not answered.
    Open,
    /// An answer rules it out.
    Missed,
}

/// What scoring reads of one tier: all conditions must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[non_exhaustive]
pub struct TierRules {
    /// Id of the tier.
    pub id: Text,
    /// All that must hold.
    pub conditions: List<ConditionRules>,
}

/// One condition, by position: at least so many of the controls have an accepted standing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize))]
#[non_exhaustive]
pub struct ConditionRules {
    /// Positions of the controls that it is about.
    pub controls: List<u16>,
    /// Standings that satisfy it.
    pub accept: List<Standing>,
    /// How many answers must.
    pub at_least: u32,
}

/// The controls of a condition, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Answers that satisfy it.
    pub have: u32,
    /// Unanswered controls that could.
    pub may: u32,
    /// Unanswered controls, able or not.
    pub open: u32,
}

impl ConditionRules {
    /// Whether an answer with this standing satisfies it.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::model::Standing;
    ///
    /// let condition = &catalog::framework("scs")?.rules().tiers()[0].conditions[0];
    /// assert!(condition.accepts(Standing::Met) && !condition.accepts(Standing::Unmet));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn accepts(&self, standing: Standing) -> bool {
        self.accept.contains(&standing)
    }

    /// Whether a control has a choice that satisfies it.
    ///
    /// ```
    /// let rules = shisei::catalog::framework("scs")?.rules();
    /// let condition = &rules.tiers()[0].conditions[0];
    /// let control = &rules.controls()[usize::from(condition.controls[0])];
    /// assert!(condition.could_accept(control));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn could_accept(&self, control: &ControlRules) -> bool {
        control.allowed().any(|(_, choice)| self.accepts(choice.standing))
    }

    /// Whether the choice at a position satisfies it; an unanswered control does not.
    ///
    /// ```
    /// let rules = shisei::catalog::framework("scs")?.rules();
    /// let condition = &rules.tiers()[0].conditions[0];
    /// let control = &rules.controls()[usize::from(condition.controls[0])];
    /// assert!(condition.satisfied_by(control, Some(0)));
    /// assert!(!condition.satisfied_by(control, None));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn satisfied_by(&self, control: &ControlRules, choice: Option<u8>) -> bool {
        let choice = choice.and_then(|at| control.choice(at));
        choice.is_some_and(|choice| self.accepts(choice.standing))
    }

    /// Counts the choices taken, control by control of the framework.
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn count(&self, controls: &[ControlRules], choices: &[Option<u8>]) -> Count {
        let mut count = Count::default();
        for &at in self.controls.iter() {
            let at = usize::from(at);
            let Some(control) = controls.get(at) else { continue };
            match choices.get(at).copied().flatten() {
                None => {
                    count.open += 1;
                    count.may += u32::from(self.could_accept(control));
                }
                choice => count.have += u32::from(self.satisfied_by(control, choice)),
            }
        }
        count
    }

    /// Whether it is reached when so many controls satisfy it and so many more may.
    ///
    /// ```
    /// use shisei::rules::TierState;
    ///
    /// let rules = shisei::catalog::framework("scs")?.rules();
    /// let condition = &rules.tiers()[0].conditions[0];
    /// let all = condition.at_least;
    /// assert_eq!(condition.state(all, 0), TierState::Reached);
    /// assert_eq!(condition.state(all - 1, 1), TierState::Open);
    /// assert_eq!(condition.state(all - 1, 0), TierState::Missed);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn state(&self, have: u32, may: u32) -> TierState {
        if have >= self.at_least {
            TierState::Reached
        } else if have.saturating_add(may) >= self.at_least {
            TierState::Open
        } else {
            TierState::Missed
        }
    }
}
