//! The least effort that reaches a target, and the best that a budget reaches.

#![allow(clippy::inline_always, reason = "a loop is compiled for wider registers as a whole")]

mod by_answer;
mod change;
mod effort;
mod knapsack;
mod lanes;
mod measure;
mod planner;
mod row_tiers;
mod search;
mod shape;
mod solution;
mod sums;
mod target;
mod tier;

use change::changeable;
pub use effort::{Effort, EffortOrigin};
pub use planner::{Certain, PlanStatus, Planner, RowPlan, RowPlanner, RowStep};
use search::Search;
pub use shape::{Gain, Goal, Maximise, Plan, PlanOptions, PlanStep, Position, Target};

use crate::assessment::Assessment;
use crate::error::Error;

impl Assessment {
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
    /// use shisei::insight::{PlanOptions, Target};
    /// use shisei::{AnswerSheet, catalog};
    ///
    /// let framework = catalog::framework("self-assessment@4.0")?;
    /// let assessment = framework.assess(&AnswerSheet::new("self-assessment@4.0"))?;
    /// let plan = assessment.plan("70-99", &PlanOptions::default())?;
    /// assert!(plan.after.points.is_some_and(|points| points.low >= 70));
    /// let half = assessment.plan(Target::Points(50), &PlanOptions::default())?;
    /// assert!(half.effort < plan.effort);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) with
    /// [`Code::UnknownTarget`](crate::Code::UnknownTarget),
    /// [`Code::UnknownControl`](crate::Code::UnknownControl),
    /// [`Code::OutOfRange`](crate::Code::OutOfRange), with
    /// [`Code::Unreachable`](crate::Code::Unreachable) and the controls that keep the target away, or
    /// with [`Code::TooComplex`](crate::Code::TooComplex) when the search would take more than
    /// 33,554,432 steps, over the target and every higher tier together.
    #[inline]
    pub fn plan(&self, goal: impl Into<Goal>, options: &PlanOptions) -> Result<Plan, Error> {
        let (framework, goal) = (self.framework(), goal.into());
        effort::check(framework, options)?;
        let search = Search {
            framework,
            before: self.data().into(),
            controls: changeable(framework, self.positions(), options),
        };
        let solution = search.solve(&goal)?;
        Ok(search.plan(goal, self.positions().to_vec(), &solution))
    }
}
