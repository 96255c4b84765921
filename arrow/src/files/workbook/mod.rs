//! Workbooks: one sheet as columns, cell by cell, so that a cell far away takes no memory.

mod cells;
mod forms;
mod merged;
mod package;
mod parts;
mod table;
#[cfg(test)]
mod tests;
mod watched;

use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use arrow_schema::SchemaRef;
use calamine::{
    Dimensions, Ods, OdsError, Reader as _, SheetType, SheetVisible, Sheets, Xls, Xlsb, Xlsx,
    open_workbook_from_rs,
};

use self::cells::each;
pub(crate) use self::forms::Forms;
use self::package::Package;
pub(crate) use self::table::WorkbookRows;
use self::table::{Plan, Table};
use self::watched::{Trail, Watched};
use super::csv::Column;
use super::error::{FileCode, FileError, Place, Said, unavailable};
use super::headings::{Headings, joined, tell_apart};
use super::part::Part;
use super::remarks::is_example;
use super::sample::all;
use super::top::{self, Below, Head, Row, TOP};
use super::wanted::{Answered, Sheet, Wanted};

/// The sheet that a template of ours has.
const ANSWERS: &str = "answers";
/// Sheets and cells that a message lists.
const MOST_LISTED: usize = 8;

type Book = Sheets<Watched<BufReader<File>>>;

/// A workbook with its sheet chosen and the header of that read.
pub(crate) struct Workbook {
    book: Book,
    package: Package,
    place: Place,
    pub sheet: String,
    pub sheets: Vec<String>,
    pub head: Head,
    /// The first rows of the sheet.
    pub top: Vec<Row>,
    below: Option<Below>,
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
        let (mut book, package) = guarded(&place, || book(path, &place))?;
        let listed = listed(&book);
        let sheets: Vec<String> = listed.iter().map(|sheet| sheet.name.clone()).collect();
        let chosen = match wanted.sheet {
            Some(sheet) => {
                Some(meant(sheet, &sheets).ok_or_else(|| unknown_sheet(&place, &sheets))?)
            }
            None => listed.iter().find(|it| it.name == ANSWERS && !it.aside).map(|it| &*it.name),
        };
        let (begun, mut aside) = if let Some(sheet) = chosen {
            (begun(&mut book, sheet, wanted, &place)?, Vec::new())
        } else {
            found_in(&mut book, &listed, wanted, &place)?
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
        let behind = top.partition_point(|(row, _)| *row < head.row + u64::from(head.rows));
        let below = Below::headings(top.get(behind..).unwrap_or_default());
        let said_below = below.map(|it| it.said(&place.file));
        let said = above.into_iter().chain(said_below).chain(unread(&place, &aside));
        let mut found: Vec<Said> = said.collect();
        found.extend(tell_apart(&mut names, &place.at(head.row), wanted.named)?);
        Ok(Self { book, package, place, sheet, sheets, head, top, below, found, names })
    }

    /// That rows below the headings are not read.
    pub fn below(&self) -> Option<Said> {
        self.below.map(|below| below.said(&self.place.file))
    }

    /// What was found out about the sheet, and nobody has said.
    pub fn found(&self) -> &[Said] {
        &self.found
    }

    pub fn headings(&self) -> Headings {
        Headings { place: self.place.clone(), names: self.names.clone(), kinds: None }
    }

    /// Reads at most `most` rows as these columns, on `threads` threads if all are read.
    pub fn rows(
        mut self,
        columns: &[Column],
        schema: &SchemaRef,
        answered: &Answered,
        most: usize,
        threads: usize,
    ) -> Result<WorkbookRows, FileError> {
        let Self { book, package, place, sheet, head, below, names, .. } = &mut self;
        let place = &*place;
        guarded(place, || {
            let xml = match book {
                Sheets::Xlsx(book) => package.sheet(book, sheet, threads > 1 && most == usize::MAX),
                _ => None,
            };
            let found = xml.as_ref().and_then(|xml| xml.regions(sheet));
            let found = found.map_or_else(|| regions(book, sheet), Ok);
            let regions = &*found.map_err(|error| damaged(place, &error))?;
            let header = below.map_or(head.last(), Below::end);
            let hidden = xml.as_ref().map_or(&[][..], |xml| &xml.hidden);
            let plan = Plan { place, names, header, columns, schema, answered, regions, hidden };
            if let Some(xml) = &xml
                && let Some(tables) = parts::tables(xml, sheet, threads, &plan)
                && let Some(rows) = Table::together(tables, header)?
            {
                return Ok(rows);
            }
            let rows = Table::together(vec![whole(book, sheet, &plan, most)?], header)?;
            rows.ok_or_else(|| not_in_order(place))
        })
    }
}

impl Workbook {
    /// The first rows, with nothing wrong but that answers are covered.
    pub fn covered(mut self, answered: &Answered, most: usize) -> Result<Vec<Part>, FileError> {
        let (columns, schema) = all(&self.headings());
        for name in &mut self.names {
            name.get_or_insert_default();
        }
        let mut rows = self.rows(&columns, &schema, answered, most, 1)?;
        Ok(std::iter::from_fn(|| rows.next()).collect())
    }
}

/// The table of a sheet, row by row.
fn whole<'a>(
    book: &mut Book,
    sheet: &str,
    plan: &Plan<'a>,
    most: usize,
) -> Result<Table<'a>, FileError> {
    let mut table = Table::new(plan);
    let mut stopped = Ok(());
    let read = each(book, sheet, &mut |row, column, text| {
        if table.is_full(row, most) {
            table.cut = true;
            return ControlFlow::Break(());
        }
        stopped = table.cell(row, column, &text);
        if stopped.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    read.map_err(|error| damaged(plan.place, &error))?;
    stopped.map(|()| table)
}

/// A library that panics about a damaged workbook must not take the program with it.
fn guarded<T>(place: &Place, work: impl FnOnce() -> Result<T, FileError>) -> Result<T, FileError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(damaged(place, "")))
}

fn not_in_order(place: &Place) -> FileError {
    damaged(place, "rows are not in order")
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

fn book(path: &Path, place: &Place) -> Result<(Book, Package), FileError> {
    let mut file = File::open(path).map_err(|error| unavailable(path, &error))?;
    let mut start = [0; 8];
    let length = file.read(&mut start).map_err(|error| unavailable(path, &error))?;
    file.rewind().map_err(|error| unavailable(path, &error))?;
    let start = start.get(..length).unwrap_or_default().to_vec();
    let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
    let ending = ending.to_ascii_lowercase();
    let again = file.try_clone().map_err(|error| unavailable(path, &error))?;
    let trail = Trail::default();
    let file = Watched::new(BufReader::new(file), trail.clone());
    let book = of_kind(file, &start, &ending, place)?;
    Ok((book, Package::new(again, trail)))
}

/// The workbook in a file that begins so and has a name that ends so.
fn of_kind(
    file: Watched<BufReader<File>>,
    start: &[u8],
    ending: &str,
    place: &Place,
) -> Result<Book, FileError> {
    let broken = |error: &dyn std::fmt::Display| damaged(place, &error.to_string());
    if start.starts_with(b"PK") {
        return match ending {
            "ods" => {
                open_workbook_from_rs::<Ods<_>, _>(file).map(Sheets::Ods).map_err(|e| match e {
                    OdsError::CellLimitExceeded { max, .. } => too_wide(place, max),
                    other => broken(&other),
                })
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

/// The sheet that is meant where nobody says so, and those that could be but are set aside.
fn found_in(
    book: &mut Book,
    listed: &[Listed],
    wanted: &Wanted<'_>,
    place: &Place,
) -> Result<(Option<Begun>, Vec<Begun>), FileError> {
    let (mut all, mut aside) = (Vec::new(), Vec::new());
    for sheet in listed {
        let begun = begun(book, &sheet.name, wanted, place)?;
        if sheet.aside { aside.extend(begun) } else { all.extend(begun) }
    }
    // They are meant where there is nothing else.
    if all.is_empty() {
        std::mem::swap(&mut all, &mut aside);
    }
    Ok((only(all, wanted, place)?, aside))
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

fn too_wide(place: &Place, most: usize) -> FileError {
    place.clone().refuse(
        FileCode::TooLarge,
        format!(
            "a sheet has more than {most} cells: delete what is far from the table, or save it as .xlsx"
        ),
        format!(
            "セルが{most}個を超えるシートがあります。表から離れたセルを削除するか、.xlsxで保存してください"
        ),
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

/// A sheet with its header, where it has one.
fn begun(
    book: &mut Book,
    sheet: &str,
    wanted: &Wanted<'_>,
    place: &Place,
) -> Result<Option<Begun>, FileError> {
    let most = TOP.max(wanted.rows as usize);
    let top = guarded(place, || {
        rows(book, sheet, most, wanted.row).map_err(|error| damaged(place, &error))
    })?;
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
    each(book, sheet, &mut |row, column, text| {
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
            *cell = Some(text.as_str().to_owned());
        }
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

/// The merged cells of a sheet, where the library knows them.
fn regions(book: &mut Book, sheet: &str) -> Result<Vec<Dimensions>, String> {
    match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).map_err(|e| e.to_string()),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(sheet).map_err(|e| e.to_string()),
        _ => Ok(Vec::new()),
    }
}
