//! What goes beyond a score: why it is what it is, what to do next, what changed, and what it says
//! about other frameworks.
//!
//! Everything here is exact. Where exactness would take too much work, the answer is an error with
//! [`Code::TooComplex`](crate::Code::TooComplex), never a guess.

mod bounds;
mod explain;
mod plan;
mod strength;

pub use bounds::{Bounds, Left, Question};
pub use explain::{
    ConditionNode, ControlNode, Counted, Credit, Explanation, GroupNode, OutcomeNode, Reached,
    RuleNode, TagNode, TierNode, Total,
};
pub use plan::{Effort, EffortOrigin, Gain, Goal, Maximise, Plan, Position, Step, Target, Wishes};
