//! Ids that a spreadsheet has rounded: of a number of 13 digits it shows `1.23457E+12`, and saves that as CSV.

use arrow_array::cast::AsArray as _;
use memchr::memmem;

use super::error::Said;
use super::part::Part;

/// Rounded ids of a file, so far.
#[derive(Debug, Default)]
pub struct Rounded {
    rows: u64,
    /// The first: its row and what stands there.
    first: Option<(u64, String)>,
}

impl Rounded {
    /// Looks through the ids of some rows.
    pub fn look(&mut self, part: &Part, id: Option<usize>) {
        let ids = id.and_then(|at| part.batch.columns().get(at)?.as_string_opt::<i32>());
        let Some(ids) = ids.filter(|ids| memmem::find(ids.value_data(), b"E+").is_some()) else {
            return;
        };
        for (row, id) in ids.iter().enumerate() {
            let Some(id) = id.filter(|id| is_rounded(id)) else { continue };
            self.rows += 1;
            if self.first.is_none() {
                let row = part.origin.as_ref().map_or(0, |origin| origin.row(row));
                self.first = Some((row, id.to_owned()));
            }
        }
    }

    /// That there are some.
    pub fn said(self, file: &str) -> Option<Said> {
        let (row, id) = self.first?;
        let rows = self.rows;
        Some(Said::new(
            format!(
                "{file}: a spreadsheet has rounded {rows} ids, first in row {row} ({id}): save their \
                 column as text"
            ),
            format!(
                "{file}：表計算ソフトで丸められたIDが{rows}個あります（最初は{row}行目の {id}）。\
                 列を文字列として保存し直してください"
            ),
        ))
    }
}

fn is_rounded(id: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some((number, exponent)) = id.trim().split_once("E+") else { return false };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    whole.len() == 1 && digits(whole) && digits(fraction) && digits(exponent)
}

#[cfg(test)]
mod tests {
    use super::is_rounded;

    #[test]
    fn what_excel_shows_of_a_long_number() {
        for id in ["1.23457E+12", "9E+12", " 1.2E+15 "] {
            assert!(is_rounded(id), "{id}");
        }
        for id in ["E+12", "A1E+12", "12E+3", "1.2E12", "1.E+12", "1.2E+", "1234567890123"] {
            assert!(!is_rounded(id), "{id}");
        }
    }
}
