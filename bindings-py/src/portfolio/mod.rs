//! Portfolios: columns of answers in, columns of scores out, through the Arrow `PyCapsule` interface.
#![allow(clippy::inline_always, reason = "a loop is compiled for wider registers as a whole")]

mod arrow;
mod compiled;
mod dispatch;
#[cfg(target_arch = "x86_64")]
mod fill;
mod ids;
mod input;
mod matrix;
mod memory;
mod narrow;
mod output;
mod places;
#[cfg(target_arch = "x86_64")]
mod prefetch;
mod prepare;
mod reasons;
mod run;
mod scorer;
mod stream;
#[cfg(target_arch = "x86_64")]
mod transpose;
mod views;

pub use arrow::{Scored, ScoredBatch};
pub use scorer::PortfolioScorer;
pub use stream::PortfolioStream;
