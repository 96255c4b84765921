//! What a change of one answer means.

use std::cmp::Ordering;

use super::strength::{Strength, rank};
use crate::rules::{ControlRules, State};

/// What it means that one answer to a control took the place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AnswerChange {
    /// The answer is the same, or there is none before and after.
    Unchanged,
    /// A better answer.
    Improved,
    /// A weaker answer.
    Worsened,
    /// An answer where there was none.
    NewlyAnswered,
    /// No answer where there was one.
    Withdrawn,
    /// Another answer, neither better nor weaker: to or from "does not apply", mostly.
    Changed,
}

impl ControlRules {
    /// What it means that the answer was the choice at one position and is the one at another;
    /// `None` is an unanswered control.
    ///
    /// Better and weaker go by points where there are points, then by standing: met, partial,
    /// accepted, unmet, unknown.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::insight::AnswerChange;
    ///
    /// let control = &catalog::framework("five-basics@3.1")?.rules().controls()[0];
    /// assert_eq!(control.change(Some(2), Some(0)), AnswerChange::Improved);
    /// assert_eq!(control.change(Some(2), None), AnswerChange::Withdrawn);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn change(&self, from: Option<u8>, to: Option<u8>) -> AnswerChange {
        if from == to {
            return AnswerChange::Unchanged;
        }
        let [from, to] = [from, to].map(|at| self.contribution(at));
        match (from.state, to.state) {
            (State::Unanswered, _) => AnswerChange::NewlyAnswered,
            (_, State::Unanswered) => AnswerChange::Withdrawn,
            (before, after) => {
                let applies = rank(before).is_some() && rank(after).is_some();
                match Strength::of(&to).compare(Strength::of(&from)) {
                    Ordering::Greater if applies => AnswerChange::Improved,
                    Ordering::Less if applies => AnswerChange::Worsened,
                    _ => AnswerChange::Changed,
                }
            }
        }
    }
}
