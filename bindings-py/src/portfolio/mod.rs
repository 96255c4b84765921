//! Portfolios: columns of answers in, columns of scores out, through the Arrow `PyCapsule` interface.

mod long;
mod question;
mod renewal;
mod report;
mod scored;
mod scorer;
mod stopped;
mod stream;

pub use long::{Layout, PortfolioLong};
pub use renewal::{PortfolioCheck, PortfolioComparison, PortfolioDrift, PortfolioWeakest};
pub use report::PortfolioReport;
pub use scored::{Scored, ScoredBatch, arrow_stream};
pub use scorer::{PortfolioScorer, column_name};
pub use stopped::{detached, exception};
pub use stream::PortfolioStream;
