//! Scored rows as a workbook.

use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Float32Type, Float64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Schema};
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::error::{FileCode, FileError, Place, unavailable};
use super::write::Texts;
use crate::input::with_numbers;
use crate::narrow::Numeric as _;

/// Rows of a sheet, without the header.
const MOST_ROWS: u32 = (1 << 20) - 1;
/// The sheet.
const SCORES: &str = "scores";
/// Whole numbers up to here stay exact in a spreadsheet, which shows 15 digits.
const EXACT: i64 = 999_999_999_999_999;

/// Writes rows as a workbook of one sheet, row by row: what was written is no longer in memory.
///
/// Numbers are numbers, except those of more digits than a spreadsheet keeps; everything else is text,
/// and never a formula.
///
/// ```
/// use shisei_arrow::files::WorkbookWriter;
/// # use shisei_arrow::arrow_array::{ArrayRef, RecordBatch, StringArray};
/// # use std::sync::Arc;
/// # let column = Arc::new(StringArray::from(vec!["=1+1"])) as ArrayRef;
/// # let batch = RecordBatch::try_from_iter([("firm", column)])?;
///
/// # let folder = std::env::temp_dir().join(format!("shisei-xlsx-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// let mut writer = WorkbookWriter::create(folder.join("scores.xlsx"), &batch.schema())?;
/// writer.rows(&batch)?;
/// writer.save()?;
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct WorkbookWriter {
    book: Workbook,
    path: PathBuf,
    /// The row that was written last.
    row: u32,
}

impl std::fmt::Debug for WorkbookWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WorkbookWriter({:?}, {} rows)", self.path, self.row)
    }
}

impl WorkbookWriter {
    /// Begins a workbook with the names of the columns. What does not fit in memory is kept in a file
    /// without a name beside it.
    ///
    /// # Errors
    /// [`FileError`] where its folder cannot be written to, or there are too many columns.
    pub fn create(path: impl Into<PathBuf>, schema: &Schema) -> Result<Self, FileError> {
        let path = path.into();
        let mut book = Workbook::new();
        let names = schema.fields().iter().zip(0_u16..);
        let begun = (|| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            book.set_tempdir(folder.unwrap_or(Path::new(".")))?;
            let sheet = book.add_worksheet_with_constant_memory()?;
            sheet.set_name(SCORES)?.set_freeze_panes(1, 0)?;
            let bold = Format::new().set_bold();
            for (field, at) in names {
                sheet.write_string_with_format(0, at, field.name(), &bold)?;
            }
            Ok(())
        })();
        match begun {
            Ok(()) => Ok(Self { book, path, row: 0 }),
            Err(error) => Err(refused(&path, None, &error)),
        }
    }

    /// Writes rows.
    ///
    /// # Errors
    /// [`FileError`] where a sheet has no room for them, and those of the system.
    pub fn rows(&mut self, batch: &RecordBatch) -> Result<(), FileError> {
        let Self { book, path, row } = self;
        let room = usize::try_from(MOST_ROWS - *row).unwrap_or(0);
        if batch.num_rows() > room {
            return Err(Place::file(path).refuse(
                FileCode::TooLarge,
                format!("Excel holds {MOST_ROWS} rows: write .parquet or .csv instead"),
                format!("Excelに書けるのは{MOST_ROWS}行までです。.parquetか.csvに出力してください"),
            ));
        }
        let failed = |error: XlsxError, at: u64| refused(path, Some(at), &error);
        let sheet = book.worksheet_from_index(0).map_err(|error| failed(error, 0))?;
        let columns: Vec<_> = batch.columns().iter().map(|column| Cells::of(column)).collect();
        for at in 0..batch.num_rows() {
            *row += 1;
            for (column, place) in columns.iter().zip(0_u16..) {
                let written = column.write(sheet, *row, place, at);
                written.map_err(|error| failed(error, u64::from(*row) + 1))?;
            }
        }
        Ok(())
    }

    /// Writes the file.
    ///
    /// # Errors
    /// Those of the system.
    pub fn save(mut self) -> Result<(), FileError> {
        self.book.save(&self.path).map_err(|error| refused(&self.path, None, &error))
    }
}

fn refused(path: &Path, row: Option<u64>, error: &XlsxError) -> FileError {
    match error {
        XlsxError::IoError(error) => unavailable(path, error),
        XlsxError::MaxStringLengthExceeded => Place { row, ..Place::file(path) }.refuse(
            FileCode::TooLarge,
            "a text is longer than the 32,767 characters of a cell: write .parquet or .csv instead",
            "セルに入る32,767文字より長い文字列があります。.parquetか.csvに出力してください",
        ),
        error => Place { row, ..Place::file(path) }.refuse(
            FileCode::TooLarge,
            format!("a workbook cannot hold it ({error})"),
            format!("ブックに書けません（{error}）"),
        ),
    }
}

/// A column that becomes cells.
enum Cells<'a> {
    Whole(&'a dyn Array),
    Fractions(&'a dyn Array),
    Texts(Texts<'a>),
}

impl<'a> Cells<'a> {
    fn of(array: &'a dyn Array) -> Self {
        match array.data_type() {
            kind if kind.is_integer() => Self::Whole(array),
            DataType::Float32 | DataType::Float64 => Self::Fractions(array),
            _ => Self::Texts(Texts::of(array)),
        }
    }

    fn write(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        at: usize,
    ) -> Result<(), XlsxError> {
        match self {
            Self::Whole(array) | Self::Fractions(array) if array.is_null(at) => {}
            Self::Whole(array) => {
                let whole = with_numbers!(array, numbers => numbers.value(at).whole(), None);
                match whole.filter(|whole| (-EXACT..=EXACT).contains(whole)) {
                    #[allow(clippy::cast_precision_loss, reason = "15 digits are exact")]
                    Some(whole) => sheet.write_number(row, column, whole as f64)?,
                    None => sheet.write_string(row, column, text(*array, at))?,
                };
            }
            Self::Fractions(array) => {
                let double = array.as_primitive_opt::<Float64Type>().map(|it| it.value(at));
                let single = || Some(array.as_primitive_opt::<Float32Type>()?.value(at).into());
                match double.or_else(single).filter(|number: &f64| number.is_finite()) {
                    Some(number) => sheet.write_number(row, column, number)?,
                    None => sheet.write_string(row, column, text(*array, at))?,
                };
            }
            Self::Texts(texts) => {
                if let Some(text) = texts.value(at) {
                    sheet.write_string(row, column, String::from_utf8_lossy(&text))?;
                }
            }
        }
        Ok(())
    }
}

fn text(array: &dyn Array, row: usize) -> String {
    crate::cell::text(array, row).unwrap_or_default()
}
