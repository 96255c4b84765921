//! Many sheets of one framework: compiled once, then rows or columns of answers.
//!
//! [`ColumnScorer`] turns columns of bytes into columns of scores, for any framework;
//! [`Spellings`] turns the answers that people write into those bytes; [`Scorer`] scores one row.
#![allow(clippy::inline_always, reason = "the loops are fast only when they are one loop")]
#![allow(clippy::many_single_char_names, reason = "rows, columns and lanes of small kernels")]

#[cfg(test)]
mod agreement;
mod bitmap;
mod coding;
mod columns;
mod features;
mod field;
mod kernel;
mod layout;
mod number;
mod outcome;
mod output;
mod percent;
mod plan;
mod reader;
mod rows;
mod scorer;
mod segment;
mod spelling;
mod strips;

pub use bitmap::WORD;
pub use coding::Coding;
pub use columns::ColumnScorer;
pub use field::{Field, GroupField};
pub use kernel::{Backend, Scalar, Scores};
pub use layout::{Column, Layout, Place};
pub use number::Number;
pub use output::{Bound, Need, Output, Value};
pub use reader::{Offset, Reader, UNREADABLE};
pub use rows::{fill_missing, transpose};
pub use scorer::{RowScore, Scorer, ScorerError};
pub use strips::Gather;

pub use spelling::{Numbers, Spellings, normal};
