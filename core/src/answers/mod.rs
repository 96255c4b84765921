//! Answer sheets: who answered what, for one framework.

mod answer;
mod resolve;
mod sheet;

pub use answer::Answer;
pub(crate) use resolve::resolve;
pub use sheet::AnswerSheet;
