//! The changes that a plan may make.

use super::effort::Efforts;
use super::{EffortOrigin, PlanOptions};
use crate::framework::Framework;
use crate::insight::strength::Strength;
use crate::model::Standing;
use crate::rules::ControlRules;

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
    /// What it makes of the answer.
    after: Strength,
}

/// Every control with its changes. A plan only improves: it answers "done" or "done in part", and
/// leaves alone what does not apply.
#[inline]
pub(super) fn changeable<'a>(
    framework: &'a Framework,
    choices: &[Option<u8>],
    wishes: &PlanOptions,
) -> Vec<Changeable<'a>> {
    let controls = framework.controls().iter().zip(framework.rules.controls.iter()).enumerate();
    controls
        .zip(choices)
        .map(|((at, (control, rules)), &now)| {
            let efforts = Efforts::of(control, wishes);
            let standing = now.and_then(|at| rules.choice(at)).map(|choice| choice.standing);
            let held = if standing == Some(Standing::NotApplicable) {
                Some(Held::NotApplicable)
            } else if wishes.forbidden.iter().any(|name| *name == *control.id) {
                Some(Held::Forbidden)
            } else {
                None
            };
            let changes = match held {
                Some(_) => Vec::new(),
                None => better(framework, at, rules, now, &efforts),
            };
            Changeable { rules, now, held, changes, origin: efforts.origin() }
        })
        .collect()
}

#[inline]
fn better(
    framework: &Framework,
    at: usize,
    rules: &ControlRules,
    now: Option<u8>,
    efforts: &Efforts<'_>,
) -> Vec<Change> {
    let strength = |choice: u8| Strength::of(&rules.contribution(Some(choice)));
    let (before, standing) = (now.map(strength), now.and_then(|now| rules.choice(now)));
    let standing = standing.map(|choice| choice.standing);
    let mut changes: Vec<Change> = rules
        .allowed()
        .filter(|(_, choice)| matches!(choice.standing, Standing::Met | Standing::Partial))
        .map(|(to, choice)| (to, choice.standing, strength(to)))
        .filter(|(_, _, after)| before.is_none_or(|before| after.compare(before).is_gt()))
        .filter_map(|(to, reached, after)| {
            let name = &framework.choice(at, to)?.id;
            let effort = efforts.change(standing, reached, name)?;
            Some(Change { to, effort, after })
        })
        .collect();
    // The sort is stable: equals keep the order of the scale.
    changes.sort_by(|a, b| b.after.compare(a.after));
    changes
}
