//! Cells of a table that a spreadsheet must not take for a formula.

use std::borrow::Cow;

/// Characters with which a spreadsheet starts a formula, in half and full width, and those it skips
/// before one.
pub const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The text with an apostrophe in front if a spreadsheet would take it for a formula. Spreadsheets
/// read the apostrophe as "this is text".
///
/// ```
/// assert_eq!(shisei::text::csv::guard("=1+1"), "'=1+1");
/// ```
#[inline]
pub fn guard(text: &str) -> Cow<'_, str> {
    if is_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// The text without the apostrophe that [`guard`] put in front.
///
/// ```
/// use shisei::text::csv::{guard, unguard};
///
/// assert_eq!(unguard(&guard("-1")), "-1");
/// assert_eq!(unguard("'quoted'"), "'quoted'");
/// ```
#[inline]
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => cell,
    }
}

/// Apostrophes count as part of what is guarded, so that guarding can be undone.
#[inline]
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

/// A table being written: cells are quoted where they must be, and guarded.
#[cfg(feature = "insight")]
pub(crate) struct Table(::csv::Writer<Vec<u8>>);

#[cfg(feature = "insight")]
impl Table {
    /// A table of its heading row.
    #[inline]
    pub fn new<'a>(heading: impl IntoIterator<Item = &'a str>) -> Self {
        let lines = ::csv::Terminator::CRLF;
        let mut table = Self(::csv::WriterBuilder::new().terminator(lines).from_writer(Vec::new()));
        table.row(heading);
        table
    }

    /// Adds a row.
    #[inline]
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        // Writing to memory cannot fail.
        let _ = self.0.write_record(cells.into_iter().map(|cell| guard(cell).into_owned()));
    }

    /// The table as text.
    #[inline]
    pub fn finish(self) -> String {
        String::from_utf8(self.0.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_start_of_a_formula_is_guarded_and_comes_back() {
        for start in FORMULA {
            for text in [format!("{start}1"), format!("'{start}1"), format!("''{start}1")] {
                let guarded = guard(&text);
                assert!(guarded.starts_with('\''));
                assert_eq!(unguard(&guarded), text);
            }
        }
        for text in ["", "1-1", "'quoted'", "a=b", "☆"] {
            assert_eq!((&*guard(text), unguard(text)), (text, text));
        }
    }
}
