//! What is known of the part of a file that is meant.

use super::top::Named;

/// Which sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Of this name.
    Name(String),
    /// By position, from 1.
    Number(usize),
}

/// What is known of the sheet and the header that are meant.
pub(crate) struct Wanted<'a> {
    pub sheet: Option<&'a Sheet>,
    /// The first row of the header.
    pub row: Option<u64>,
    pub rows: u32,
    /// How many controls headings name, where somebody knows.
    pub named: Option<Named<'a>>,
    /// Whether a table with such a header can be read.
    pub fits: &'a dyn Fn(&[Option<String>]) -> bool,
    /// Whether one is taken where it is not clear: the sheet and the row that name most.
    pub guess: bool,
}

/// Columns of a table in which several cells can be one, by their headings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answered {
    /// Columns of answers: one that covers others says nothing of them.
    pub columns: Vec<String>,
    /// The column without which a row has no answers of its own.
    pub key: Option<String>,
    /// Columns of text whose merged cells count for all their rows.
    pub filled: Vec<String>,
}
