//! Which of two answers to one control is the weaker.

use std::cmp::Ordering;

use crate::model::Standing;
use crate::rules::ChoiceRules;

/// How much is in place, from "don't know" to "done": the order in which the weaker answer wins.
///
/// What does not apply is neither weak nor strong.
pub(crate) fn rank(standing: Standing) -> Option<u8> {
    match standing {
        Standing::Unknown => Some(0),
        Standing::Unmet => Some(1),
        Standing::Accepted => Some(2),
        Standing::Partial => Some(3),
        Standing::Met => Some(4),
        Standing::NotApplicable => None,
    }
}

/// Compares two applicable choices of one control: by points where there are points, then by
/// standing.
pub(crate) fn compare(a: ChoiceRules, b: ChoiceRules) -> Ordering {
    let points = a.points.zip(b.points).map_or(Ordering::Equal, |(a, b)| a.cmp(&b));
    points.then(rank(a.standing).cmp(&rank(b.standing)))
}

/// The weakest of the answers to several controls, the first of equals.
///
/// Points of different controls cannot be compared, so standings alone decide; what does not apply
/// says nothing beside what does.
pub(crate) fn weakest<T>(
    answers: impl IntoIterator<Item = (T, ChoiceRules)>,
) -> Option<(T, ChoiceRules)> {
    answers.into_iter().min_by_key(|(_, choice)| rank(choice.standing).unwrap_or(u8::MAX))
}
