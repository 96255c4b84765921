//! The choice of one control that says what a choice of another said.

use super::strength::Strength;
use crate::answers::{Answer, has_text};
use crate::framework::Framework;
use crate::model::Standing;

/// Position of the allowed choice with this standing: the one with the same id or else the weakest.
///
/// Where only "done" and "not done" can be answered, "done in part" and an accepted risk are "not
/// done".
#[inline]
pub(crate) fn fit(
    framework: &Framework,
    control: usize,
    standing: Standing,
    id: &str,
) -> Option<u8> {
    exact(framework, control, standing, id).or_else(|| match standing {
        Standing::Partial | Standing::Accepted => exact(framework, control, Standing::Unmet, id),
        _ => None,
    })
}

#[inline]
fn exact(framework: &Framework, control: usize, standing: Standing, id: &str) -> Option<u8> {
    let rules = framework.rules.controls.get(control)?;
    let fitting = || rules.allowed().filter(|(_, choice)| choice.standing == standing);
    let mut positions = fitting().map(|(at, _)| at);
    let same = positions.find(|&at| framework.choice(control, at).is_some_and(|it| it.id == id));
    let strength = |at: u8| Strength::of(&rules.contribution(Some(at)));
    let weakest = || {
        let positions = fitting().map(|(at, _)| at);
        positions.min_by(|&a, &b| strength(a).compare(strength(b)))
    };
    same.or_else(weakest)
}

/// Whether an answer by the choice at a position lacks the reason that it needs.
#[inline]
pub(crate) fn lacks_reason(
    framework: &Framework,
    control: usize,
    choice: u8,
    answer: &Answer,
) -> bool {
    let control = framework.rules.controls.get(control);
    control.is_some_and(|control| control.contribution(Some(choice)).reason)
        && !has_text(answer.reason.as_deref())
}
