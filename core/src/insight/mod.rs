//! What goes beyond a score: why it is what it is, what to do next, what changed, and what it says
//! about other frameworks.
//!
//! Everything here is exact. Where exactness would take too much work, the answer is an error with
//! [`Code::TooComplex`](crate::Code::TooComplex), never a guess.

mod answer_change;
mod bounds;
mod carry_over;
mod consolidate;
pub(crate) mod diff;
mod explain;
pub(crate) mod fit;
mod peers;
pub(crate) mod plan;
mod references;
pub(crate) mod strength;
mod strm;
mod work;

pub use answer_change::AnswerChange;
pub use bounds::{Bounds, Left, Question};
pub(crate) use carry_over::tied;
pub use carry_over::{
    CarriedFrom, CarryOver, Certainty, Disagreement, Inferred, Known, KnownRows, MigratedSheet,
    Prompt, RowKnown, Scope, Through, answer_once, answer_once_by, carry_over, carry_over_by,
};
pub use consolidate::{Consolidated, Consolidation, Decision, SiteAnswer};
pub use diff::{Diff, Moved};
pub use explain::{
    ConditionNode, ControlNode, Counted, Credit, Explanation, GroupNode, OutcomeNode, Reached,
    RuleNode, TagNode, TierNode, Total,
};
pub use peers::{Peer, Peers, Share, peers};
pub use plan::{
    Certain, Effort, EffortOrigin, Gain, Goal, Maximise, Plan, PlanOptions, PlanStatus, PlanStep,
    Planner, Position, RowPlan, RowPlanner, RowStep, Target,
};
pub use references::{
    AddressedBy, EntryCounts, EntryState, ReferenceEntry, ReferenceRows, ReferenceView,
};
pub(crate) use strm::strm;
pub use strm::{Strm, StrmTable};
