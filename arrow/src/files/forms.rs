//! Forms that one firm has filled in: a question a row, in a file or a sheet of its own.

use std::collections::VecDeque;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use shisei::{Code, Problem};

use super::error::{FileCode, FileError, Place, Said};
use super::headings::{joined, twice};
use super::kind::Kind;
use super::part::Part as Rows;
use super::remarks::is_error;
use super::top::Row;
use super::{Files, Sheet};
use super::{csv, workbook};
use crate::error::Error;
use crate::long::Long;
use crate::scorer::invalid;

/// Rows of a sheet that may stand above its headings.
const TOP: usize = 50;
/// Rows of each sheet that a message repeats.
const SHOWN: usize = 3;

/// Where in a form stands whose it is: `file` (its name without the ending), `sheet` (its name), or a
/// cell such as `B2`.
///
/// ```
/// use shisei_arrow::files::IdFrom;
///
/// assert!("sheet".parse::<IdFrom>().is_ok());
/// assert!("B2".parse::<IdFrom>().is_ok());
/// assert!("2B".parse::<IdFrom>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdFrom(Whence);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Whence {
    File,
    Sheet,
    Cell(Cell),
}

/// A cell of a sheet: its row from 1, and its column from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    name: String,
    pub row: u64,
    pub column: usize,
}

impl FromStr for IdFrom {
    type Err = shisei::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "file" => Ok(Self(Whence::File)),
            "sheet" => Ok(Self(Whence::Sheet)),
            _ => Cell::of(text).map(|cell| Self(Whence::Cell(cell))).ok_or_else(|| {
                let problem = Problem::new(Code::UnknownOption).at("id_from").given(text);
                let mut problem = problem.nearest_of(["file", "sheet"]);
                problem.valid.push("B2".to_owned());
                shisei::Error::new(shisei::ErrorKind::InvalidArgument, vec![problem])
            }),
        }
    }
}

impl Cell {
    fn of(name: &str) -> Option<Self> {
        let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (column, row) = name.split_at_checked(letters)?;
        let digits = row.bytes().all(|byte| byte.is_ascii_digit()) && !row.starts_with('0');
        if !(1..=3).contains(&letters) || !digits || row.len() > 7 {
            return None;
        }
        let place = |byte: u8| usize::from(byte.to_ascii_uppercase() - b'A') + 1;
        let column = column.bytes().fold(0, |before, byte| before * 26 + place(byte));
        Some(Self { name: name.to_owned(), row: row.parse().ok()?, column: column - 1 })
    }
}

/// A sheet of a file, with its first rows.
pub(crate) struct Begun {
    /// The name of the sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether it holds no answers: it is hidden, or shows how to fill in the others.
    pub aside: bool,
    pub top: Vec<Row>,
}

/// The headings of a form.
struct Head {
    /// Their last row.
    row: u64,
    /// Where the columns are that are wanted.
    places: Vec<usize>,
}

/// What is read of a sheet.
#[derive(Default)]
pub(crate) struct Answers {
    /// Below the headings, the cells of the columns that are wanted.
    pub rows: Vec<(u64, Vec<Option<String>>)>,
    /// What the cell of the id holds.
    pub id: Option<String>,
}

impl Answers {
    /// Takes a cell; of one that is below the headings and in a column that is wanted, or is the cell
    /// of the id.
    pub fn take(&mut self, wanted: &Part<'_>, row: u64, column: usize, text: &str) {
        if wanted.cell.is_some_and(|cell| cell.row == row && cell.column == column) {
            self.id = Some(text.to_owned());
        }
        if row <= wanted.below || !wanted.places.contains(&column) {
            return;
        }
        if self.rows.last().is_none_or(|(last, _)| *last != row) {
            self.rows.push((row, vec![None; wanted.places.len()]));
        }
        if let Some((_, cells)) = self.rows.last_mut() {
            for (cell, place) in cells.iter_mut().zip(wanted.places) {
                if *place == column {
                    *cell = Some(text.to_owned());
                }
            }
        }
    }
}

/// The part of a sheet that is wanted.
pub(crate) struct Part<'a> {
    pub below: u64,
    pub places: &'a [usize],
    pub cell: Option<&'a Cell>,
}

/// A file with its sheets begun.
enum Opened {
    Csv(Vec<Row>),
    Workbook(Box<workbook::Forms>),
}

/// Forms, one after the other, as rows of an id, what names a control, and answers.
#[derive(Debug)]
pub(crate) struct Forms {
    files: Files,
    from: IdFrom,
    wanted: Vec<String>,
    pub schema: SchemaRef,
    /// Files that were begun.
    begun: usize,
    ready: VecDeque<RecordBatch>,
    pub notes: Vec<Said>,
    ended: bool,
}

impl Forms {
    pub fn new(files: &Files, from: &IdFrom, id: &str, layout: &Long) -> Result<Self, Error> {
        let wanted: Vec<String> = layout.columns().map(str::to_owned).collect();
        if wanted.iter().any(|name| name == id) {
            return Err(invalid(vec![Problem::new(Code::Contradiction).at("id").given(id)]));
        }
        let mut names = vec![id];
        for name in &wanted {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        let fields = names.iter().map(|name| Field::new(*name, DataType::Utf8, true));
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let wanted = names.iter().skip(1).map(|&name| name.to_owned()).collect();
        Ok(Self {
            files: files.clone(),
            from: from.clone(),
            wanted,
            schema,
            begun: 0,
            ready: VecDeque::new(),
            notes: Vec::new(),
            ended: false,
        })
    }

    /// The answers of the next form.
    pub fn next_batch(&mut self) -> Option<Result<RecordBatch, Error>> {
        while self.ready.is_empty() && !self.ended {
            let path = self.files.paths.get(self.begun)?.clone();
            self.begun += 1;
            if let Err(error) = self.file(&path) {
                self.ended = true;
                return Some(Err(error));
            }
        }
        self.ready.pop_front().map(Ok)
    }

    fn file(&mut self, path: &Path) -> Result<(), Error> {
        let mut opened = match self.files.kind(path)? {
            Kind::Csv => Opened::Csv(csv::cells(path, self.files.encoding.as_deref())?),
            Kind::Workbook => {
                let book = workbook::Forms::open(path, self.files.sheet.as_ref(), TOP)?;
                Opened::Workbook(Box::new(book))
            }
            #[cfg(feature = "parquet")]
            Kind::Parquet => return Err(Error::File(no_form(path))),
        };
        let sheets = opened.sheets();
        for (sheet, head) in self.meant(&sheets, path)? {
            let mut place = Place::file(path);
            place.sheet = sheet.map(Into::into);
            let cell = match &self.from.0 {
                Whence::Cell(cell) => Some(cell),
                Whence::File | Whence::Sheet => None,
            };
            let part = Part { below: head.row, places: &head.places, cell };
            let answers = opened.answers(sheet, &part)?;
            if let (Opened::Workbook(book), Some(sheet)) = (&mut opened, sheet)
                && book.is_merged(sheet)?
            {
                self.refuse_covered(path, sheet, head.row)?;
            }
            let id = match &self.from.0 {
                Whence::File => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
                Whence::Sheet => sheet.ok_or_else(|| no_sheets(path))?.to_owned(),
                Whence::Cell(cell) => of_cell(answers.id.as_deref(), cell, place)?,
            };
            let batch = self.batch(&id, &answers.rows)?;
            self.ready.push_back(batch);
        }
        Ok(())
    }

    /// Refuses answers that others cover in merged cells.
    fn refuse_covered(&self, path: &Path, sheet: &str, last: u64) -> Result<(), Error> {
        let files = Files {
            sheet: Some(Sheet::Name(sheet.to_owned())),
            header_row: Some(last + 1 - u64::from(self.files.header_rows)),
            ..self.files.clone()
        };
        let (control, answers) = self
            .wanted
            .split_first()
            .map_or((None, &[][..]), |(control, answers)| (Some(control.clone()), answers));
        let files = files.answers(control, answers);
        let covered = files.covered_in(path, usize::MAX)?;
        covered.iter().find_map(Rows::refused).map_or(Ok(()), |error| Err(Error::File(error)))
    }

    /// The sheets that have the headings.
    fn meant<'a>(
        &mut self,
        sheets: &'a [Begun],
        path: &Path,
    ) -> Result<Vec<(Option<&'a str>, Head)>, FileError> {
        let several = self.from.0 == Whence::Sheet;
        let (mut found, mut others) = (Vec::new(), Vec::new());
        for begun in sheets {
            // What is set aside is meant where it is named.
            let aside = begun.aside && self.files.sheet.is_none();
            let mut place = Place::file(path);
            place.sheet = begun.sheet.as_deref().map(Into::into);
            match if aside { None } else { self.head(&begun.top, &place)? } {
                Some(head) => found.push((begun.sheet.as_deref(), head)),
                None => others.push(begun),
            }
        }
        if found.is_empty() {
            return Err(self.no_headings(path, &others));
        }
        if found.len() > 1 && !several {
            return Err(self.in_several(path, found.iter().filter_map(|(sheet, _)| *sheet)));
        }
        if several && !others.is_empty() {
            self.notes.push(left_out(path, others.iter().filter_map(|it| it.sheet.as_deref())));
        }
        Ok(found)
    }

    /// The first rows that have the headings, in whatever row of each form they are.
    fn head(&self, top: &[Row], place: &Place) -> Result<Option<Head>, FileError> {
        let rows = self.files.header_rows as usize;
        for window in top.windows(rows.max(1)) {
            let (Some((first, _)), Some((last, _))) = (window.first(), window.last()) else {
                continue;
            };
            let adjacent = *last - *first == window.len() as u64 - 1;
            if !adjacent {
                continue;
            }
            let names = joined(window.iter().map(|(_, cells)| cells.clone()).collect());
            let places = self
                .wanted
                .iter()
                .map(|wanted| names.iter().position(|name| name.as_deref() == Some(wanted)));
            if let Some(places) = places.collect::<Option<Vec<usize>>>() {
                let count = |wanted: &&String| {
                    let same = |name: &&Option<String>| name.as_ref() == Some(*wanted);
                    names.iter().filter(same).count() > 1
                };
                return match self.wanted.iter().find(count) {
                    Some(name) => Err(twice(name, &place.at(*first))),
                    None => Ok(Some(Head { row: *last, places })),
                };
            }
        }
        Ok(None)
    }

    fn headings(&self) -> String {
        let quoted: Vec<String> = self.wanted.iter().map(|name| format!("'{name}'")).collect();
        quoted.join(", ")
    }

    fn no_headings(&self, path: &Path, sheets: &[&Begun]) -> FileError {
        let row = |(_, cells): &Row| {
            cells.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
        };
        let rows = sheets.iter().flat_map(|sheet| sheet.top.iter().take(SHOWN).map(row));
        let rows: Vec<String> = rows.filter(|row| !row.is_empty()).collect();
        let (names, rows) = (self.headings(), rows.join(" / "));
        Place::file(path).refuse(
            FileCode::NoHeader,
            format!("no row has the headings {names}: {rows}"),
            format!("見出し {names} のある行がありません（{rows}）"),
        )
    }

    fn in_several<'a>(&self, path: &Path, sheets: impl Iterator<Item = &'a str>) -> FileError {
        let (names, sheets) = (self.headings(), sheets.collect::<Vec<_>>().join(", "));
        Place::file(path).refuse(
            FileCode::UnknownSheet,
            format!("more than one sheet has the headings {names}: {sheets}"),
            format!("見出し {names} のあるシートが二つ以上あります（{sheets}）"),
        )
    }

    fn batch(&self, id: &str, rows: &[(u64, Vec<Option<String>>)]) -> Result<RecordBatch, Error> {
        let ids = StringArray::from_iter_values(std::iter::repeat_n(id, rows.len()));
        let column = |at: usize| -> ArrayRef {
            let cells = rows.iter().map(|(_, cells)| cells.get(at).and_then(Option::as_deref));
            Arc::new(cells.collect::<StringArray>())
        };
        let columns = std::iter::once(Arc::new(ids) as ArrayRef);
        let columns = columns.chain((0..self.wanted.len()).map(column)).collect();
        Ok(RecordBatch::try_new(Arc::clone(&self.schema), columns)?)
    }
}

impl Opened {
    fn sheets(&mut self) -> Vec<Begun> {
        match self {
            Self::Csv(rows) => {
                let top = rows.iter().take(TOP).cloned().collect();
                vec![Begun { sheet: None, aside: false, top }]
            }
            Self::Workbook(book) => std::mem::take(&mut book.begun),
        }
    }

    fn answers(&mut self, sheet: Option<&str>, wanted: &Part<'_>) -> Result<Answers, FileError> {
        match self {
            Self::Csv(rows) => {
                let mut answers = Answers::default();
                for (row, cells) in rows {
                    for (column, cell) in cells.iter().enumerate() {
                        if let Some(text) = cell {
                            answers.take(wanted, *row, column, text);
                        }
                    }
                }
                Ok(answers)
            }
            Self::Workbook(book) => book.answers(sheet.unwrap_or_default(), wanted),
        }
    }
}

/// The id that a cell holds.
fn of_cell(value: Option<&str>, cell: &Cell, place: Place) -> Result<String, FileError> {
    let name = &cell.name;
    match value.map(str::trim) {
        None | Some("") => Err(place.refuse(
            FileCode::EmptyCell,
            format!("the cell {name} is empty"),
            format!("セル {name} が空です"),
        )),
        Some(value) if is_error(value) => Err(place.refuse(
            FileCode::CellError,
            format!("the cell {name} holds the error {value} of a spreadsheet"),
            format!("セル {name} が表計算のエラー {value} です"),
        )),
        Some(value) => Ok(value.to_owned()),
    }
}

fn left_out<'a>(path: &Path, sheets: impl Iterator<Item = &'a str>) -> Said {
    let (file, sheets) = (path.to_string_lossy(), sheets.collect::<Vec<_>>());
    let (en, ja) = (sheets.join(", "), sheets.join("、"));
    Said::new(
        format!(
            "{file}: sheets without the headings, hidden ones and examples were left out: {en}"
        ),
        format!("{file}：見出しのないシート、非表示や記入例のシートは除きました（{ja}）"),
    )
}

fn no_sheets(path: &Path) -> FileError {
    Place::file(path).refuse(
        FileCode::UnknownOption,
        "CSV has no sheet whose name could be the id: id_from takes \"file\" or a cell",
        "CSVにはIDにできるシート名がありません。id_fromには \"file\" かセルを指定してください",
    )
}

/// Refuses Parquet as a form that a firm has filled in.
#[cfg(feature = "parquet")]
fn no_form(path: &Path) -> FileError {
    Place::file(path).refuse(
        FileCode::Unsupported,
        "a form that a firm has filled in is CSV or a workbook, not Parquet",
        "企業が記入した調査票はCSVかブックにしてください（Parquetは不可）",
    )
}
