//! The changes that a plan may make.

use super::effort::Efforts;
use super::{EffortOrigin, PlanOptions};
use crate::framework::Framework;
use crate::insight::strength::compare;
use crate::model::Standing;
use crate::rules::{ChoiceRules, ControlRules};

/// One control, the answer it has, and the better answers it could be given.
pub(super) struct Changeable<'a> {
    pub rules: &'a ControlRules,
    pub now: Option<u8>,
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
    pub effort: u32,
}

/// Every control with its changes. A plan only improves: it answers "done" or "done in part", and
/// leaves alone what does not apply.
pub(super) fn changeable<'a>(
    framework: &'a Framework,
    choices: &[Option<u8>],
    wishes: &PlanOptions,
) -> Vec<Changeable<'a>> {
    let controls = framework.controls().iter().zip(framework.rules.controls.iter()).enumerate();
    controls
        .zip(choices)
        .map(|((at, (control, rules)), &now)| {
            let choice = now.and_then(|at| rules.choice(at)).copied();
            let efforts = Efforts::of(control, wishes);
            let held = if choice.is_some_and(|it| it.standing == Standing::NotApplicable) {
                Some(Held::NotApplicable)
            } else if wishes.forbidden.iter().any(|name| *name == *control.id) {
                Some(Held::Forbidden)
            } else {
                None
            };
            let changes = match held {
                Some(_) => Vec::new(),
                None => better(framework, at, choice, &efforts),
            };
            Changeable { rules, now, held, changes, origin: efforts.origin() }
        })
        .collect()
}

fn better(
    framework: &Framework,
    control: usize,
    now: Option<ChoiceRules>,
    efforts: &Efforts<'_>,
) -> Vec<Change> {
    let mut changes: Vec<(ChoiceRules, Change)> = (0..)
        .zip(framework.indexed_choices(control))
        .filter(|(_, (_, choice))| {
            choice.allowed
                && matches!(choice.standing, Standing::Met | Standing::Partial)
                && now.is_none_or(|now| compare(**choice, now).is_gt())
        })
        .filter_map(|(to, (named, choice))| {
            let effort = efforts.change(now, *choice, &named.id)?;
            Some((*choice, Change { to, effort }))
        })
        .collect();
    // The sort is stable: equals keep the order of the scale.
    changes.sort_by(|(a, _), (b, _)| compare(*b, *a));
    changes.into_iter().map(|(_, change)| change).collect()
}
