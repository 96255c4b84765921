//! Answer sheets: who answered what, for one framework.

mod answer;
mod given;
mod resolve;
mod sheet;
mod spelling;

pub use answer::Answer;
pub(crate) use answer::has_text;
pub(crate) use given::GivenSheet;
pub(crate) use resolve::{read_sheet, resolve, resolve_by, resolve_given};
pub use sheet::{AnswerSheet, SheetData};
pub use spelling::Meaning;
