//! The choice of one control that says what a choice of another said.

use super::strength::compare;
use crate::answers::{Answer, has_text};
use crate::framework::Framework;
use crate::model::Standing;

/// Position of the allowed choice with this standing: the one with the same id or else the weakest.
///
/// Where only "done" and "not done" can be answered, "done in part" and an accepted risk are "not
/// done".
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

fn exact(framework: &Framework, control: usize, standing: Standing, id: &str) -> Option<u8> {
    let fitting = || {
        let choices = framework.indexed_choices(control).enumerate();
        choices.filter(|(_, (_, choice))| choice.allowed && choice.standing == standing)
    };
    let same = fitting().find(|(_, (named, _))| named.id == id);
    let weakest = || fitting().min_by(|(_, (_, a)), (_, (_, b))| compare(**a, **b));
    u8::try_from(same.or_else(weakest)?.0).ok()
}

/// Whether an answer by the choice at a position lacks the reason that it needs.
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
