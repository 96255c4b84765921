//! Many sheets of one framework: a scorer compiled once, then rows of positions.

mod scorer;

pub use scorer::{RowScore, Scorer, UNANSWERED};
