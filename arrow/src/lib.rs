//! Scores portfolios: columns of answers about security in, columns of scores out, for any
//! program with Arrow.
//!
//! A [`Portfolio`] says which framework the answers are to and what there is to know about the
//! table; [`compile`](Portfolio::compile) makes a [`PortfolioScorer`] of it, which scores tables
//! ([`score`](PortfolioScorer::score)), batches that come one after the other
//! ([`run`](PortfolioScorer::run)) and streams ([`read`](PortfolioScorer::read)).
//!
//! Counts in equal counts out, in order, and nothing is taken in silence: a row that cannot be scored
//! is an error, or keeps its place and says why. The numbers are those that
//! [`Framework::assess`](shisei::Framework::assess) gives for each row.
//!
//! # Features
//!
//! - `insight` (on by default): asks more of every row than its scores: its plan, its next steps,
//!   what it says elsewhere.
//! - `files`: reads and writes portfolios in files.
//! - `long` (on by default): reads tables in which a row is one answer.
//! - `parquet`: reads Parquet, too.
//! - `huge-pages`: asks the system for large pages under large results.
//! - `renewal` (on by default): compares two years, counts what is weakest, and goes through odd
//!   answers before scoring.
//! - `polars`: scores as a Polars expression, for the Python package.
//! - `python`: takes data over from Python objects.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![deny(unsafe_op_in_unsafe_fn, clippy::undocumented_unsafe_blocks)]
#![allow(clippy::inline_always, reason = "a loop is compiled for wider registers as a whole")]

mod answers;
mod blocks;
#[cfg(any(test, feature = "python"))]
mod c_data;
mod cell;
mod compiled;
mod dispatch;
#[cfg(any(feature = "long", feature = "renewal"))]
mod distinct;
#[cfg(any(test, feature = "python"))]
mod dlpack;
mod error;
#[cfg(feature = "files")]
pub mod files;
mod given;
mod ids;
mod input;
#[cfg(feature = "insight")]
mod insight;
mod kernel;
#[cfg(feature = "long")]
mod long;
mod marks;
mod matrix;
mod memory;
mod names;
mod narrow;
mod options;
mod origin;
mod output;
mod output_column;
mod places;
#[cfg(any(test, feature = "polars"))]
pub mod polars;
mod portfolio;
mod prepare;
#[cfg(feature = "python")]
pub mod python;
mod reasons;
#[cfg(feature = "renewal")]
pub mod renewal;
#[cfg(feature = "report")]
pub mod report;
mod run;
mod scorer;
mod threads;
mod told;
mod views;
mod walk;
mod watch;
mod words;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use arrow_array;
pub use arrow_schema;
pub use cell::text as cell_text;
pub use error::Error;
#[cfg(feature = "insight")]
pub use insight::Question;
pub use kernel::Numbers;
#[cfg(feature = "long")]
pub use long::{Long, LongRun};
pub use marks::gathered;
pub use matrix::Matrix;
pub use names::column_name;
pub use options::{Absent, Duplicates, Integers, Keep, OnError};
pub use output_column::{OutputColumn, What};
pub use portfolio::Portfolio;
pub use run::{Run, ScoredReader};
pub use scorer::PortfolioScorer;
pub use shisei;
