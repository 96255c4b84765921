//! Tables in CSV, and cells that a spreadsheet must not take for a formula.

#[cfg(feature = "insight")]
mod table;

use std::borrow::Cow;

#[cfg(feature = "insight")]
pub(crate) use table::{Rows, Table};

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
