//! What files are read as, found out from a part of them.

use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use shisei::Lang;

use super::Files;
use super::csv::{Column, CsvFile, CsvSample, Role};
use super::error::{FileError, Said};
use super::headings::Headings;
use super::kind::{Kind, Opened};
#[cfg(feature = "parquet")]
use super::parquet::ParquetFile;
use super::part::Part;
#[cfg(feature = "parquet")]
use super::reader::WantedColumn;
use super::top::{Named, Row};
use super::wanted::{Answered, Wanted};
use super::workbook::Workbook;
use crate::error::Error;

/// Rows of a workbook, and of Parquet, that are looked at.
const MOST_ROWS: usize = 20_000;
/// Rows that cannot be taken as they are, of which each is told.
const MOST_TOLD: usize = 3;

/// Some rows of a file, and everything that was decided in order to read them.
///
/// ```
/// use shisei::catalog;
/// use shisei_arrow::Portfolio;
/// use shisei_arrow::files::Files;
///
/// # let folder = std::env::temp_dir().join(format!("shisei-sample-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// let path = folder.join("firms.csv");
/// std::fs::write(&path, "Answers of 2026\n\nfirm;B1;B2\nA;done;done\n")?;
///
/// let scorer = Portfolio::new([catalog::framework("five-basics@3.1")?]).compile()?;
/// let named = |headings: &[&str]| scorer.answering(headings).len();
/// let found = Files::new([&path]).samples(&named)?;
/// assert_eq!((found[0].header_row, found[0].separator), (Some(3), Some(';')));
/// assert_eq!(found[0].above, ["Answers of 2026"]);
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FileSample {
    /// The encoding of CSV.
    pub encoding: Option<&'static str>,
    /// What separates the cells of CSV.
    pub separator: Option<char>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// All sheets of a workbook.
    pub sheets: Vec<String>,
    /// The row of the headings, as the file counts; `None` where a file names its columns otherwise.
    pub header_row: Option<u64>,
    /// How many rows they take.
    pub header_rows: u32,
    /// What stands above them, row by row.
    pub above: Vec<String>,
    /// The columns: all of them text, except those of Parquet.
    pub schema: SchemaRef,
    /// Rows, from all over the file where it is large.
    pub batches: Vec<RecordBatch>,
    /// How many rows the file has, if that is known; about so many unless the sample is `whole`.
    pub total: Option<u64>,
    /// Whether these are all rows.
    pub whole: bool,
    problems: Vec<Said>,
    notes: Vec<Said>,
}

impl FileSample {
    /// What is wrong with some of the rows, or with the file, in sentences.
    pub fn problems(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.problems.iter().map(move |said| said.text(lang))
    }

    /// What to know about the file, in sentences, besides what is above the headings: which rows are not
    /// read, and that hidden ones are.
    pub fn notes(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.notes.iter().map(move |said| said.text(lang))
    }
}

impl Files {
    /// Looks at each file: what it would be read as, with rows from all over it. Of a CSV of a gigabyte
    /// some megabytes are read, of Parquet the beginning of three row groups.
    ///
    /// `named` says how many controls headings name: a header and a sheet that nobody says are those
    /// that name most.
    ///
    /// # Errors
    /// [`Error::File`] where a file cannot be read.
    pub fn samples(&self, named: &dyn Fn(&[&str]) -> usize) -> Result<Vec<FileSample>, Error> {
        let each = self.paths.iter().map(|path| Ok(self.sample(path, named)?));
        each.collect()
    }

    fn sample(&self, path: &Path, named: Named<'_>) -> Result<FileSample, FileError> {
        let wanted = Wanted {
            sheet: self.sheet.as_ref(),
            row: self.header_row,
            rows: self.header_rows,
            named: Some(named),
            fits: &|_| true,
            guess: true,
        };
        match self.kind(path)? {
            Kind::Csv => of_csv(CsvFile::open(path, self.encoding.as_deref(), &wanted)?, path),
            Kind::Workbook => of_workbook(Workbook::open(path, &wanted)?, path, &self.answered),
            #[cfg(feature = "parquet")]
            Kind::Parquet => of_parquet(path),
        }
    }

    /// Answers of workbooks that are covered by others in merged cells, in sentences: the columns are
    /// those of [`answers`](Self::answers), and the rows those that [`samples`](Self::samples) looks at.
    ///
    /// # Errors
    /// [`Error::File`] where a file cannot be read.
    pub fn covered(&self, lang: Lang) -> Result<Vec<String>, Error> {
        let mut covered = Vec::new();
        for path in &self.paths {
            covered.extend(flaws(&self.covered_in(path, MOST_ROWS)?));
        }
        Ok(covered.iter().map(|said| said.text(lang).to_owned()).collect())
    }

    /// Those of one file, in its first rows.
    pub(super) fn covered_in(&self, path: &Path, rows: usize) -> Result<Vec<Part>, Error> {
        match self.open(path, None)? {
            Opened::Workbook(book) => Ok(book.covered(&self.answered, rows)?),
            _ => Ok(Vec::new()),
        }
    }
}

/// The first rows of the first row group, of one in the middle and of the last.
#[cfg(feature = "parquet")]
fn of_parquet(path: &Path) -> Result<FileSample, FileError> {
    let file = ParquetFile::open(path)?;
    let (schema, total, groups) = (file.schema(), file.rows_there(), file.groups());
    let wanted: Vec<WantedColumn> =
        schema.fields().iter().map(|field| WantedColumn::new(field, Role::Text)).collect();
    let mut places = vec![0, groups / 2, groups.saturating_sub(1)];
    places.dedup();
    let mut batches = Vec::new();
    for place in &places {
        let mut rows = file.clone().group(*place).rows(&wanted, &schema, None, 1)?;
        let part = rows.next().transpose()?;
        let most = MOST_ROWS / places.len();
        batches.extend(part.map(|Part { batch, .. }| batch.slice(0, most.min(batch.num_rows()))));
    }
    let looked: u64 = batches.iter().map(|batch| batch.num_rows() as u64).sum();
    Ok(FileSample {
        encoding: None,
        separator: None,
        sheet: None,
        sheets: Vec::new(),
        header_row: None,
        header_rows: 1,
        above: Vec::new(),
        schema,
        batches,
        total: Some(total),
        whole: looked == total,
        problems: Vec::new(),
        notes: Vec::new(),
    })
}

fn of_csv(mut file: CsvFile, path: &Path) -> Result<FileSample, FileError> {
    let top = std::mem::take(&mut file.top);
    let (header_row, header_rows) = file.header.at;
    let (columns, schema) = all(&file.headings());
    let below = file.below();
    let found = file.sample(path, columns, Arc::clone(&schema))?;
    let CsvSample { encoding, separator, parts, later, total, whole, mut problems, remarks } =
        found;
    let remarks = remarks.remarks(&path.to_string_lossy());
    problems.extend(flaws(&parts));
    let batches = parts.into_iter().map(|part| part.batch).chain(later).collect();
    Ok(FileSample {
        encoding: Some(encoding),
        separator: Some(char::from(separator)),
        sheet: None,
        sheets: Vec::new(),
        header_row: Some(header_row),
        header_rows,
        above: above(&top, header_row),
        schema,
        batches,
        total,
        whole,
        problems,
        notes: below.into_iter().chain(remarks).collect(),
    })
}

fn of_workbook(
    mut book: Workbook,
    path: &Path,
    answered: &Answered,
) -> Result<FileSample, FileError> {
    let (head, top) = (book.head, std::mem::take(&mut book.top));
    let (sheet, sheets) = (book.sheet.clone(), book.sheets.clone());
    let below = book.below();
    let (columns, schema) = all(&book.headings());
    let mut rows = book.rows(&columns, &schema, answered, MOST_ROWS, 1)?;
    let (whole, hidden) = (!rows.cut, rows.hidden.hidden(&path.to_string_lossy()));
    let parts: Vec<Part> = std::iter::from_fn(|| rows.next()).collect();
    let count = parts.iter().map(|part| part.batch.num_rows() as u64).sum();
    let problems = flaws(&parts);
    Ok(FileSample {
        encoding: None,
        separator: None,
        sheet: Some(sheet),
        sheets,
        header_row: Some(head.row),
        header_rows: head.rows,
        above: above(&top, head.row),
        schema,
        batches: parts.into_iter().map(|part| part.batch).collect(),
        total: whole.then_some(count),
        whole,
        problems,
        notes: below.into_iter().chain(hidden).collect(),
    })
}

/// Every column with a name, as text.
pub(super) fn all(headings: &Headings) -> (Vec<Column>, SchemaRef) {
    let names = headings.names.iter().enumerate();
    let columns = names
        .filter_map(|(place, name)| Some(Column { place, name: name.clone()?, role: Role::Text }));
    let columns: Vec<Column> = columns.collect();
    let field = |column: &Column| Field::new(&column.name, DataType::Utf8, true);
    let schema = Schema::new(columns.iter().map(field).collect::<Vec<_>>());
    (columns, Arc::new(schema))
}

fn above(top: &[Row], header: u64) -> Vec<String> {
    let rows = top.iter().filter(|(row, _)| *row < header);
    let text = |(_, cells): &Row| {
        let texts: Vec<&str> = cells.iter().flatten().map(|cell| cell.trim()).collect();
        texts.join(" ")
    };
    rows.map(text).collect()
}

/// Rows that cannot be taken as they are: the first of them, and how many more there are.
fn flaws(parts: &[Part]) -> Vec<Said> {
    let origins = parts.iter().filter_map(|part| part.origin.as_ref());
    let each =
        origins.flat_map(|origin| origin.flaws.iter().map(move |(row, said)| (origin, *row, said)));
    let mut told: Vec<Said> = Vec::new();
    let mut more = 0;
    for (origin, row, Said { en, ja }) in each {
        if told.len() == MOST_TOLD {
            more += 1;
            continue;
        }
        let (name_en, name_ja) = (origin.name(row, Lang::En), origin.name(row, Lang::Ja));
        told.push(Said::new(format!("{name_en}: {en}"), format!("{name_ja}：{ja}")));
    }
    if more > 0 {
        told.push(Said::new(
            format!("{more} more rows cannot be taken as they are"),
            format!("ほかに{more}行、そのままでは読めない行があります"),
        ));
    }
    told
}
