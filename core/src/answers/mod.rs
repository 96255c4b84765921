//! Answer sheets: who answered what, for one framework.

mod answer;
#[cfg(feature = "serde")]
mod given;
#[cfg(feature = "serde")]
mod json;
mod resolve;
mod sheet;
mod spelling;

pub use answer::Answer;
pub(crate) use answer::has_text;
#[cfg(feature = "serde")]
pub(crate) use given::GivenSheet;
#[cfg(feature = "serde")]
pub(crate) use resolve::resolve_given;
pub(crate) use resolve::{read_sheet, resolve, resolve_by};
pub use sheet::{AnswerSheet, SheetData};
pub use spelling::{Meaning, is_marked};
