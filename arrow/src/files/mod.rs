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
//!   Rows of `.xlsx` that are hidden, as by a filter, are read like the others, and told.
//! - **One answer a row**: [`Files::score_long`] gives a row for each id, and so it does for forms of one
//!   firm each, with [`Files::id_from`].
//!   What is written in merged cells counts for the first of them; a row whose answer is under such cells cannot
//!   be scored. Threads share the rows of a large sheet of `.xlsx`.
//! - **Parquet**, with the feature `parquet`: `.parquet` and `.pq`, whatever wrote it. Columns that are kept
//!   stay what they are, and rows are counted through all files.

mod csv;
mod encoding;
mod error;
mod forms;
mod headings;
mod kind;
mod long;
#[cfg(feature = "parquet")]
mod parquet;
mod part;
mod reader;
mod remarks;
mod rounded;
mod sample;
mod scored;
mod top;
mod wanted;
mod workbook;
mod write;
mod xlsx;

use std::num::NonZero;
use std::path::{Path, PathBuf};

use arrow_schema::FieldRef;
use shisei::Problem;

pub(crate) use self::csv::{BLOCK, Masks};
use self::csv::{CsvFile, Role};
use self::error::Place;
pub use self::error::{FileCode, FileError};
pub use self::forms::IdFrom;
use self::headings::{Headings, kinds, table, texts};
use self::kind::{ENDINGS, Kind, Opened, kind};
pub use self::long::LongFiles;
#[cfg(feature = "parquet")]
use self::parquet::ParquetFile;
pub(crate) use self::part::Part;
pub use self::reader::FileReader;
use self::reader::WantedColumn;
use self::remarks::Looks;
pub use self::remarks::{is_error, remarks};
pub use self::sample::FileSample;
pub use self::scored::ScoredFiles;
use self::top::Named;
pub use self::wanted::Sheet;
use self::wanted::{Answered, Wanted};
use self::workbook::Workbook;
pub use self::write::{write_header, write_rows};
pub use self::xlsx::WorkbookWriter;
use crate::error::Error;
#[cfg(feature = "renewal")]
use crate::options::Absent;
use crate::scorer::PortfolioScorer;

/// Threads that read at most, where the machine has fewer.
const MOST_THREADS: usize = 16;

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
    answered: Answered,
    id_from: Option<IdFrom>,
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
            answered: Answered::default(),
            id_from: None,
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
        self.answered.filled.push(column.into());
        self
    }

    /// Columns of answers in workbooks that are read as text, and the column without which a row has no
    /// answers of its own. A merged cell that covers several answers counts for the first of them alone,
    /// so that the rows of the others are refused. [`score`](Self::score) knows these columns itself.
    pub fn answers<C: Into<String>>(
        mut self,
        key: Option<String>,
        columns: impl IntoIterator<Item = C>,
    ) -> Self {
        self.answered.key = key;
        self.answered.columns = columns.into_iter().map(Into::into).collect();
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
        let (headings, opened) = self.headings(None)?;
        let table = table(&headings, &|_| true)?;
        let wanted = table.fields().iter().map(|field| WantedColumn::new(field, Role::Text));
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

    /// The names of the columns as a scorer finds them: below titles, and on the sheet that is meant.
    ///
    /// # Errors
    /// Those of [`read`](Self::read).
    pub fn names_for(&self, scorer: &PortfolioScorer) -> Result<Vec<String>, Error> {
        let (headings, _) = self.headings(Some(scorer))?;
        Ok(headings.first().map(Headings::named).unwrap_or_default())
    }

    /// Reads and scores: answers are not kept as text unless the portfolio keeps them, and columns that
    /// nobody asks for are skipped.
    ///
    /// # Errors
    /// [`Error::File`] where a file cannot be opened or its header not be read, and
    /// [`Error::Refused`] where its columns cannot be scored.
    pub fn score(&self, scorer: &PortfolioScorer) -> Result<ScoredFiles, Error> {
        let reader = self.reader(scorer, false)?;
        let schema = scorer.schema(&reader.schema)?;
        Ok(ScoredFiles::of_rows(reader, scorer.run(), schema))
    }

    /// Reads all columns of the rows that [`score`](Self::score) would score, for whoever asks something
    /// else of their answers: with the same headings, and without the same sections and totals.
    ///
    /// # Errors
    /// Those of [`score`](Self::score), except about columns that are missing.
    #[cfg(feature = "renewal")]
    pub fn read_answers(&self, scorer: &PortfolioScorer) -> Result<FileReader, Error> {
        let scorer = scorer.again(|options| {
            // Nothing is added to the table: whatever its columns are called, none is in the way.
            "\0".clone_into(&mut options.prefix);
            options.absent = Absent::Unanswered;
            options.select = None;
        })?;
        self.reader(&scorer, true)
    }

    /// The rows that a scorer reads, with `every` column or those alone that it looks at.
    fn reader(&self, scorer: &PortfolioScorer, every: bool) -> Result<FileReader, Error> {
        let (headings, opened) = self.headings(Some(scorer))?;
        let places = scorer.inner().places(&table(&headings, &|_| false)?);
        let places = places.map_err(|error| of_file(error, headings.first()))?;
        let table = table(&headings, &|at| every || places.kept.contains(&at))?;
        let typed = kinds(&headings);
        let marked: Vec<usize> = places.marked().collect();
        let answered = |at: usize| {
            marked.contains(&at) || places.answers.iter().flatten().any(|place| *place == Some(at))
        };
        // Marks below choices are read together: where columns have types, as they are.
        let as_text = |at: usize| places.kept.contains(&at) || (typed && marked.contains(&at));
        let role = |at: usize| {
            let kept = (as_text(at) || (every && !answered(at))).then_some(Role::Text);
            kept.or_else(|| answered(at).then_some(Role::Answer))
        };
        let columns = table.fields().iter().enumerate();
        let columns = columns.filter_map(|(at, field)| Some((at, field, role(at)?)));
        let columns: Vec<(usize, &FieldRef, Role)> = columns.collect();
        let named = columns.iter().filter(|(at, ..)| answered(*at));
        let named = named.map(|(_, field, _)| field.name().clone()).collect();
        let key = columns.iter().find(|(at, ..)| places.id == Some(*at));
        let key = key.map(|(_, field, _)| field.name().clone());
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
        // Answers of files that hold types are given beside the batch to whoever scores them alone.
        let scorer = (!every || !typed).then(|| scorer.clone());
        let mut reader = FileReader::new(self.clone(), wanted, (&table, typed), scorer, opened);
        reader.looks = looks;
        reader.answered = Answered { columns: named, key, filled: self.answered.filled.clone() };
        Ok(reader)
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

    /// How many threads read: of more than a machine has, some; each holds a part of the file.
    fn threads_or_all(&self) -> usize {
        let all = std::thread::available_parallelism().map_or(1, NonZero::get);
        self.threads.map_or(all, |threads| threads.get().min(all.max(MOST_THREADS)))
    }
}

/// Why the columns of a table cannot be scored, with its file and sheet.
fn of_file(error: Error, headings: Option<&Headings>) -> Error {
    let (Error::Refused(refused), Some(Headings { place, .. })) = (&error, headings) else {
        return error;
    };
    let name: Vec<&str> =
        [Some(place.file_name()), place.sheet.as_deref()].into_iter().flatten().collect();
    let named = |problem: &Problem| match problem.detail {
        None => problem.clone().detail(name.join(", ")),
        Some(_) => problem.clone(),
    };
    let problems = refused.problems().iter().map(named).collect();
    Error::Refused(shisei::Error::new(refused.kind(), problems))
}
