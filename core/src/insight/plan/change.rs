//! The changes that a plan may make.

use super::effort::Efforts;
use super::{EffortOrigin, PlanOptions};
use crate::framework::{ChoiceIndex, ControlIndex, Framework};
use crate::insight::strength::compare;
use crate::model::Standing;

/// One control, the answer it has, and the better answers it could be given.
pub(super) struct Changeable<'a> {
    pub index: &'a ControlIndex,
    pub now: Option<ChoiceIndex>,
    /// Why it may not change, when it may not.
    pub held: Option<Held>,
    /// Better choices, the best first.
    pub changes: Vec<Change>,
    pub origin: EffortOrigin,
}

/// Why a control stays as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Forbidden,
    NotApplicable,
}

/// One better answer.
#[derive(Clone, Copy)]
pub(super) struct Change {
    /// Position of the choice.
    pub to: u8,
    pub choice: ChoiceIndex,
    pub effort: u32,
}

/// Every control with its changes. A plan only improves: it answers "done" or "done in part", and
/// leaves alone what does not apply.
pub(super) fn changeable<'a>(
    framework: &'a Framework,
    choices: &[Option<u8>],
    wishes: &PlanOptions,
) -> Vec<Changeable<'a>> {
    let controls = framework.controls().iter().zip(framework.index.controls.iter());
    controls
        .zip(choices)
        .map(|((control, index), &choice)| {
            let now = choice.and_then(|at| index.choices.get(usize::from(at)).copied());
            let efforts = Efforts::of(control, wishes);
            let held = if now.is_some_and(|now| now.standing == Standing::NotApplicable) {
                Some(Held::NotApplicable)
            } else if wishes.forbidden.iter().any(|name| *name == *control.id) {
                Some(Held::Forbidden)
            } else {
                None
            };
            let changes = match held {
                Some(_) => Vec::new(),
                None => better(framework, index, now, &efforts),
            };
            Changeable { index, now, held, changes, origin: efforts.origin() }
        })
        .collect()
}

fn better(
    framework: &Framework,
    index: &ControlIndex,
    now: Option<ChoiceIndex>,
    efforts: &Efforts<'_>,
) -> Vec<Change> {
    let Some(scale) = framework.definition.scales.get(usize::from(index.scale)) else {
        return Vec::new();
    };
    let named = index.choices.iter().zip(scale.choices.iter()).enumerate();
    let mut changes: Vec<Change> = named
        .filter(|(_, (choice, _))| {
            choice.allowed
                && matches!(choice.standing, Standing::Met | Standing::Partial)
                && now.is_none_or(|now| compare(**choice, now).is_gt())
        })
        .filter_map(|(at, (choice, named))| {
            let effort = efforts.change(now, *choice, &named.id)?;
            Some(Change { to: u8::try_from(at).ok()?, choice: *choice, effort })
        })
        .collect();
    // The sort is stable: equals keep the order of the scale.
    changes.sort_by(|a, b| compare(b.choice, a.choice));
    changes
}
