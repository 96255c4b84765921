#[cfg(feature = "serde")]
use serde::Serialize;

use crate::rules::State;

/// Number of controls by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Tally {
    /// Done as asked.
    pub met: u32,
    /// Done in part.
    pub partial: u32,
    /// Not done.
    pub unmet: u32,
    /// Answered "don't know".
    pub unknown: u32,
    /// Not answered.
    pub unanswered: u32,
    /// Does not apply.
    pub not_applicable: u32,
    /// Risk accepted with a reason.
    pub accepted: u32,
}

impl Tally {
    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn add(&mut self, state: State) {
        let count = match state {
            State::Met => &mut self.met,
            State::Partial => &mut self.partial,
            State::Unmet => &mut self.unmet,
            State::Unknown => &mut self.unknown,
            State::Unanswered => &mut self.unanswered,
            State::NotApplicable => &mut self.not_applicable,
            State::Accepted => &mut self.accepted,
        };
        *count += 1;
    }

    #[cfg_attr(debug_assertions, inline)]
    pub(crate) fn merge(&mut self, other: Self) {
        self.met += other.met;
        self.partial += other.partial;
        self.unmet += other.unmet;
        self.unknown += other.unknown;
        self.unanswered += other.unanswered;
        self.not_applicable += other.not_applicable;
        self.accepted += other.accepted;
    }

    /// Number of controls in `state`.
    ///
    /// ```
    /// use shisei::assessment::State;
    /// use shisei::{AnswerSheet, assess};
    ///
    /// let tally = assess(&AnswerSheet::new("five-basics").with("B1", "done"))?.tally;
    /// assert_eq!((tally.count(State::Met), tally.total()), (1, 6));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn count(&self, state: State) -> u32 {
        match state {
            State::Met => self.met,
            State::Partial => self.partial,
            State::Unmet => self.unmet,
            State::Unknown => self.unknown,
            State::Unanswered => self.unanswered,
            State::NotApplicable => self.not_applicable,
            State::Accepted => self.accepted,
        }
    }

    /// All controls counted.
    ///
    /// ```
    /// use shisei::{AnswerSheet, assess};
    ///
    /// assert_eq!(assess(&AnswerSheet::new("self-assessment"))?.tally.total(), 25);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn total(&self) -> u32 {
        State::ALL.iter().fold(0, |total, state| total.saturating_add(self.count(*state)))
    }
}
