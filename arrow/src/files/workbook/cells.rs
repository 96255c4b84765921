//! The cells of a sheet as text, one after the other.

use std::borrow::Cow;
use std::io::{Read, Seek};
use std::ops::ControlFlow;

use calamine::{
    Data, DataRef, ExcelDateTime, Reader as _, Sheets, XlsxCellReader, XlsxError,
    XlsxFormulaMetadata,
};

use super::Book;

/// What is done with a cell: its row, its column and its text.
pub type Visit<'a> = &'a mut dyn FnMut(u32, u32, Text<'_>) -> ControlFlow<()>;

/// The text of a cell.
pub enum Text<'a> {
    /// One of the workbook's list of texts, in its place for as long as cells are read.
    Shared(&'a str),
    Own(Cow<'a, str>),
}

impl Text<'_> {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Shared(text) => text,
            Self::Own(text) => text,
        }
    }

    fn is_there(&self) -> bool {
        !self.as_str().chars().all(char::is_whitespace)
    }
}

/// Calls `visit` with every cell that has a value, row by row.
pub fn each(book: &mut Book, sheet: &str, visit: Visit<'_>) -> Result<(), String> {
    let range = match book {
        Sheets::Xlsx(book) => {
            let mut cells = book.worksheet_cells_reader(sheet).map_err(|e| e.to_string())?;
            while let Some((at, value)) = next_of(&mut cells).map_err(|e| e.to_string())? {
                if visited(at, shown(&value), visit).is_break() {
                    break;
                }
            }
            return Ok(());
        }
        Sheets::Xlsb(book) => {
            let mut cells = book.worksheet_cells_reader(sheet).map_err(|e| e.to_string())?;
            while let Some(cell) = cells.next_cell().map_err(|e| e.to_string())? {
                if visited(cell.get_position(), shown(cell.get_value()), visit).is_break() {
                    break;
                }
            }
            return Ok(());
        }
        book => book.worksheet_range(sheet).map_err(|error| error.to_string())?,
    };
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let text = match value {
            Data::Empty => continue,
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                Cow::Borrowed(text.as_str())
            }
            Data::Int(number) => number.to_string().into(),
            Data::Float(number) => number_text(*number).into(),
            Data::Bool(value) => value.to_string().into(),
            Data::DateTime(moment) => moment_text(moment).into(),
            Data::Error(error) => error.to_string().into(),
        };
        let place = |offset: usize, first: u32| first + u32::try_from(offset).unwrap_or(u32::MAX);
        let at = (place(row, first_row), place(column, first_column));
        let text = Some(Text::Own(text)).filter(Text::is_there);
        if visited(at, text, visit).is_break() {
            break;
        }
    }
    Ok(())
}

/// A cell: its place and its value.
type Placed<'a> = ((u32, u32), DataRef<'a>);

/// The next cell; a formula that was never calculated is no empty cell, but its own text.
pub fn next_of<'a, R: Read + Seek>(
    cells: &mut XlsxCellReader<'a, R>,
) -> Result<Option<Placed<'a>>, XlsxError> {
    let Some(cell) = cells.next_cell_with_formula_metadata()? else { return Ok(None) };
    let value = match (cell.value, cell.formula) {
        (DataRef::Empty, Some(formula)) => DataRef::String(match formula {
            XlsxFormulaMetadata::Normal { formula }
            | XlsxFormulaMetadata::Shared { formula, .. } => {
                format!("={formula}")
            }
            _ => "=".to_owned(),
        }),
        (value, _) => value,
    };
    Ok(Some((cell.pos, value)))
}

/// Calls `visit` with the text of a cell, if it has one.
fn visited((row, column): (u32, u32), text: Option<Text<'_>>, visit: Visit<'_>) -> ControlFlow<()> {
    text.map_or(ControlFlow::Continue(()), |text| visit(row, column, text))
}

/// The text of a cell, if it has one.
pub fn shown<'a>(value: &'a DataRef<'_>) -> Option<Text<'a>> {
    let text = Text::Own(match value {
        DataRef::Empty => return None,
        DataRef::SharedString(text) => return Some(Text::Shared(text)).filter(Text::is_there),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cow::Borrowed(text.as_str())
        }
        DataRef::Int(number) => number.to_string().into(),
        DataRef::Float(number) => number_text(*number).into(),
        DataRef::Bool(value) => value.to_string().into(),
        DataRef::DateTime(moment) => moment_text(moment).into(),
        DataRef::Error(error) => error.to_string().into(),
    });
    Some(text).filter(Text::is_there)
}

/// A number as somebody would write it: spreadsheets keep all of them as fractions.
fn number_text(number: f64) -> String {
    number.to_string()
}

/// A day, a time, or both, after ISO 8601.
fn moment_text(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    let value = moment.as_f64();
    if moment.is_duration() || (0.0..1.0).contains(&value) {
        return time;
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if value.fract() == 0.0 { date } else { format!("{date}T{time}") }
}
