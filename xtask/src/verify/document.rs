//! Reads an official document: PDF by poppler's `pdftotext`, Excel, CSV, plain text.

use std::path::Path;
use std::process::Command;

use calamine::Reader as _;
use sha2::{Digest as _, Sha256};
use unicode_normalization::UnicodeNormalization as _;

/// A document as lines, each with its place.
pub struct Document {
    /// Name of the file.
    pub name: String,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
    pub lines: Vec<Line>,
}

/// A line of text or a row of a table.
pub struct Line {
    /// Such as `p. 13, line 5` or `sheet 要求事項, row 9`.
    pub place: String,
    /// In Unicode's form NFKC; cells of a row are separated by tabs.
    pub text: String,
}

impl Document {
    /// Reads a file; its ending says what it is.
    pub fn read(path: &Path) -> Result<Self, String> {
        let fail = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
        let bytes = std::fs::read(path).map_err(|error| fail(&error))?;
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        let lines = match &*ending {
            "pdf" => pages(&pdf_text(path)?),
            "xlsx" | "xlsm" | "xls" | "ods" => sheets(path).map_err(|error| fail(&error))?,
            "csv" => rows(&text(&bytes)?).map_err(|error| fail(&error))?,
            "txt" | "md" => pages(&text(&bytes)?),
            _ => return Err(fail(&"not a .pdf, .xlsx, .xls, .ods, .csv, .txt or .md file")),
        };
        let hex = |byte: &u8| [byte >> 4, byte & 15].map(|half| char::from_digit(half.into(), 16));
        Ok(Self {
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            sha256: Sha256::digest(&bytes).iter().flat_map(hex).flatten().collect(),
            lines,
        })
    }

    /// Whether most of its letters are Japanese.
    pub fn is_japanese(&self) -> bool {
        let letters = || self.lines.iter().flat_map(|line| line.text.chars());
        let japanese =
            letters().filter(|c| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'));
        japanese.count() * 2 > letters().filter(|c| c.is_alphabetic()).count()
    }
}

fn text(bytes: &[u8]) -> Result<String, String> {
    let text = String::from_utf8(bytes.to_vec()).map_err(|_| "not UTF-8 text".to_owned())?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

fn pdf_text(path: &Path) -> Result<String, String> {
    let made =
        Command::new("pdftotext").args(["-layout", "-enc", "UTF-8"]).arg(path).arg("-").output();
    let made = made.map_err(|error| {
        format!("pdftotext: {error}. Install poppler (`apt install poppler-utils`, `brew install poppler`).")
    })?;
    if !made.status.success() {
        return Err(format!("pdftotext: {}", String::from_utf8_lossy(&made.stderr).trim()));
    }
    text(&made.stdout)
}

/// Lines of a text whose pages, if it has any, end with form feeds.
fn pages(text: &str) -> Vec<Line> {
    let pages: Vec<&str> = text.split('\u{c}').collect();
    let several = pages.len() > 1;
    let lines = (1..).zip(pages).flat_map(|(page, text)| {
        (1..).zip(text.lines()).map(move |(line, text)| {
            let page = if several { format!("p. {page}, ") } else { String::new() };
            Line { place: format!("{page}line {line}"), text: text.nfkc().collect() }
        })
    });
    lines.filter(|line| !line.text.trim().is_empty()).collect()
}

fn rows(text: &str) -> Result<Vec<Line>, csv::Error> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records: Result<Vec<csv::StringRecord>, csv::Error> = reader.records().collect();
    let rows = (1..).zip(records?).map(|(row, record)| row_of(format!("row {row}"), record.iter()));
    Ok(rows.collect())
}

fn sheets(path: &Path) -> Result<Vec<Line>, calamine::Error> {
    let mut book = calamine::open_workbook_auto(path)?;
    let mut lines = Vec::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name)?;
        let first = range.start().map_or(1, |(row, _)| row + 1);
        for (row, cells) in (first..).zip(range.rows()) {
            // A whole number, which Excel keeps as a float, is written as one.
            let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
            lines
                .push(row_of(format!("sheet {name}, row {row}"), cells.iter().map(|cell| &**cell)));
        }
    }
    Ok(lines)
}

fn row_of<'a>(place: String, cells: impl Iterator<Item = &'a str>) -> Line {
    let cells = cells.map(|cell| cell.nfkc().collect::<String>().replace(['\n', '\r', '\t'], " "));
    Line { place, text: cells.collect::<Vec<_>>().join("\t") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_lines_are_counted_and_wide_letters_are_plain() {
        let lines = pages("一\n\n２\u{c}three\n");
        let read: Vec<_> = lines.iter().map(|line| (&*line.place, &*line.text)).collect();
        assert_eq!(
            read,
            [("p. 1, line 1", "一"), ("p. 1, line 3", "2"), ("p. 2, line 1", "three")]
        );
        assert_eq!(pages("one page")[0].place, "line 1");
    }

    #[test]
    fn a_row_keeps_its_cells_apart() {
        let rows = rows("a,\"b\nc\"\n,d\n").expect("well-formed CSV");
        assert_eq!((&*rows[0].text, &*rows[1].place), ("a\tb c", "row 2"));
    }

    #[test]
    fn an_unknown_ending_and_a_missing_file_are_refused() {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        assert!(Document::read(&manifest).is_err_and(|error| error.contains("not a .pdf")));
        assert!(Document::read(Path::new("nowhere.pdf")).is_err());
    }
}
