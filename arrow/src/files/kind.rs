//! The kinds of files that are read, and what is open of one.

use std::path::Path;

use super::csv::{CsvFile, CsvRows};
use super::error::FileError;
use super::headings::Headings;
#[cfg(feature = "parquet")]
use super::parquet::{ParquetFile, ParquetRows};
use super::part::{Counted, Part};
use super::workbook::{Workbook, WorkbookRows};

/// Kinds of files that are read here.
pub(super) enum Kind {
    Csv,
    Workbook,
    #[cfg(feature = "parquet")]
    Parquet,
}

#[cfg(not(feature = "parquet"))]
pub(super) const ENDINGS: &str = ".csv, .tsv, .csv.gz, .tsv.gz, .xlsx, .xlsm, .xlsb, .xls, .ods";
#[cfg(feature = "parquet")]
pub(super) const ENDINGS: &str =
    ".csv, .tsv, .csv.gz, .tsv.gz, .parquet, .pq, .xlsx, .xlsm, .xlsb, .xls, .ods";

pub(super) fn kind(path: &Path) -> Option<Kind> {
    let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
    let packed = name.strip_suffix(".gz");
    match Path::new(packed.unwrap_or(&name)).extension()?.to_str()? {
        "csv" | "tsv" => Some(Kind::Csv),
        "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" if packed.is_none() => Some(Kind::Workbook),
        #[cfg(feature = "parquet")]
        "parquet" | "pq" if packed.is_none() => Some(Kind::Parquet),
        _ => None,
    }
}

/// A file whose header was read.
#[derive(Debug)]
pub(super) enum Opened {
    Csv(Box<CsvFile>),
    Workbook(Box<Workbook>),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetFile>),
}

impl Opened {
    pub(super) fn headings(&self) -> Headings {
        match self {
            Self::Csv(file) => file.headings(),
            Self::Workbook(book) => book.headings(),
            #[cfg(feature = "parquet")]
            Self::Parquet(file) => file.headings(),
        }
    }

    /// How many rows there are, where the file says so.
    pub(super) fn rows_there(&self) -> Option<u64> {
        match self {
            #[cfg(feature = "parquet")]
            Self::Parquet(file) => Some(file.rows_there()),
            _ => None,
        }
    }
}

/// The rows of one file.
#[derive(Debug)]
pub(super) enum OfFile {
    Csv(Box<CsvRows>),
    Workbook(WorkbookRows),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetRows>),
}

impl OfFile {
    pub(super) fn next(&mut self) -> Option<Result<Part, FileError>> {
        match self {
            Self::Csv(rows) => rows.next(),
            Self::Workbook(rows) => rows.next().map(Ok),
            #[cfg(feature = "parquet")]
            Self::Parquet(rows) => rows.next(),
        }
    }

    /// Remarks that are a single cell of a file whose rows need not have as many.
    pub(super) fn remarks(&self) -> Counted {
        match self {
            Self::Csv(rows) => rows.remarks,
            _ => Counted::default(),
        }
    }

    /// Rows that the spreadsheet does not show.
    pub(super) fn hidden(&self) -> Counted {
        match self {
            Self::Workbook(rows) => rows.hidden,
            _ => Counted::default(),
        }
    }

    pub(super) fn skipped(&self) -> Counted {
        match self {
            Self::Csv(rows) => rows.skipped,
            Self::Workbook(rows) => rows.skipped,
            #[cfg(feature = "parquet")]
            Self::Parquet(_) => Counted::default(),
        }
    }
}
