//! One engine for every framework: tally, points, coverage, bounds, outcome, findings.

mod assess;
mod coverage;
mod finding;
mod outcome;
mod points;
mod result;
mod tally;

pub use assess::Assessment;
pub use coverage::{Coverage, Ratio};
pub use finding::{Finding, Worth};
pub use outcome::{Outcome, TierResult};
pub use result::{AssessmentData, FrameworkRef, Part};
pub use tally::Tally;

pub use crate::rules::{Points, State, TierState};
