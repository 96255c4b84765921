//! The choice of one control that says what a choice of another said.

use super::strength::compare;
use crate::answers::Answer;
use crate::framework::Framework;
use crate::model::Standing;

/// Position of the allowed choice with this standing: the one with the same id or else the weakest.
///
/// Where only "done" and "not done" can be answered, "done in part" and an accepted risk are "not
/// done".
pub(super) fn fit(
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
    let index = framework.index.controls.get(control)?;
    let scale = framework.definition.scales.get(usize::from(index.scale))?;
    let fitting = || {
        let choices = index.choices.iter().zip(scale.choices.iter()).enumerate();
        choices.filter(|(_, (choice, _))| choice.allowed && choice.standing == standing)
    };
    let same = fitting().find(|(_, (_, named))| named.id == id);
    let weakest = || fitting().min_by(|(_, (a, _)), (_, (b, _))| compare(**a, **b));
    u8::try_from(same.or_else(weakest)?.0).ok()
}

/// Whether an answer that stands so lacks the reason that the framework asks for.
pub(super) fn lacks_reason(framework: &Framework, standing: Standing, answer: &Answer) -> bool {
    let given = answer.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    framework.definition.reasons.contains(&standing) && !given
}
