//! Where each control of an assessment stands.

use crate::assessment::{Assessment, State};
use crate::framework::Framework;
use crate::model::Control;

/// The state of every control, in the framework's order.
pub(crate) fn states<'a>(
    framework: &'a Framework,
    assessment: &'a Assessment,
) -> impl Iterator<Item = (&'a Control, State)> {
    framework.controls().iter().map(|control| (control, state(framework, assessment, control)))
}

/// The state of one control.
pub(crate) fn state(framework: &Framework, assessment: &Assessment, control: &Control) -> State {
    let taken = assessment.answers.iter().find(|(id, _)| *id == control.id);
    let choice = taken.and_then(|(_, choice)| {
        let scale = framework.scale_of(control)?;
        scale.choices.iter().find(|offered| offered.id == *choice)
    });
    choice.map_or(State::Unanswered, |choice| choice.standing.into())
}
