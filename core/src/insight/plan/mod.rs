//! The least effort that reaches a target, and the best that a budget reaches.

mod change;
mod effort;
mod knapsack;
mod measure;
mod search;
mod shape;
mod solution;
mod tier;

use change::changeable;
pub use effort::{Effort, EffortOrigin};
use search::Search;
pub use shape::{Gain, Goal, Maximise, Plan, PlanOptions, Position, Step, Target};

use crate::answers::{AnswerSheet, resolve};
use crate::error::Error;
use crate::framework::Framework;

impl Framework {
    /// The least-effort changes that reach a target, or the best that a budget reaches. Exact.
    ///
    /// What counts is what is certain: an unanswered control starts from its worst answer. A plan
    /// only improves answers, to "done" or "done in part", and leaves alone what does not apply.
    ///
    /// Among plans of the same effort the one with the fewest changes is taken; among those, going
    /// through the controls in order, the one that changes a control rather than leaves it, and
    /// changes it to the better choice.
    ///
    /// ```
    /// use shisei::insight::{Goal, PlanOptions};
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let framework = catalog::framework("five-basics@4.0")?;
    /// let mut sheet = AnswerSheet::new("five-basics");
    /// for control in framework.controls() {
    ///     sheet = sheet.with(&*control.id, "not-done");
    /// }
    /// let goal = Goal::Reach(shisei::insight::Target::Coverage(50));
    /// let plan = framework.plan(&sheet, &goal, &PlanOptions::default())?;
    /// assert!(plan.after.coverage.is_some_and(|coverage| coverage.low.percent() >= 50));
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidSheet`](crate::ErrorKind::InvalidSheet); or
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) with
    /// [`Code::UnknownTarget`](crate::Code::UnknownTarget),
    /// [`Code::UnknownControl`](crate::Code::UnknownControl),
    /// [`Code::OutOfRange`](crate::Code::OutOfRange), with
    /// [`Code::Unreachable`](crate::Code::Unreachable) and the controls that keep the target away, or
    /// with [`Code::TooComplex`](crate::Code::TooComplex) when the search would take more than
    /// 33,554,432 steps, over the target and every higher tier together.
    pub fn plan(
        &self,
        sheet: &AnswerSheet,
        goal: &Goal,
        wishes: &PlanOptions,
    ) -> Result<Plan, Error> {
        let choices = resolve(self, sheet)?;
        effort::check(self, wishes)?;
        let search = Search {
            framework: self,
            before: self.assess_choices(&choices).into(),
            controls: changeable(self, &choices, wishes),
        };
        let solution = match goal {
            Goal::Reach(target) => search.reach(target),
            Goal::Within { budget, maximise } => search.within(*budget, *maximise),
        }?;
        Ok(search.plan(goal, choices, &solution))
    }
}
