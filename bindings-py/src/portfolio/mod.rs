//! Portfolios: columns of answers in, columns of scores out, through the Arrow `PyCapsule` interface.

mod arrow;
mod compiled;
mod dispatch;
mod ids;
mod input;
mod matrix;
mod memory;
mod output;
mod places;
mod reasons;
mod run;
mod scorer;
#[cfg(target_arch = "x86_64")]
mod turn;

pub use arrow::{Scored, ScoredBatch};
pub use scorer::PortfolioScorer;
