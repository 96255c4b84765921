//! Workbooks: one sheet as columns, cell by cell, so that a cell far away takes no memory.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow_schema::SchemaRef;
use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Ods, Reader as _, SheetType, SheetVisible, Sheets,
    Xls, Xlsb, Xlsx, XlsxCellFormulaMetadataRecord, XlsxCellReader, XlsxError, XlsxFormulaMetadata,
    open_workbook_from_rs,
};

use super::csv::{Column, NO_ANSWER, NOTHING, Role, Texts, dictionary};
use super::error::{FileCode, FileError, Place, Said, unavailable};
use super::headings::{Headings, joined, tell_apart};
use super::part::{Part, Skipped};
use super::remarks::is_example;
use super::sample::SheetCells;
use super::top::{self, Head, Row, TOP};
use super::wanted::{Sheet, Wanted};
use crate::origin::Origin;

/// Rows of a batch.
const BATCH: usize = 1 << 15;
/// The sheet that a template of ours has.
const ANSWERS: &str = "answers";
/// Sheets and cells that a message lists.
const MOST_LISTED: usize = 8;

type Book = Sheets<BufReader<File>>;

/// A workbook with its sheet chosen and the header of that read.
pub(crate) struct Workbook {
    book: Book,
    place: Place,
    pub sheet: String,
    pub sheets: Vec<String>,
    pub head: Head,
    /// The first rows of the sheet.
    pub top: Vec<Row>,
    /// What was found out, and nobody has said.
    found: Vec<Said>,
    names: Vec<Option<String>>,
}

/// A sheet with cells.
#[derive(Clone, Debug)]
struct Listed {
    name: String,
    /// Whether it holds no answers: it is hidden, or shows how to fill in the others.
    aside: bool,
}

/// The sheets with cells, in order: others hold charts or macros.
fn listed(book: &Book) -> Vec<Listed> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let listed = sheets.map(|sheet| Listed {
        name: sheet.name.clone(),
        aside: sheet.visible != SheetVisible::Visible || is_example(&sheet.name),
    });
    listed.collect()
}

/// A sheet as far as its header.
struct Begun {
    sheet: String,
    head: Head,
    names: Vec<Option<String>>,
    top: Vec<Row>,
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Workbook({:?})", self.place)
    }
}

impl Workbook {
    /// Opens a workbook, and chooses a sheet.
    pub fn open(path: &Path, wanted: &Wanted<'_>) -> Result<Self, FileError> {
        let mut place = Place::file(path);
        let mut book = guarded(&place, || book(path, &place))?;
        let listed = listed(&book);
        let sheets: Vec<String> = listed.iter().map(|sheet| sheet.name.clone()).collect();
        let begin = |book: &mut Book, sheet: &str| {
            guarded(&place, || begun(book, sheet, wanted).map_err(|error| damaged(&place, &error)))
        };
        let chosen = match wanted.sheet {
            Some(sheet) => {
                Some(meant(sheet, &sheets).ok_or_else(|| unknown_sheet(&place, &sheets))?)
            }
            None => listed.iter().find(|it| it.name == ANSWERS && !it.aside).map(|it| &*it.name),
        };
        let mut aside = Vec::new();
        let begun = match chosen {
            Some(sheet) => begin(&mut book, sheet)?,
            None => {
                let mut all = Vec::new();
                for sheet in &listed {
                    let begun = begin(&mut book, &sheet.name)?;
                    if sheet.aside { aside.extend(begun) } else { all.extend(begun) }
                }
                // They are meant where there is nothing else.
                if all.is_empty() {
                    std::mem::swap(&mut all, &mut aside);
                }
                only(all, wanted, &place)?
            }
        };
        let Some(Begun { sheet, head, mut names, top }) = begun else {
            place.sheet = chosen.map(Into::into);
            return Err(place.refuse(
                FileCode::NoHeader,
                "the sheet is empty: it has no header",
                "空のシートで、見出しの行がありません",
            ));
        };
        place.sheet = Some(sheet.as_str().into());
        let file = format!("{}, {sheet}", place.file);
        let above =
            top::said(&top, head, &file).filter(|_| wanted.row.is_none() && wanted.rows == 1);
        aside.retain(|sheet| (wanted.fits)(&sheet.names));
        let mut found: Vec<Said> = above.into_iter().chain(unread(&place, &aside)).collect();
        found.extend(tell_apart(&mut names, &place.at(head.row), wanted.named)?);
        Ok(Self { book, place, sheet, sheets, head, top, found, names })
    }

    /// What was found out about the sheet, and nobody has said.
    pub fn found(&self) -> &[Said] {
        &self.found
    }

    pub fn headings(&self) -> Headings {
        Headings { place: self.place.clone(), names: self.names.clone(), kinds: None }
    }

    /// Reads the rows as these columns, so many of them at most; `ahead` says that there is a thread
    /// more for it. A merged cell of the columns `merged` counts for all its rows.
    pub fn rows(
        mut self,
        columns: &[Column],
        schema: &SchemaRef,
        most: usize,
        ahead: bool,
        merged: &[String],
    ) -> Result<WorkbookRows, FileError> {
        let Self { book, place, sheet, head, names, .. } = &mut self;
        let header = head.last();
        let place = &*place;
        guarded(place, || {
            let mut table = Table::new(place, names, header, columns, schema);
            if columns.iter().any(|column| merged.contains(&column.name)) {
                let regions = regions(book, sheet).map_err(|error| damaged(place, &error))?;
                table.hold(merged, &regions);
            }
            let mut stopped = None;
            let read = each(book, sheet, ahead, &mut |row, column, text| {
                if row <= header {
                    return ControlFlow::Continue(());
                }
                if table.is_full(row, most) {
                    table.cut = true;
                    return ControlFlow::Break(());
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

pub(crate) fn damaged(place: &Place, why: &str) -> FileError {
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

/// That there are other sheets which could have been meant.
fn unread(place: &Place, aside: &[Begun]) -> Option<Said> {
    let names: Vec<&str> = aside.iter().map(|sheet| &*sheet.sheet).collect();
    let Place { file, .. } = place;
    (!names.is_empty()).then(|| {
        let (en, ja) = (names.join(", "), names.join("、"));
        Said::new(
            format!(
                "{file}: sheets that are hidden or examples are not read: {en} (sheet= reads one)"
            ),
            format!("{file}：非表示や記入例のシートは読みません（{ja}。sheet=で指定できます）"),
        )
    })
}

/// The name of a sheet that was said.
fn meant<'a>(sheet: &Sheet, sheets: &'a [String]) -> Option<&'a str> {
    let found = match sheet {
        Sheet::Name(name) => sheets.iter().find(|known| *known == name),
        Sheet::Number(at) => at.checked_sub(1).and_then(|at| sheets.get(at)),
    };
    found.map(String::as_str)
}

fn unknown_sheet(place: &Place, sheets: &[String]) -> FileError {
    let names = sheets.join(", ");
    place.clone().refuse(
        FileCode::UnknownSheet,
        format!("there is no such sheet; the sheets are {names}"),
        format!("そのシートはありません。あるシート：{names}"),
    )
}

/// The sheet that is meant, of those with something in them.
fn only(
    mut all: Vec<Begun>,
    wanted: &Wanted<'_>,
    place: &Place,
) -> Result<Option<Begun>, FileError> {
    if wanted.guess {
        // Of equals the first.
        return Ok(all.into_iter().rev().max_by_key(|sheet| sheet.head.named));
    }
    let fits = |sheet: &Begun| (wanted.fits)(&sheet.names);
    if all.iter().filter(|sheet| fits(sheet)).count() == 1 {
        all.retain(fits);
    }
    if all.len() > 1 { Err(several(place.clone(), &all)) } else { Ok(all.pop()) }
}

/// That it is not clear which sheet is meant, with how each begins.
fn several(place: Place, sheets: &[Begun]) -> FileError {
    let begins = sheets.iter().take(MOST_LISTED).map(|Begun { sheet, head, names, .. }| {
        let cells: Vec<&str> =
            names.iter().flatten().take(MOST_LISTED).map(String::as_str).collect();
        format!("{sheet} ({}: {})", head.row, cells.join(" | "))
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

/// Cells that a thread of its own has read, and such chunks that wait.
const CHUNK: usize = 4096;
const WAITING: usize = 4;

/// Calls `visit` with every cell that has a value, row by row; `ahead` says that a thread of its own may
/// unpack and read the sheet meanwhile.
fn each(book: &mut Book, sheet: &str, ahead: bool, visit: Visit<'_>) -> Result<(), String> {
    let range = match book {
        Sheets::Xlsx(book) if ahead => return each_ahead(book, sheet, visit),
        Sheets::Xlsx(book) => {
            let mut cells = book.worksheet_cells_reader(sheet).map_err(|e| e.to_string())?;
            while let Some(cell) = next_of(&mut cells).map_err(|e| e.to_string())? {
                if visited(cell.pos, content(&cell), visit).is_break() {
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
        if visited(at, Some(text), visit).is_break() {
            break;
        }
    }
    Ok(())
}

type XlsxCell<'a> = XlsxCellFormulaMetadataRecord<'a>;

/// The next cell, with its formula: one that was never calculated is no empty cell.
fn next_of<'a>(
    cells: &mut XlsxCellReader<'a, BufReader<File>>,
) -> Result<Option<XlsxCell<'a>>, XlsxError> {
    cells.next_cell_with_formula_metadata()
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
                let next = std::iter::from_fn(|| next_of(&mut cells).transpose());
                let chunk: Result<Vec<_>, _> = next.take(CHUNK).collect();
                let last = chunk.as_ref().map_or(true, |chunk| chunk.len() < CHUNK);
                // Nobody listens any more where the table has enough.
                if sender.send(chunk.map_err(|error| error.to_string())).is_err() || last {
                    return;
                }
            }
        });
        for chunk in chunks {
            if chunk?.iter().any(|cell| visited(cell.pos, content(cell), visit).is_break()) {
                break;
            }
        }
        Ok(())
    })
}

/// Calls `visit` with the text of a cell, if it has one.
fn visited(
    (row, column): (u32, u32),
    text: Option<Cow<'_, str>>,
    visit: Visit<'_>,
) -> ControlFlow<()> {
    match text {
        Some(text) if !text.trim().is_empty() => visit(row, column, text),
        _ => ControlFlow::Continue(()),
    }
}

/// The text of a cell; of a formula that was never calculated the formula.
fn content<'a>(cell: &'a XlsxCell<'_>) -> Option<Cow<'a, str>> {
    let formula = cell.formula.as_ref().filter(|_| matches!(cell.value, DataRef::Empty));
    match formula {
        None => text(&cell.value),
        Some(
            XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. },
        ) => Some(format!("={formula}").into()),
        Some(_) => Some("=".into()),
    }
}

fn text<'a>(value: &'a DataRef<'_>) -> Option<Cow<'a, str>> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::SharedString(text) => Cow::Borrowed(*text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cow::Borrowed(text.as_str())
        }
        DataRef::Int(number) => number.to_string().into(),
        DataRef::Float(number) => number_text(*number).into(),
        DataRef::Bool(value) => value.to_string().into(),
        DataRef::DateTime(moment) => moment_text(moment).into(),
        DataRef::Error(error) => error.to_string().into(),
    })
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

/// A sheet with its header, where it has one.
fn begun(book: &mut Book, sheet: &str, wanted: &Wanted<'_>) -> Result<Option<Begun>, String> {
    let top = rows(book, sheet, TOP.max(wanted.rows as usize), wanted.row)?;
    let Some((first, _)) = top.first() else { return Ok(None) };
    let said = Head { row: *first, rows: wanted.rows, named: 0 };
    let head = match (wanted.row, wanted.named) {
        (Some(row), _) if row != *first => return Ok(None),
        (None, Some(named)) if wanted.rows == 1 => top::choose(&top, named, wanted.guess),
        _ => None,
    };
    let head = head.unwrap_or(said);
    let header = (head.row..head.row + u64::from(head.rows)).map(|row| {
        let cells = top.iter().find(|(at, _)| *at == row);
        cells.map(|(_, cells)| cells.clone()).unwrap_or_default()
    });
    let names = joined(header.collect());
    Ok(Some(Begun { sheet: sheet.to_owned(), head, names, top }))
}

/// The first rows with a value, from a row on.
fn rows(book: &mut Book, sheet: &str, most: usize, from: Option<u64>) -> Result<Vec<Row>, String> {
    let mut rows: Vec<Row> = Vec::new();
    each(book, sheet, false, &mut |row, column, text| {
        let row = u64::from(row) + 1;
        if from.is_some_and(|from| row < from) {
            return ControlFlow::Continue(());
        }
        if rows.last().is_none_or(|(last, _)| *last != row) {
            if rows.len() == most {
                return ControlFlow::Break(());
            }
            rows.push((row, Vec::new()));
        }
        let Some((_, cells)) = rows.last_mut() else { return ControlFlow::Break(()) };
        let column = column as usize;
        if cells.len() <= column {
            cells.resize(column + 1, None);
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = Some(text.into_owned());
        }
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

/// The rows of every sheet, or of one, with their cells as text.
pub(crate) fn cells(path: &Path, sheet: Option<&Sheet>) -> Result<Vec<SheetCells>, FileError> {
    let place = Place::file(path);
    let mut book = guarded(&place, || book(path, &place))?;
    let listed = listed(&book);
    let sheets: Vec<String> = listed.iter().map(|sheet| sheet.name.clone()).collect();
    let said =
        sheet.map(|sheet| meant(sheet, &sheets).ok_or_else(|| unknown_sheet(&place, &sheets)));
    let said = said.transpose()?;
    let wanted = listed.iter().filter(|sheet| said.is_none_or(|said| said == sheet.name));
    let each = wanted.map(|Listed { name, aside }| {
        let rows = guarded(&place, || {
            rows(&mut book, name, usize::MAX, None).map_err(|error| damaged(&place, &error))
        });
        Ok(SheetCells { sheet: Some(name.clone()), aside: *aside, rows: rows? })
    });
    each.collect()
}

/// The merged cells of a sheet, where the library knows them.
fn regions(book: &mut Book, sheet: &str) -> Result<Vec<Dimensions>, String> {
    match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).map_err(|e| e.to_string()),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(sheet).map_err(|e| e.to_string()),
        _ => Ok(Vec::new()),
    }
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
    /// Of columns whose merged cells count for all their rows: the rows, from 0, of each such cell, and
    /// the value of the last one.
    merged: Vec<Vec<(u32, u32)>>,
    held: Vec<Option<(String, u32)>>,
    flaw: Option<Said>,
    rows: usize,
    origin: Origin,
    ready: VecDeque<Part>,
    skipped: Skipped,
    /// Rows that are done.
    done: usize,
    /// Whether there are more rows than were wanted.
    cut: bool,
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
            merged: vec![Vec::new(); carried],
            held: vec![None; carried],
            flaw: None,
            rows: 0,
            origin: Origin::of(place),
            ready: VecDeque::new(),
            skipped: Skipped::default(),
            done: 0,
            cut: false,
        }
    }

    /// Takes note of the merged cells of columns.
    fn hold(&mut self, names: &[String], regions: &[Dimensions]) {
        let texts = self.columns.iter().filter(|column| column.role == Role::Text);
        for (column, merged) in texts.zip(&mut self.merged) {
            let here = regions.iter().filter(|region| {
                region.start.1 as usize == column.place && region.end.0 > region.start.0
            });
            if names.contains(&column.name) {
                *merged = here.map(|region| (region.start.0, region.end.0)).collect();
            }
        }
    }

    /// Whether a row is one too many.
    fn is_full(&self, row: u32, most: usize) -> bool {
        self.row != Some(row) && self.done + usize::from(self.row.is_some()) >= most
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
            Target::Answer(_) if text.starts_with('=') => {
                let column = letters(column);
                self.flaw.get_or_insert_with(|| {
                    Said::new(
                        format!(
                            "column {column} has a formula that was never calculated: open the \
                             workbook in a spreadsheet and save it"
                        ),
                        format!(
                            "{column}列の数式が計算されていません。表計算ソフトで開いて保存し直してください"
                        ),
                    )
                });
            }
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
                let merged = self.merged.get(at).map_or(&[][..], Vec::as_slice);
                let merged = merged.iter().find(|(first, _)| *first == row);
                if let (Some((_, last)), Some(held)) = (merged, self.held.get_mut(at)) {
                    *held = Some((text.to_owned(), *last));
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
        let now = self.now_carried.iter_mut().zip(&self.held);
        for (column, (now, held)) in self.carried.iter_mut().zip(now) {
            let held = held.as_ref().filter(|(_, last)| row <= *last).map(|(text, _)| text);
            column.append_option(now.take().as_ref().or(held));
        }
        self.rows += 1;
        self.done += 1;
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
        self.ready.push_back(Part { batch, given: Vec::new(), origin: Some(origin) });
        Ok(())
    }

    fn finish(mut self) -> Result<WorkbookRows, FileError> {
        self.end_row()?;
        if self.rows > 0 {
            self.end_part()?;
        }
        Ok(WorkbookRows { ready: self.ready, skipped: self.skipped, cut: self.cut })
    }
}

/// The rows of a sheet, batch by batch.
#[derive(Debug)]
pub(crate) struct WorkbookRows {
    ready: VecDeque<Part>,
    pub skipped: Skipped,
    /// Whether there are more rows than were wanted.
    pub cut: bool,
}

impl WorkbookRows {
    pub fn next(&mut self) -> Option<Part> {
        self.ready.pop_front()
    }
}
