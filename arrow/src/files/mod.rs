//! Portfolios in files: CSV, workbooks and Parquet as people save them, read straight to what the scorer
//! takes.
//!
//! A file is read once, in memory that does not grow with it. Each of several files is read by itself:
//! its encoding, its separator, its header; their columns may stand in another order, but must be the
//! same.
//!
//! - **Encoding**: UTF-8 with or without a mark, UTF-16 with one, or else Shift-JIS (cp932). What is
//!   neither is refused, and never turned into other characters. [`Files::encoding`] says another.
//! - **Separators**: commas; tabs in `.tsv`; tabs or semicolons where the header is a single cell
//!   otherwise, or a first line `sep=;` says so.
//! - **Headings**: in the first row that is not blank, or, where that names no control, in the row
//!   below it that does: titles and notes above are told and not read.
//! - **Rows**: blank rows and rows of separators are no rows; they are counted, and told by
//!   [`ScoredFiles::notes`]. A row with more or fewer cells than the header cannot be scored, and keeps
//!   its place. Messages name the row as the file counts it.
//! - **Compression**: `.csv.gz` and `.tsv.gz`.
//! - **Workbooks**: `.xlsx`, `.xlsm`, `.xlsb`, `.xls` and `.ods`; one sheet of each. Cells are read as text:
//!   whole numbers without a fraction, days and times after ISO 8601, errors as the spreadsheet shows them.
//! - **Parquet**, with the feature `parquet`: `.parquet` and `.pq`, whatever wrote it. Columns that are kept
//!   stay what they are, and rows are counted through all files.

mod csv;
mod encoding;
mod error;
#[cfg(feature = "parquet")]
mod parquet;
mod remarks;
mod sample;
mod top;
mod wanted;
mod workbook;
mod write;
mod xlsx;

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{Array as _, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Schema, SchemaRef};
use shisei::Lang;

pub(crate) use self::csv::{BLOCK, Masks};
use self::csv::{Column, CsvFile, CsvRows, Role};
pub use self::error::{FileCode, FileError};
use self::error::{Place, Said};
#[cfg(feature = "parquet")]
use self::parquet::{ParquetFile, ParquetRows};
use self::remarks::Looks;
pub use self::remarks::remarks;
pub use self::sample::{FileSample, SheetCells};
use self::top::Named;
pub use self::wanted::Sheet;
use self::wanted::Wanted;
use self::workbook::{Workbook, WorkbookRows};
pub use self::write::{write_header, write_rows};
pub use self::xlsx::WorkbookWriter;
use crate::error::Error;
use crate::given::Given;
use crate::origin::Origin;
use crate::prepare::readable;
use crate::run::Run;
use crate::scorer::PortfolioScorer;

/// Files that are parts of one portfolio, and what there is to say about them.
///
/// ```
/// use shisei::catalog;
/// use shisei_arrow::Portfolio;
/// use shisei_arrow::files::Files;
///
/// # let folder = std::env::temp_dir().join(format!("shisei-files-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// let path = folder.join("firms.csv");
/// std::fs::write(&path, "firm,B1,B2,B3,B4,B5\nA,done,done,done,done,できていない\n")?;
///
/// let framework = catalog::framework("five-basics@3.1")?;
/// let scorer = Portfolio::new([framework]).id("firm").compile()?;
/// let mut rows = 0;
/// for batch in Files::new([&path]).score(&scorer)? {
///     rows += batch?.num_rows();
/// }
/// assert_eq!(rows, 1);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "it reads nothing by itself"]
pub struct Files {
    paths: Vec<PathBuf>,
    encoding: Option<String>,
    header_row: Option<u64>,
    header_rows: u32,
    sheet: Option<Sheet>,
    merged: Vec<String>,
    threads: Option<NonZero<usize>>,
}

impl Files {
    /// Files in this order.
    pub fn new<P: Into<PathBuf>>(paths: impl IntoIterator<Item = P>) -> Self {
        let paths = paths.into_iter().map(Into::into).collect();
        Self {
            paths,
            encoding: None,
            header_row: None,
            header_rows: 1,
            sheet: None,
            merged: Vec::new(),
            threads: None,
        }
    }

    /// The encoding of CSV: `utf-8`, `cp932`, `utf-16`, `euc-jp` and others. An answer that is not text
    /// in it is then a bad answer of its row.
    pub fn encoding(mut self, name: impl Into<String>) -> Self {
        self.encoding = Some(name.into());
        self
    }

    /// The row of the headings, as the file counts: what is above it is not read.
    pub fn header_row(mut self, row: u64) -> Self {
        self.header_row = Some(row);
        self
    }

    /// How many rows the headings take: those of a column are joined with a space, and where a cell
    /// above is empty, as merged cells leave it, the one before it counts.
    pub fn header_rows(mut self, rows: NonZero<u32>) -> Self {
        self.header_rows = rows.get();
        self
    }

    /// The sheet of workbooks. Without it the one called `answers`, or else the only one whose first row
    /// is a header of what is asked for.
    pub fn sheet(mut self, sheet: Sheet) -> Self {
        self.sheet = Some(sheet);
        self
    }

    /// A column of workbooks whose merged cells count for all their rows, as the name of a firm beside its
    /// answers.
    pub fn merged(mut self, column: impl Into<String>) -> Self {
        self.merged.push(column.into());
        self
    }

    /// How many threads read; without it as many as the machine has.
    pub fn threads(mut self, threads: NonZero<usize>) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Reads all columns as text; what is empty is null.
    ///
    /// # Errors
    /// [`Error::File`] where a file cannot be opened or its header not be read.
    pub fn read(&self) -> Result<FileReader, Error> {
        self.read_few(|_| false)
    }

    /// Reads all columns as [`read`](Self::read) does, those that are `few` as dictionaries: columns of
    /// text with few different values.
    ///
    /// # Errors
    /// Those of [`read`](Self::read).
    pub fn read_few(&self, few: impl Fn(&str) -> bool) -> Result<FileReader, Error> {
        let (headings, opened) = self.headings(None)?;
        let table = table(&headings, &|_| true)?;
        let role = |name: &str| if few(name) { Role::Answer } else { Role::Text };
        let wanted =
            table.fields().iter().map(|field| WantedColumn::new(field, role(field.name())));
        let wanted = wanted.collect();
        let table = (&table, kinds(&headings));
        Ok(FileReader::new(self.clone(), wanted, table, None, opened))
    }

    /// How many rows there are, where all files say so of themselves.
    ///
    /// # Errors
    /// Those of [`read`](Self::read).
    pub fn rows(&self) -> Result<Option<u64>, Error> {
        let mut all = 0;
        for path in &self.paths {
            match self.open(path, None)?.rows_there() {
                Some(rows) => all += rows,
                None => return Ok(None),
            }
        }
        Ok(Some(all))
    }

    /// The names of the columns, of all files.
    ///
    /// # Errors
    /// Those of [`read`](Self::read).
    pub fn names(&self) -> Result<Vec<String>, Error> {
        let (headings, _) = self.headings(None)?;
        Ok(headings.first().map(Headings::named).unwrap_or_default())
    }

    /// Reads and scores: answers are not kept as text unless the portfolio keeps them, and columns that
    /// nobody asks for are skipped.
    ///
    /// # Errors
    /// [`Error::File`] where a file cannot be opened or its header not be read, and
    /// [`Error::Refused`] where its columns cannot be scored.
    pub fn score(&self, scorer: &PortfolioScorer) -> Result<ScoredFiles, Error> {
        let (headings, opened) = self.headings(Some(scorer))?;
        let places = scorer.inner().places(&table(&headings, &|_| false)?)?;
        let table = table(&headings, &|at| places.kept.contains(&at))?;
        let typed = kinds(&headings);
        let marked: Vec<usize> = places.marked().collect();
        let answered = |at: usize| {
            marked.contains(&at) || places.answers.iter().flatten().any(|place| *place == Some(at))
        };
        // Marks below choices are read together: where columns have types, as they are.
        let as_text = |at: usize| places.kept.contains(&at) || (typed && marked.contains(&at));
        let role = |at: usize| {
            let kept = as_text(at).then_some(Role::Text);
            kept.or_else(|| answered(at).then_some(Role::Answer))
        };
        let columns = table.fields().iter().enumerate();
        let columns = columns.filter_map(|(at, field)| Some((at, field, role(at)?)));
        let columns: Vec<(usize, &FieldRef, Role)> = columns.collect();
        let place = |wanted: usize| columns.iter().position(|(at, ..)| *at == wanted);
        let looks = Looks {
            id: places.id.and_then(place),
            answers: (0..table.fields().len())
                .filter(|at| answered(*at))
                .filter_map(place)
                .collect(),
        };
        let wanted =
            columns.iter().map(|(_, field, role)| WantedColumn::new(field, *role)).collect();
        let mut reader =
            FileReader::new(self.clone(), wanted, (&table, typed), Some(scorer.clone()), opened);
        reader.looks = looks;
        let schema = scorer.schema(&reader.schema)?;
        Ok(ScoredFiles { reader, run: scorer.run(), schema, problems: 0 })
    }

    /// The headings of all files, which must be the same; of a single file it stays open.
    fn headings(
        &self,
        scorer: Option<&PortfolioScorer>,
    ) -> Result<(Vec<Headings>, Option<Opened>), FileError> {
        if let [path] = &*self.paths {
            let opened = self.open(path, scorer)?;
            return Ok((vec![opened.headings()], Some(opened)));
        }
        let headings = self.paths.iter().map(|path| Ok(self.open(path, scorer)?.headings()));
        let headings = headings.collect::<Result<Vec<_>, FileError>>()?;
        if let [first, others @ ..] = &*headings {
            others.iter().try_for_each(|other| first.alike(other))?;
        }
        Ok((headings, None))
    }

    fn open(&self, path: &Path, scorer: Option<&PortfolioScorer>) -> Result<Opened, FileError> {
        let named = scorer.map(|scorer| |names: &[&str]| scorer.answering(names).len());
        let fits = |names: &[Option<String>]| match scorer {
            Some(scorer) => {
                let names: Vec<String> = names.iter().flatten().cloned().collect();
                scorer.inner().places(&texts(&names)).is_ok()
            }
            None => names.iter().flatten().count() > 1,
        };
        let wanted = Wanted {
            sheet: self.sheet.as_ref(),
            row: self.header_row,
            rows: self.header_rows,
            named: named.as_ref().map(|named| named as Named<'_>),
            fits: &fits,
            guess: false,
        };
        match self.kind(path)? {
            Kind::Csv => {
                let file = CsvFile::open(path, self.encoding.as_deref(), &wanted)?;
                Ok(Opened::Csv(Box::new(file)))
            }
            Kind::Workbook => Ok(Opened::Workbook(Box::new(Workbook::open(path, &wanted)?))),
            #[cfg(feature = "parquet")]
            Kind::Parquet => Ok(Opened::Parquet(Box::new(ParquetFile::open(path)?))),
        }
    }

    /// What kind of file it is; an option that is not for it is refused.
    fn kind(&self, path: &Path) -> Result<Kind, FileError> {
        let not_for = |option: &str| {
            Place::file(path).refuse(
                FileCode::UnknownOption,
                format!("files of this kind have no {option}"),
                format!("この種類のファイルに {option} の指定はできません"),
            )
        };
        match kind(path) {
            Some(Kind::Csv) if self.sheet.is_some() => Err(not_for("sheet")),
            Some(Kind::Workbook) if self.encoding.is_some() => Err(not_for("encoding")),
            #[cfg(feature = "parquet")]
            Some(Kind::Parquet) => {
                let options = [
                    ("sheet", self.sheet.is_some()),
                    ("encoding", self.encoding.is_some()),
                    ("header_row", self.header_row.is_some()),
                    ("header_rows", self.header_rows != 1),
                ];
                match options.iter().find(|(_, said)| *said) {
                    Some((option, _)) => Err(not_for(option)),
                    None => Ok(Kind::Parquet),
                }
            }
            Some(kind) => Ok(kind),
            None => Err(Place::file(path).refuse(
                FileCode::UnknownKind,
                format!("the name must end in one of {ENDINGS}"),
                format!("ファイル名の末尾は {ENDINGS} のどれかにしてください"),
            )),
        }
    }

    fn threads_or_all(&self) -> usize {
        let threads = self.threads.or_else(|| std::thread::available_parallelism().ok());
        threads.map_or(1, NonZero::get)
    }
}

/// Columns of text of these names.
fn texts(names: &[String]) -> Schema {
    let text = |name: &String| Field::new(name, DataType::Utf8, true);
    Schema::new(names.iter().map(text).collect::<Vec<_>>())
}

/// The columns of all files, in the order of the first: of types that hold the values of each, at
/// least where the columns are `kept`.
fn table(headings: &[Headings], kept: &dyn Fn(usize) -> bool) -> Result<Schema, FileError> {
    let Some(first) = headings.first() else { return Ok(Schema::empty()) };
    let Some(kinds) = &first.kinds else { return Ok(texts(&first.named())) };
    let mut fields: Vec<Field> =
        kinds.fields().iter().map(|field| field.as_ref().clone()).collect();
    for other in headings.iter().skip(1) {
        for (at, field) in fields.iter_mut().enumerate() {
            let kind = other.kinds.as_ref().and_then(|it| it.field_with_name(field.name()).ok());
            let kind = kind.ok_or_else(|| first.unlike(other, field.name()))?;
            #[cfg(feature = "parquet")]
            let both = parquet::wider(field.data_type(), kind.data_type());
            #[cfg(not(feature = "parquet"))]
            let both = (field.data_type() == kind.data_type()).then(|| kind.data_type().clone());
            let both = match both {
                Some(both) => both,
                // Answers are read from any type that may hold them.
                None if !kept(at) && readable(field.data_type()) && readable(kind.data_type()) => {
                    continue;
                }
                None => return Err(first.unlike(other, field.name())),
            };
            let nullable = field.is_nullable() || kind.is_nullable();
            *field = field.clone().with_data_type(both).with_nullable(nullable);
        }
    }
    Ok(Schema::new(fields))
}

/// Whether files say what their columns hold.
fn kinds(headings: &[Headings]) -> bool {
    headings.first().is_some_and(|first| first.kinds.is_some())
}

/// A column that is read, and as what.
#[derive(Clone, Debug)]
pub(crate) struct WantedColumn {
    pub name: String,
    pub role: Role,
}

impl WantedColumn {
    fn new(field: &Field, role: Role) -> Self {
        Self { name: field.name().clone(), role }
    }
}

/// Kinds of files that are read here.
enum Kind {
    Csv,
    Workbook,
    #[cfg(feature = "parquet")]
    Parquet,
}

#[cfg(not(feature = "parquet"))]
const ENDINGS: &str = ".csv, .tsv, .csv.gz, .tsv.gz, .xlsx, .xlsm, .xlsb, .xls, .ods";
#[cfg(feature = "parquet")]
const ENDINGS: &str =
    ".csv, .tsv, .csv.gz, .tsv.gz, .parquet, .pq, .xlsx, .xlsm, .xlsb, .xls, .ods";

fn kind(path: &Path) -> Option<Kind> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
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
enum Opened {
    Csv(Box<CsvFile>),
    Workbook(Box<Workbook>),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetFile>),
}

impl Opened {
    fn headings(&self) -> Headings {
        match self {
            Self::Csv(file) => file.headings(),
            Self::Workbook(book) => book.headings(),
            #[cfg(feature = "parquet")]
            Self::Parquet(file) => file.headings(),
        }
    }

    /// How many rows there are, where the file says so.
    fn rows_there(&self) -> Option<u64> {
        match self {
            #[cfg(feature = "parquet")]
            Self::Parquet(file) => Some(file.rows_there()),
            _ => None,
        }
    }
}

/// The rows of one file.
#[derive(Debug)]
enum OfFile {
    Csv(Box<CsvRows>),
    Workbook(WorkbookRows),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetRows>),
}

impl OfFile {
    fn next(&mut self) -> Option<Result<Part, FileError>> {
        match self {
            Self::Csv(rows) => rows.next(),
            Self::Workbook(rows) => rows.next().map(Ok),
            #[cfg(feature = "parquet")]
            Self::Parquet(rows) => rows.next(),
        }
    }

    fn skipped(&self) -> Skipped {
        match self {
            Self::Csv(rows) => rows.skipped,
            Self::Workbook(rows) => rows.skipped,
            #[cfg(feature = "parquet")]
            Self::Parquet(_) => Skipped::default(),
        }
    }
}

/// The row of names of a table.
#[derive(Clone, Debug)]
pub(crate) struct Headings {
    pub place: Place,
    /// By position; `None` for a column without a name.
    pub names: Vec<Option<String>>,
    /// What the columns are, where not all of them are text.
    pub kinds: Option<SchemaRef>,
}

impl Headings {
    /// That a column of another file holds something else.
    fn unlike(&self, other: &Self, name: &str) -> FileError {
        let kind = |of: &Self| match &of.kinds {
            Some(kinds) => kinds
                .field_with_name(name)
                .map_or_else(|_| String::new(), |field| field.data_type().to_string()),
            None => DataType::Utf8.to_string(),
        };
        let (first, own, theirs) = (&self.place.file, kind(self), kind(other));
        let mut place = other.place.clone();
        place.column = Some(name.to_owned());
        place.refuse(
            FileCode::OtherColumns,
            format!("the values are {theirs}, in {first} {own}"),
            format!("値の型が {theirs} で、{first} の {own} と違います"),
        )
    }

    fn named(&self) -> Vec<String> {
        self.names.iter().flatten().cloned().collect()
    }

    /// A column that only some files have must not become a column of no answers.
    fn alike(&self, other: &Self) -> Result<(), FileError> {
        let missing = |from: &Self, to: &Self| {
            let known: std::collections::HashSet<&str> =
                to.names.iter().flatten().map(String::as_str).collect();
            let names = from.names.iter().flatten().map(String::as_str);
            names.filter(|name| !known.contains(name)).collect::<Vec<_>>().join(", ")
        };
        let (lacking, added) = (missing(self, other), missing(other, self));
        if lacking.is_empty() && added.is_empty() {
            return Ok(());
        }
        let first = &self.place.file;
        let mut en = Vec::new();
        let mut ja = Vec::new();
        if !lacking.is_empty() {
            en.push(format!("without {lacking}"));
            ja.push(format!("{lacking} がない"));
        }
        if !added.is_empty() {
            en.push(format!("with {added}"));
            ja.push(format!("{added} がある"));
        }
        Err(other.place.clone().refuse(
            FileCode::OtherColumns,
            format!("the columns differ from those of {first}: {}", en.join(" and ")),
            format!("{first} と列が違います（{}）", ja.join("、")),
        ))
    }
}

/// The names of columns out of several rows of headings.
pub(crate) fn joined(mut rows: Vec<Vec<Option<String>>>) -> Vec<Option<String>> {
    let last = rows.pop().unwrap_or_default();
    let width = rows.iter().map(Vec::len).chain([last.len()]).max().unwrap_or(0);
    let below = |at: usize| last.get(at).and_then(Option::as_deref);
    let mut above: Vec<Option<String>> = vec![None; rows.len()];
    let name = |at: usize| {
        let mut parts: Vec<&str> = Vec::new();
        for (row, before) in rows.iter().zip(&mut above) {
            let here = row.get(at).cloned().flatten();
            if here.is_some() {
                *before = here;
            } else if below(at).is_none() {
                *before = None;
            }
        }
        parts.extend(above.iter().flatten().map(String::as_str));
        parts.extend(below(at));
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    (0..width).map(name).collect()
}

/// Refuses a name that occurs twice.
pub(crate) fn check_names(names: &[Option<String>], place: &Place) -> Result<(), FileError> {
    let mut seen = std::collections::HashSet::new();
    match names.iter().flatten().find(|name| !seen.insert(name.as_str())) {
        None => Ok(()),
        Some(name) => Err(place.clone().refuse(
            FileCode::DuplicateColumn,
            format!("there is more than one column '{name}'"),
            format!("列「{name}」が二つ以上あります"),
        )),
    }
}

/// Rows of one file that stand together.
#[derive(Debug)]
pub(crate) struct Part {
    pub batch: RecordBatch,
    /// Answers in place of a column of the batch, by its position.
    pub given: Vec<Option<Given>>,
    /// None where rows are counted through all files.
    pub origin: Option<Origin>,
}

impl Part {
    /// The rows that can be taken as they are.
    pub fn good(&self) -> impl Iterator<Item = RecordBatch> {
        let flaws = self.origin.iter().flat_map(|origin| &origin.flaws);
        let flawed = flaws.map(|(row, _)| *row);
        let ends = flawed.chain([self.batch.num_rows()]);
        let mut from = 0;
        ends.map(move |to| {
            let run = self.batch.slice(from, to.saturating_sub(from));
            from = to + 1;
            run
        })
        .filter(|run| run.num_rows() > 0)
    }
}

/// Rows without anything in them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Skipped {
    pub rows: u64,
    pub first: u64,
    pub last: u64,
}

impl Skipped {
    pub fn add(&mut self, row: u64) {
        if self.rows == 0 {
            self.first = row;
        }
        (self.rows, self.last) = (self.rows + 1, row);
    }

    /// Adds those of a part that begins at a row.
    pub fn extend(&mut self, part: Self, row: u64) {
        if part.rows == 0 {
            return;
        }
        if self.rows == 0 {
            self.first = part.first + row;
        }
        (self.rows, self.last) = (self.rows + part.rows, part.last + row);
    }

    fn said(self, file: &str) -> Said {
        let Self { rows, first, last } = self;
        let (en, ja) = match rows {
            1 => ("1 row".to_owned(), format!("{first}行目")),
            _ => (format!("{rows} rows"), format!("{first}行目から{last}行目までの{rows}行")),
        };
        let at = if rows == 1 { format!("row {first}") } else { format!("rows {first} to {last}") };
        Said::new(
            format!("{file}: {en} without any value left out ({at})"),
            format!("{file}：値のない{ja}を除きました"),
        )
    }
}

/// The rows of files, batch by batch, from [`Files::read`].
#[derive(Debug)]
pub struct FileReader {
    files: Files,
    /// Files that were begun.
    begun: usize,
    wanted: Vec<WantedColumn>,
    schema: SchemaRef,
    scorer: Option<PortfolioScorer>,
    opened: Option<Opened>,
    rows: Option<OfFile>,
    notes: Vec<Said>,
    ended: bool,
    looks: Looks,
    /// Rows of the file that are none of its table.
    remarks: Skipped,
}

impl FileReader {
    fn new(
        files: Files,
        wanted: Vec<WantedColumn>,
        (table, kinds): (&Schema, bool),
        scorer: Option<PortfolioScorer>,
        opened: Option<Opened>,
    ) -> Self {
        // Answers of files that hold types may be given beside the batch.
        let typed = kinds && scorer.is_some();
        let key = if kinds { DataType::Int32 } else { DataType::UInt16 };
        let few = DataType::Dictionary(Box::new(key), Box::new(DataType::Utf8));
        let field = |wanted: &WantedColumn| {
            let field = table.field_with_name(&wanted.name).cloned();
            let field = field.unwrap_or_else(|_| Field::new(&wanted.name, DataType::Utf8, true));
            match (wanted.role, field.data_type()) {
                (Role::Answer, _) if typed => Field::new(&wanted.name, DataType::Null, true),
                (Role::Answer, DataType::Utf8) => field.with_data_type(few.clone()),
                _ => field,
            }
        };
        let schema = Arc::new(Schema::new(wanted.iter().map(field).collect::<Vec<_>>()));
        let notes = Vec::new();
        Self {
            files,
            begun: 0,
            wanted,
            schema,
            scorer,
            opened,
            rows: None,
            notes,
            ended: false,
            looks: Looks::default(),
            remarks: Skipped::default(),
        }
    }

    /// What was found out about the files and should be known, in sentences.
    pub fn notes(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.notes.iter().map(move |note| note.text(lang))
    }

    pub(crate) fn part(&mut self) -> Option<Result<Part, FileError>> {
        if self.ended {
            return None;
        }
        loop {
            if let Some(rows) = &mut self.rows {
                if let Some(part) = rows.next() {
                    let part =
                        part.and_then(|part| part.without_remarks(&self.looks, &mut self.remarks));
                    self.ended = part.is_err();
                    return Some(part);
                }
                let skipped = rows.skipped();
                let path = self.begun.checked_sub(1).and_then(|at| self.files.paths.get(at));
                let file = path.map(|path| path.to_string_lossy()).unwrap_or_default();
                let remarks = std::mem::take(&mut self.remarks);
                self.notes.extend((skipped.rows > 0).then(|| skipped.said(&file)));
                self.notes.extend((remarks.rows > 0).then(|| remarks.remarks(&file)));
                self.rows = None;
            }
            let Some(path) = self.files.paths.get(self.begun) else {
                self.ended = true;
                return None;
            };
            self.begun += 1;
            let opened = match self.opened.take() {
                Some(opened) => Ok(opened),
                None => self.files.open(path, self.scorer.as_ref()),
            };
            match opened.and_then(|opened| self.begin(opened)) {
                Ok(rows) => self.rows = Some(rows),
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
    }

    fn begin(&mut self, file: Opened) -> Result<OfFile, FileError> {
        let names = file.headings().names;
        let place = |wanted: &str| names.iter().position(|name| name.as_deref() == Some(wanted));
        let columns = self.wanted.iter().filter_map(|WantedColumn { name, role }| {
            Some(Column { place: place(name)?, name: name.clone(), role: *role })
        });
        let columns: Vec<Column> = columns.collect();
        match file {
            Opened::Csv(file) => {
                self.notes.extend(file.found().iter().cloned());
                let schema = Arc::clone(&self.schema);
                Ok(OfFile::Csv(Box::new(file.rows(columns, schema, self.files.threads_or_all()))))
            }
            Opened::Workbook(book) => {
                self.notes.extend(book.found());
                let ahead = self.files.threads_or_all() > 1;
                Ok(OfFile::Workbook(book.rows(
                    &columns,
                    &self.schema,
                    usize::MAX,
                    ahead,
                    &self.files.merged,
                )?))
            }
            #[cfg(feature = "parquet")]
            Opened::Parquet(file) => {
                let (scorer, threads) = (self.scorer.as_ref(), self.files.threads_or_all());
                let rows = file.rows(&self.wanted, &self.schema, scorer, threads)?;
                Ok(OfFile::Parquet(Box::new(rows)))
            }
        }
    }

    /// The next rows.
    ///
    /// # Errors
    /// [`Error::File`] with the place in the file.
    pub fn next_batch(&mut self) -> Option<Result<RecordBatch, Error>> {
        let part = self.part()?.and_then(|Part { batch, origin, .. }| {
            let flaw = origin.as_ref().and_then(|origin| Some((origin, origin.flaws.first()?)));
            let Some((origin, (row, said))) = flaw else { return Ok(batch) };
            self.ended = true;
            let place = origin.place.at(origin.row(*row));
            Err(place.refuse(FileCode::Ragged, &*said.en, &*said.ja))
        });
        Some(part.map_err(Error::File))
    }
}

impl Iterator for FileReader {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.next_batch()?.map_err(ArrowError::from))
    }
}

impl RecordBatchReader for FileReader {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

/// The scores of the rows of files, batch by batch, from [`Files::score`].
#[derive(Debug)]
pub struct ScoredFiles {
    reader: FileReader,
    run: Run,
    schema: SchemaRef,
    problems: u64,
}

impl ScoredFiles {
    /// Reads and scores the next rows; `stop` is asked now and then whether to give up.
    ///
    /// # Errors
    /// [`Error::File`], those of [`PortfolioScorer::score`], and [`Error::Stopped`].
    pub fn next_unless(&mut self, stop: &dyn Fn() -> bool) -> Option<Result<RecordBatch, Error>> {
        let part = self.reader.part()?;
        if stop() {
            self.reader.ended = true;
            return Some(Err(Error::Stopped));
        }
        let scored = part.map_err(Error::from);
        let scored = scored.and_then(|part| self.run.score_part(&part, stop));
        match &scored {
            Ok(batch) => {
                let names = batch.schema_ref().fields().iter();
                let told = names
                    .zip(batch.columns())
                    .rfind(|(field, _)| field.name().ends_with("problem"));
                let told = told.map(|(_, column)| column);
                self.problems += told.map_or(0, |told| (told.len() - told.null_count()) as u64);
            }
            Err(_) => self.reader.ended = true,
        }
        Some(scored)
    }

    /// Rows so far that have a problem, where problems are told.
    #[must_use]
    pub fn problems(&self) -> u64 {
        self.problems
    }

    /// What is known of the rows so far.
    #[must_use]
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// What was found out about the files and should be known, in sentences: complete at the end.
    pub fn notes(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.reader.notes(lang)
    }
}

impl Iterator for ScoredFiles {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        Some(self.next_unless(&|| false)?.map_err(ArrowError::from))
    }
}

impl RecordBatchReader for ScoredFiles {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}
