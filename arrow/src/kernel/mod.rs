//! Columns of bytes in, columns of scores out: one framework, compiled once. It allocates a block of
//! rows at most, and has no `unsafe`.
//!
//! [`ColumnScorer`] turns columns of bytes into columns of scores, for any framework;
//! [`Spellings`] turns the answers that people write into those bytes.
#![allow(clippy::inline_always, reason = "the loops are fast only when they are one loop")]
#![allow(clippy::many_single_char_names, reason = "rows, columns and lanes of small kernels")]

#[cfg(test)]
mod agreement;
mod bitmap;
mod block;
mod coding;
mod columns;
mod features;
mod field;
mod layout;
mod look_up;
mod number;
mod outcome;
mod output;
mod percent;
mod plan;
mod reader;
mod rows;
mod segment;
mod spelling;
mod strips;

pub use bitmap::WORD;
pub use block::{Backend, Scalar, Scores};
pub use coding::Coding;
pub use columns::ColumnScorer;
pub use field::{Field, GroupField};
pub use layout::{Column, Place};
pub use look_up::look_up;
pub use number::Number;
pub use outcome::outcomes;
#[cfg(feature = "insight")]
pub use outcome::worst_first;
pub use output::{Bound, Need, Output, Value};
#[cfg(feature = "files")]
pub use reader::Table;
pub use reader::{IN_VIEW, Offset, Reader, UNREADABLE, view_length};
pub use rows::{fill_missing, transpose};
pub use strips::Gather;

pub use spelling::{Numbers, Spellings};
