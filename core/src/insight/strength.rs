//! Which of two answers to one control is the weaker.

use std::cmp::Ordering;

use crate::model::Standing;
use crate::rules::{Contribution, State};

/// How strong an answer to a control is.
#[derive(Clone, Copy)]
pub(crate) struct Strength {
    points: Option<i64>,
    rank: Option<u8>,
}

impl Strength {
    #[inline]
    pub(crate) fn of(answer: &Contribution) -> Self {
        Self { points: answer.value(), rank: rank(answer.state) }
    }

    /// Compares two applicable answers to one control: by points where there are points, then by
    /// state.
    #[inline]
    pub(crate) fn compare(self, other: Self) -> Ordering {
        let points = self.points.zip(other.points).map_or(Ordering::Equal, |(a, b)| a.cmp(&b));
        points.then(self.rank.cmp(&other.rank))
    }
}

/// How much is in place, from "don't know" to "done": the order in which the weaker answer wins.
///
/// What does not apply is neither weak nor strong.
#[inline]
pub(crate) fn rank(state: State) -> Option<u8> {
    match state {
        State::Unknown => Some(0),
        State::Unmet => Some(1),
        State::Accepted => Some(2),
        State::Partial => Some(3),
        State::Met => Some(4),
        State::NotApplicable | State::Unanswered => None,
    }
}

/// The weakest of the answers to several controls, the first of equals.
///
/// Points of different controls cannot be compared, so standings alone decide; what does not apply
/// says nothing beside what does.
#[inline]
pub(crate) fn weakest<T>(
    answers: impl IntoIterator<Item = (T, Standing)>,
) -> Option<(T, Standing)> {
    answers.into_iter().min_by_key(|(_, standing)| rank((*standing).into()).unwrap_or(u8::MAX))
}
