//! One engine for every framework: tally, points, coverage, bounds, outcome, findings.

mod assess;
mod coverage;
mod finding;
mod finding_rows;
#[cfg(feature = "serde")]
mod json;
mod outcome;
mod points;
#[cfg(feature = "serde")]
mod read;
mod result;
mod row;
mod tally;

pub use assess::Assessment;
pub use coverage::{Coverage, Ratio};
pub use finding::{Finding, Worth};
pub use finding_rows::{FindingRows, Findings, RowFinding};
pub use outcome::{Outcome, TierResult};
pub use result::{AssessmentData, Part};
pub use row::RowError;
pub use tally::Tally;

pub use crate::rules::{FrameworkRef, Points, State, TierState};
