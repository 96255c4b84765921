//! One engine for every framework: tally, points, coverage, bounds, outcome, findings.

mod coverage;
mod finding;
mod outcome;
mod points;
mod result;
mod tally;

pub(crate) use coverage::credit;
pub use coverage::{Coverage, Ratio};
pub use finding::{Finding, Worth};
pub(crate) use outcome::could_satisfy;
pub use outcome::{Outcome, TierResult, TierState};
pub use points::Points;
pub use result::{Assessment, FrameworkRef, Part};
pub use tally::{State, Tally};

use crate::framework::{ChoiceIndex, ControlIndex, Framework};

/// One control with the choice that was taken, by position.
#[derive(Clone, Copy)]
pub(crate) struct Answered<'a> {
    pub control: &'a ControlIndex,
    pub choice: Option<&'a ChoiceIndex>,
}

impl Answered<'_> {
    pub(crate) fn state(self) -> State {
        self.choice.map_or(State::Unanswered, |choice| choice.standing.into())
    }
}

/// Puts a framework's controls and the choices taken side by side.
pub(crate) fn answered<'a>(
    framework: &'a Framework,
    choices: &'a [Option<u8>],
) -> impl Iterator<Item = Answered<'a>> + Clone {
    framework.index.controls.iter().zip(choices).map(|(control, choice)| Answered {
        control,
        choice: choice.and_then(|at| control.choices.get(usize::from(at))),
    })
}
