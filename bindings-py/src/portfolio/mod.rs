//! Portfolios: columns of answers in, columns of scores out, through the Arrow `PyCapsule` interface.

mod arrow;
mod dispatch;
mod ids;
mod input;
mod output;
mod run;
mod scorer;

pub use arrow::Scored;
pub use scorer::PortfolioScorer;
