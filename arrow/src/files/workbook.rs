//! Workbooks: one sheet as columns, cell by cell, so that a cell far away takes no memory.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow_schema::SchemaRef;
use calamine::{
    Data, DataRef, ExcelDateTime, Ods, Reader as _, Sheets, Xls, Xlsb, Xlsx, open_workbook_from_rs,
};

use super::csv::{Column, NO_ANSWER, NOTHING, Role, Texts, dictionary};
use super::error::{FileCode, FileError, Place, Said, unavailable};
use super::{Headings, Part, Skipped, check_names, joined};
use crate::origin::Origin;

/// Rows of a batch.
const BATCH: usize = 1 << 15;
/// The sheet that a template of ours has.
const ANSWERS: &str = "answers";
/// Sheets and cells that a message lists.
const MOST_LISTED: usize = 8;

type Book = Sheets<BufReader<File>>;

/// Which sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Of this name.
    Name(String),
    /// By position, from 1.
    Number(usize),
}

/// A workbook with its sheet chosen and the header of that read.
pub(crate) struct Workbook {
    book: Book,
    place: Place,
    sheet: String,
    /// From 0.
    row: u32,
    names: Vec<Option<String>>,
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Workbook({:?})", self.place)
    }
}

/// A row of a sheet with its position, from 0, and the text of each of its cells.
type Row = (u32, Vec<Option<String>>);

impl Workbook {
    /// Opens a workbook; where nobody says which sheet is meant, `fits` says what a header looks like.
    pub fn open(
        path: &Path,
        sheet: Option<&Sheet>,
        row: Option<u64>,
        rows: u32,
        fits: &dyn Fn(&[Option<String>]) -> bool,
    ) -> Result<Self, FileError> {
        let mut place = Place::file(path);
        let mut book = guarded(&place, || book(path, &place))?;
        let sheets = book.sheet_names();
        let heads = |book: &mut Book, sheet: &str| {
            guarded(&place, || {
                first_row(book, sheet, row, rows).map_err(|error| damaged(&place, &error))
            })
        };
        let chosen = match sheet {
            Some(Sheet::Name(name)) => sheets.iter().find(|known| *known == name),
            Some(Sheet::Number(at)) => at.checked_sub(1).and_then(|at| sheets.get(at)),
            None => sheets.iter().find(|name| *name == ANSWERS),
        };
        let found = match chosen {
            Some(sheet) => heads(&mut book, sheet)?.map(|row| (sheet.clone(), row)),
            None if sheet.is_some() => return Err(unknown_sheet(place, &sheets)),
            None => {
                let mut all = Vec::new();
                for sheet in &sheets {
                    all.extend(heads(&mut book, sheet)?.map(|row| (sheet.clone(), row)));
                }
                let fitting = all.iter().filter(|(_, (_, names))| fits(names)).count();
                if fitting == 1 {
                    all.retain(|(_, (_, names))| fits(names));
                }
                if all.len() > 1 {
                    return Err(several(place, &all));
                }
                all.pop()
            }
        };
        let Some((sheet, (row, names))) = found else {
            place.sheet = chosen.map(|sheet| sheet.as_str().into());
            return Err(place.refuse(
                FileCode::NoHeader,
                "the sheet is empty: it has no header",
                "空のシートで、見出しの行がありません",
            ));
        };
        place.sheet = Some(sheet.as_str().into());
        check_names(&names, &place, u64::from(row) + 1)?;
        Ok(Self { book, place, sheet, row, names })
    }

    pub fn headings(&self) -> Headings {
        Headings { place: self.place.clone(), names: self.names.clone() }
    }

    /// Reads the rows as these columns.
    pub fn rows(
        mut self,
        columns: &[Column],
        schema: &SchemaRef,
    ) -> Result<WorkbookRows, FileError> {
        let Self { book, place, sheet, row: header, names } = &mut self;
        let (place, header) = (&*place, *header);
        guarded(place, || {
            let mut table = Table::new(place, names, header, columns, schema);
            let mut stopped = None;
            let read = each(book, sheet, &mut |row, column, text| {
                if row <= header {
                    return ControlFlow::Continue(());
                }
                match table.cell(row, column, &text) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(error) => {
                        stopped = Some(error);
                        ControlFlow::Break(())
                    }
                }
            });
            read.map_err(|error| damaged(place, &error))?;
            match stopped {
                Some(error) => Err(error),
                None => table.finish(),
            }
        })
    }
}

/// A library that panics about a damaged workbook must not take the program with it.
fn guarded<T>(place: &Place, work: impl FnOnce() -> Result<T, FileError>) -> Result<T, FileError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(damaged(place, "")))
}

fn damaged(place: &Place, why: &str) -> FileError {
    let why_en = if why.is_empty() { String::new() } else { format!(" ({why})") };
    let why_ja = if why.is_empty() { String::new() } else { format!("（{why}）") };
    place.clone().refuse(
        FileCode::Damaged,
        format!("the workbook is damaged{why_en}: open it in a spreadsheet and save it again"),
        format!("ブックが壊れています{why_ja}。表計算ソフトで開いて保存し直してください"),
    )
}

fn book(path: &Path, place: &Place) -> Result<Book, FileError> {
    let mut file = File::open(path).map_err(|error| unavailable(path, &error))?;
    let mut start = [0; 8];
    let length = file.read(&mut start).map_err(|error| unavailable(path, &error))?;
    file.rewind().map_err(|error| unavailable(path, &error))?;
    let start = start.get(..length).unwrap_or_default();
    let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
    let ending = ending.to_ascii_lowercase();
    let file = BufReader::new(file);
    let broken = |error: &dyn std::fmt::Display| damaged(place, &error.to_string());
    if start.starts_with(b"PK") {
        return match &*ending {
            "ods" => {
                open_workbook_from_rs::<Ods<_>, _>(file).map(Sheets::Ods).map_err(|e| broken(&e))
            }
            "xlsb" => {
                open_workbook_from_rs::<Xlsb<_>, _>(file).map(Sheets::Xlsb).map_err(|e| broken(&e))
            }
            _ => {
                open_workbook_from_rs::<Xlsx<_>, _>(file).map(Sheets::Xlsx).map_err(|e| broken(&e))
            }
        };
    }
    if start.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        if ending == "xls" {
            return open_workbook_from_rs::<Xls<_>, _>(file)
                .map(Sheets::Xls)
                .map_err(|e| broken(&e));
        }
        return Err(place.clone().refuse(
            FileCode::Damaged,
            "the workbook has a password, or is an .xls of another name: save it without a password",
            "パスワード付きか、名前の違う.xlsです。パスワードなしで保存してください",
        ));
    }
    let text = start.trim_ascii_start();
    let html = text.starts_with(b"<");
    Err(place.clone().refuse(
        FileCode::Damaged,
        if html {
            "this is a web page and no workbook: open it in a spreadsheet and save it as .xlsx"
        } else {
            "this is no workbook, whatever its name: if it is CSV, name it .csv"
        },
        if html {
            "ブックではなくウェブページです。表計算ソフトで開き、.xlsxとして保存してください"
        } else {
            "名前はブックですが、中身が違います。CSVなら名前の末尾を.csvにしてください"
        },
    ))
}

fn unknown_sheet(place: Place, sheets: &[String]) -> FileError {
    let names = sheets.join(", ");
    place.refuse(
        FileCode::UnknownSheet,
        format!("there is no such sheet; the sheets are {names}"),
        format!("そのシートはありません。あるシート：{names}"),
    )
}

/// That it is not clear which sheet is meant, with how each begins.
fn several(place: Place, sheets: &[(String, Row)]) -> FileError {
    let begins = sheets.iter().take(MOST_LISTED).map(|(name, (row, cells))| {
        let cells: Vec<&str> =
            cells.iter().flatten().take(MOST_LISTED).map(String::as_str).collect();
        format!("{name} ({}: {})", row + 1, cells.join(" | "))
    });
    let begins = begins.collect::<Vec<_>>().join("; ");
    place.refuse(
        FileCode::UnknownSheet,
        format!(
            "say which sheet is meant (sheet=), and the row of its headings (header_row=): {begins}"
        ),
        format!("シート（sheet=）と見出しの行（header_row=）を指定してください：{begins}"),
    )
}

/// What is done with a cell: its row, its column and its text.
type Visit<'a> = &'a mut dyn FnMut(u32, u32, Cow<'_, str>) -> ControlFlow<()>;

/// Calls `visit` with every cell that has a value, row by row.
fn each(book: &mut Book, sheet: &str, visit: Visit<'_>) -> Result<(), String> {
    macro_rules! stream {
        ($book:expr) => {{
            let mut cells = $book.worksheet_cells_reader(sheet).map_err(|e| e.to_string())?;
            while let Some(cell) = cells.next_cell().map_err(|e| e.to_string())? {
                let (row, column) = cell.get_position();
                let text = match cell.get_value() {
                    DataRef::Empty => continue,
                    DataRef::SharedString(text) => Cow::Borrowed(*text),
                    DataRef::String(text)
                    | DataRef::DateTimeIso(text)
                    | DataRef::DurationIso(text) => Cow::Borrowed(text.as_str()),
                    DataRef::Int(number) => number.to_string().into(),
                    DataRef::Float(number) => number_text(*number).into(),
                    DataRef::Bool(value) => value.to_string().into(),
                    DataRef::DateTime(moment) => moment_text(moment).into(),
                    DataRef::Error(error) => error.to_string().into(),
                };
                if !text.trim().is_empty() && visit(row, column, text).is_break() {
                    break;
                }
            }
            return Ok(());
        }};
    }
    let range = match book {
        Sheets::Xlsx(book) => stream!(book),
        Sheets::Xlsb(book) => stream!(book),
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
        let (row, column) = (place(row, first_row), place(column, first_column));
        if !text.trim().is_empty() && visit(row, column, text).is_break() {
            break;
        }
    }
    Ok(())
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

/// The names in the first row with a value, or in the row of this number from 1, and in the rows below
/// it that belong to the header; with the position of the last of them.
fn first_row(
    book: &mut Book,
    sheet: &str,
    wanted: Option<u64>,
    rows: u32,
) -> Result<Option<Row>, String> {
    let mut first = None;
    let mut header: Vec<Vec<Option<String>>> = vec![Vec::new(); rows as usize];
    each(book, sheet, &mut |row, column, text| {
        if wanted.is_some_and(|wanted| u64::from(row) + 1 < wanted) {
            return ControlFlow::Continue(());
        }
        let first = *first.get_or_insert(row);
        let Some(cells) = row.checked_sub(first).and_then(|at| header.get_mut(at as usize)) else {
            return ControlFlow::Break(());
        };
        let column = column as usize;
        if cells.len() <= column {
            cells.resize(column + 1, None);
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = Some(text.into_owned());
        }
        ControlFlow::Continue(())
    })?;
    let first = first.filter(|row| wanted.is_none_or(|wanted| u64::from(*row) + 1 == wanted));
    Ok(first.map(|row| (row + rows - 1, joined(header))))
}

/// The letters of a column, from 0.
fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(b'A' + u8::try_from(column % 26).unwrap_or_default());
        match (column / 26).checked_sub(1) {
            Some(next) => column = next,
            None => break,
        }
    }
    letters.reverse();
    String::from_utf8(letters).unwrap_or_default()
}

/// What a column of the sheet is for.
#[derive(Clone, Copy)]
enum Target {
    Answer(usize),
    Text(usize),
    Unwanted,
    Unnamed,
}

/// Rows of a sheet as they become columns.
struct Table<'a> {
    place: &'a Place,
    columns: &'a [Column],
    schema: &'a SchemaRef,
    targets: Vec<Target>,
    texts: Texts,
    answers: Vec<Vec<u16>>,
    carried: Vec<StringBuilder>,
    /// The row that is being read, from 0.
    row: Option<u32>,
    last: u32,
    now: Vec<u16>,
    now_carried: Vec<Option<String>>,
    flaw: Option<Said>,
    rows: usize,
    origin: Origin,
    ready: VecDeque<Part>,
    skipped: Skipped,
}

impl<'a> Table<'a> {
    fn new(
        place: &'a Place,
        names: &[Option<String>],
        header: u32,
        columns: &'a [Column],
        schema: &'a SchemaRef,
    ) -> Self {
        let (mut answers, mut carried) = (0, 0);
        let mut targets: Vec<Target> = names
            .iter()
            .map(|name| if name.is_some() { Target::Unwanted } else { Target::Unnamed })
            .collect();
        for column in columns {
            let count = match column.role {
                Role::Answer => &mut answers,
                Role::Text => &mut carried,
            };
            if let Some(target) = targets.get_mut(column.place) {
                *target = match column.role {
                    Role::Answer => Target::Answer(*count),
                    Role::Text => Target::Text(*count),
                };
            }
            *count += 1;
        }
        Self {
            place,
            columns,
            schema,
            targets,
            texts: Texts::new(),
            answers: vec![Vec::new(); answers],
            carried: (0..carried).map(|_| StringBuilder::new()).collect(),
            row: None,
            last: header,
            now: vec![NOTHING; answers],
            now_carried: vec![None; carried],
            flaw: None,
            rows: 0,
            origin: Origin::of(place),
            ready: VecDeque::new(),
            skipped: Skipped::default(),
        }
    }

    fn cell(&mut self, row: u32, column: u32, text: &str) -> Result<(), FileError> {
        if self.row != Some(row) {
            self.end_row()?;
            if row <= self.last {
                return Err(damaged(self.place, "rows are not in order"));
            }
            self.row = Some(row);
        }
        let target = self.targets.get(column as usize).copied().unwrap_or(Target::Unnamed);
        match target {
            Target::Answer(at) => {
                let seen = self.texts.seen(text.as_bytes());
                let number = match seen {
                    Some(number) => number,
                    None => self.texts.learn(text.as_bytes(), text.to_owned()).map_err(|_| {
                        self.place.at(u64::from(row) + 1).refuse(
                            FileCode::TooLarge,
                            "there are too many different answers: are these the columns of answers?",
                            "異なる回答が多すぎます。回答の列ですか",
                        )
                    })?,
                };
                if let Some(now) = self.now.get_mut(at) {
                    *now = number;
                }
            }
            Target::Text(at) => {
                if let Some(now) = self.now_carried.get_mut(at) {
                    *now = Some(text.to_owned());
                }
            }
            Target::Unnamed if self.flaw.is_none() => {
                let column = letters(column);
                self.flaw = Some(Said::new(
                    format!("column {column} has a value and no heading"),
                    format!("{column}列に値がありますが、見出しがありません"),
                ));
            }
            Target::Unnamed | Target::Unwanted => {}
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), FileError> {
        let Some(row) = self.row.take() else { return Ok(()) };
        let between = u64::from(row - self.last) - 1;
        self.skipped.extend(
            Skipped { rows: between, first: 0, last: between.saturating_sub(1) },
            u64::from(self.last) + 2,
        );
        self.last = row;
        self.origin.line(self.rows, u64::from(row) + 1);
        let flawed = self.flaw.take();
        let lost = flawed.is_some();
        if let Some(flaw) = flawed {
            self.origin.flaw(self.rows, flaw);
        }
        for (column, now) in self.answers.iter_mut().zip(&mut self.now) {
            column.push(if lost { NO_ANSWER } else { *now });
            *now = NOTHING;
        }
        for (column, now) in self.carried.iter_mut().zip(&mut self.now_carried) {
            column.append_option(now.take());
        }
        self.rows += 1;
        if self.rows == BATCH { self.end_part() } else { Ok(()) }
    }

    fn end_part(&mut self) -> Result<(), FileError> {
        let values = self.texts.array();
        let mut answers = self.answers.iter_mut();
        let mut carried = self.carried.iter_mut();
        let arrays = self.columns.iter().map(|column| match column.role {
            Role::Answer => {
                let keys = answers.next().map(std::mem::take).unwrap_or_default();
                dictionary(keys, &values)
            }
            Role::Text => {
                let text = carried.next().map(arrow_array::builder::GenericByteBuilder::finish);
                Arc::new(text.unwrap_or_else(|| StringBuilder::new().finish())) as ArrayRef
            }
        });
        let rows = RecordBatchOptions::new().with_row_count(Some(self.rows));
        let batch =
            RecordBatch::try_new_with_options(Arc::clone(self.schema), arrays.collect(), &rows)
                .map_err(|error| damaged(self.place, &error.to_string()))?;
        let origin = std::mem::replace(&mut self.origin, Origin::of(self.place));
        self.rows = 0;
        self.ready.push_back(Part { batch, origin });
        Ok(())
    }

    fn finish(mut self) -> Result<WorkbookRows, FileError> {
        self.end_row()?;
        if self.rows > 0 {
            self.end_part()?;
        }
        Ok(WorkbookRows { ready: self.ready, skipped: self.skipped })
    }
}

/// The rows of a sheet, batch by batch.
#[derive(Debug)]
pub(crate) struct WorkbookRows {
    ready: VecDeque<Part>,
    pub skipped: Skipped,
}

impl WorkbookRows {
    pub fn next(&mut self) -> Option<Part> {
        self.ready.pop_front()
    }
}
