//! Why a file is not read, in both languages.

use std::fmt;
use std::path::Path;

use shisei::Lang;

pub(crate) use crate::origin::{Place, Said};

/// Why a file cannot be read or written: a stable code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileCode {
    /// The system refuses to open, read or write it.
    Unavailable,
    /// Its name ends in nothing that is known.
    UnknownKind,
    /// It is not what its name says, or it is damaged.
    Damaged,
    /// It has no row of headings.
    NoHeader,
    /// A heading occurs twice.
    DuplicateColumn,
    /// A column with values has no heading.
    UnnamedColumn,
    /// Its columns are not those of the first file.
    OtherColumns,
    /// No encoding has this name.
    UnknownEncoding,
    /// Its bytes are not text in its encoding.
    NotText,
    /// A quote is never closed.
    OpenQuote,
    /// A row or cell is larger than allowed, or there are too many columns.
    TooLarge,
    /// A workbook has no such sheet, or several that could be meant.
    UnknownSheet,
    /// An option that files of this kind do not have.
    UnknownOption,
    /// It is written in a way that is not read.
    Unsupported,
    /// A row has more or fewer cells than the header.
    Ragged,
    /// A cell holds an error of the spreadsheet.
    CellError,
    /// The cell that should hold an id is empty.
    EmptyCell,
}

impl FileCode {
    /// The code as text, the same in every language.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unavailable => "unavailable-file",
            Self::UnknownKind => "unknown-file-kind",
            Self::Damaged => "damaged-file",
            Self::NoHeader => "missing-header",
            Self::DuplicateColumn => "duplicate-column",
            Self::UnnamedColumn => "unnamed-column",
            Self::OtherColumns => "other-columns",
            Self::UnknownEncoding => "unknown-encoding",
            Self::NotText => "not-text",
            Self::OpenQuote => "open-quote",
            Self::TooLarge => "too-large",
            Self::UnknownSheet => "unknown-sheet",
            Self::UnknownOption => "unknown-option",
            Self::Unsupported => "unsupported-file",
            Self::Ragged => "ragged-row",
            Self::CellError => "cell-error",
            Self::EmptyCell => "empty-cell",
        }
    }
}

impl fmt::Display for FileCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Place {
    pub fn refuse(self, code: FileCode, en: impl Into<String>, ja: impl Into<String>) -> FileError {
        FileError(Box::new(Refused { code, place: self, said: Said::new(en, ja) }))
    }
}

/// A file that is not read or written, with the place in it and what would be right.
///
/// ```
/// use shisei::{Lang, catalog};
/// use shisei_arrow::files::Files;
/// use shisei_arrow::{Error, Portfolio};
///
/// let scorer = Portfolio::new([catalog::framework("five-basics@3.1")?]).compile()?;
/// let Err(Error::File(error)) = Files::new(["nothing.csv"]).score(&scorer) else { panic!() };
/// assert_eq!(error.code().as_str(), "unavailable-file");
/// assert!(error.message(Lang::En).starts_with("nothing.csv: "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileError(Box<Refused>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Refused {
    code: FileCode,
    place: Place,
    said: Said,
}

impl FileError {
    /// The same about a part of the file that begins so many rows later.
    pub(crate) fn shifted(mut self, rows: u64) -> Self {
        self.0.place.row = self.0.place.row.map(|row| row + rows);
        self
    }

    /// What is wrong: the same in every language.
    #[must_use]
    pub fn code(&self) -> FileCode {
        self.0.code
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.0.place.file
    }

    /// The sheet of a workbook.
    #[must_use]
    pub fn sheet(&self) -> Option<&str> {
        self.0.place.sheet.as_deref()
    }

    /// The row as the file counts: the header of a plain file is row 1.
    #[must_use]
    pub fn row(&self) -> Option<u64> {
        self.0.place.row
    }

    /// The heading of the column, or its letters or number.
    #[must_use]
    pub fn column(&self) -> Option<&str> {
        self.0.place.column.as_deref()
    }

    /// Where, what is wrong, and what would be right.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let Place { file, sheet, row, column } = &self.0.place;
        let mut parts = vec![file.to_string()];
        match lang {
            Lang::En => {
                parts.extend(sheet.as_ref().map(|sheet| format!("sheet {sheet}")));
                parts.extend(row.map(|row| format!("row {row}")));
                parts.extend(column.as_ref().map(|column| format!("column {column}")));
                format!("{}: {}", parts.join(", "), self.0.said.en)
            }
            Lang::Ja => {
                parts.extend(sheet.as_ref().map(|sheet| format!("シート「{sheet}」")));
                parts.extend(row.map(|row| format!("{row}行目")));
                parts.extend(column.as_ref().map(|column| format!("列「{column}」")));
                format!("{}：{}", parts.join("、"), self.0.said.ja)
            }
        }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for FileError {}

/// The system's own refusal.
pub(crate) fn unavailable(path: &Path, error: &std::io::Error) -> FileError {
    if error.kind() == std::io::ErrorKind::NotFound {
        return Place::file(path).refuse(
            FileCode::Unavailable,
            "there is no such file",
            "ファイルがありません",
        );
    }
    Place::file(path).refuse(
        FileCode::Unavailable,
        format!("the file cannot be read ({error})"),
        format!("ファイルを読み取れません（{error}）"),
    )
}
