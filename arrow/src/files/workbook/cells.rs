//! The cells of a sheet as text, one after the other.

use std::borrow::Cow;
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::sync::mpsc::sync_channel;

use calamine::{
    Data, DataRef, ExcelDateTime, Reader as _, Sheets, Xlsx, XlsxCellReader, XlsxError,
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

    fn is_blank(&self) -> bool {
        self.as_str().chars().all(char::is_whitespace)
    }
}

/// Cells that a thread of its own has read, and such chunks that wait.
const CHUNK: usize = 1024;
const WAITING: usize = 4;

/// Calls `visit` with every cell that has a value, row by row; `ahead` says that a thread of its own may
/// unpack and read the sheet meanwhile.
pub fn each(book: &mut Book, sheet: &str, ahead: bool, visit: Visit<'_>) -> Result<(), String> {
    let range = match book {
        Sheets::Xlsx(book) if ahead => return each_ahead(book, sheet, visit),
        Sheets::Xlsx(book) => {
            let mut cells = book.worksheet_cells_reader(sheet).map_err(|e| e.to_string())?;
            while let Some((at, value)) = next_of(&mut cells).map_err(|e| e.to_string())? {
                if visited(at, text(&value), visit).is_break() {
                    break;
                }
            }
            return Ok(());
        }
        Sheets::Xlsb(book) => {
            let mut cells = book.worksheet_cells_reader(sheet).map_err(|e| e.to_string())?;
            while let Some(cell) = cells.next_cell().map_err(|e| e.to_string())? {
                if visited(cell.get_position(), text(cell.get_value()), visit).is_break() {
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
        if visited(at, Some(Text::Own(text)), visit).is_break() {
            break;
        }
    }
    Ok(())
}

/// A cell: its place and its value.
type Placed<'a> = ((u32, u32), DataRef<'a>);

/// The next cell; a formula that was never calculated is no empty cell, but its own text.
fn next_of<'a>(
    cells: &mut XlsxCellReader<'a, BufReader<File>>,
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

/// As [`each`], with the sheet unpacked and read on a thread of its own.
fn each_ahead(
    book: &mut Xlsx<BufReader<File>>,
    sheet: &str,
    visit: Visit<'_>,
) -> Result<(), String> {
    let (sender, chunks) = sync_channel(WAITING);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut cells = match book.worksheet_cells_reader(sheet) {
                Ok(cells) => cells,
                Err(error) => return drop(sender.send(Err(error.to_string()))),
            };
            loop {
                let mut chunk = Vec::with_capacity(CHUNK);
                let read = loop {
                    match next_of(&mut cells) {
                        Ok(Some(cell)) if chunk.len() + 1 < CHUNK => chunk.push(cell),
                        Ok(Some(cell)) => {
                            chunk.push(cell);
                            break Ok(chunk);
                        }
                        Ok(None) => break Ok(chunk),
                        Err(error) => break Err(error.to_string()),
                    }
                };
                let last = read.as_ref().map_or(true, |chunk| chunk.len() < CHUNK);
                // Nobody listens any more where the table has enough.
                if sender.send(read).is_err() || last {
                    return;
                }
            }
        });
        for chunk in chunks {
            if chunk?.iter().any(|(at, value)| visited(*at, text(value), visit).is_break()) {
                break;
            }
        }
        Ok(())
    })
}

/// Calls `visit` with the text of a cell, if it has one.
fn visited((row, column): (u32, u32), text: Option<Text<'_>>, visit: Visit<'_>) -> ControlFlow<()> {
    match text {
        Some(text) if !text.is_blank() => visit(row, column, text),
        _ => ControlFlow::Continue(()),
    }
}

fn text<'a>(value: &'a DataRef<'_>) -> Option<Text<'a>> {
    Some(Text::Own(match value {
        DataRef::Empty => return None,
        DataRef::SharedString(text) => return Some(Text::Shared(text)),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cow::Borrowed(text.as_str())
        }
        DataRef::Int(number) => number.to_string().into(),
        DataRef::Float(number) => number_text(*number).into(),
        DataRef::Bool(value) => value.to_string().into(),
        DataRef::DateTime(moment) => moment_text(moment).into(),
        DataRef::Error(error) => error.to_string().into(),
    }))
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
