//! Portfolios in files, read and scored without a lock of Python.

use std::cell::RefCell;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule};
use shisei_arrow::arrow_array::{RecordBatch, RecordBatchIterator, RecordBatchReader as _};
use shisei_arrow::arrow_schema::SchemaRef;
use shisei_arrow::files::{self, FileError};
use shisei_arrow::{Run, python};

use crate::error::raise;
use crate::language;
use crate::portfolio::{Layout, PortfolioScorer, Scored, arrow_stream, detached, exception};

/// The exception for a file that is refused.
pub fn refused(py: Python<'_>, error: &FileError) -> PyErr {
    let exception = || {
        let class = py.import("shisei.errors")?.getattr("FileError")?;
        class.call1((
            error.message(language::default()),
            error.code().as_str(),
            error.file(),
            error.sheet(),
            error.row(),
            error.column(),
        ))
    };
    exception().map_or_else(|failed| failed, PyErr::from_value)
}

/// Which sheet of a workbook: by name, or by position from 1.
#[derive(FromPyObject)]
enum Sheet {
    Number(usize),
    Name(String),
}

/// Files that are parts of one portfolio.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct PortfolioFiles(files::Files);

#[pymethods]
impl PortfolioFiles {
    #[new]
    #[pyo3(signature = (paths, threads, encoding = None, header_row = None, header_rows = None, sheet = None, id_from = None))]
    #[allow(clippy::too_many_arguments, reason = "each is something else")]
    fn new(
        py: Python<'_>,
        paths: Vec<PathBuf>,
        threads: NonZero<usize>,
        encoding: Option<String>,
        header_row: Option<u64>,
        header_rows: Option<NonZero<u32>>,
        sheet: Option<Sheet>,
        id_from: Option<&str>,
    ) -> PyResult<Self> {
        let mut files = files::Files::new(paths).threads(threads);
        if let Some(encoding) = encoding {
            files = files.encoding(encoding);
        }
        if let Some(row) = header_row {
            files = files.header_row(row);
        }
        if let Some(rows) = header_rows {
            files = files.header_rows(rows);
        }
        match sheet {
            Some(Sheet::Number(number)) => files = files.sheet(files::Sheet::Number(number)),
            Some(Sheet::Name(name)) => files = files.sheet(files::Sheet::Name(name)),
            None => {}
        }
        if let Some(id_from) = id_from {
            let id_from = id_from.parse::<files::IdFrom>();
            files = files.id_from(id_from.map_err(|error| raise(py, error, None))?);
        }
        Ok(Self(files))
    }

    /// The rows as they are.
    fn read(&self, py: Python<'_>) -> PyResult<FileRows> {
        let reader = py.detach(|| self.0.read());
        let reader = reader.map_err(|error| exception(py, error, None))?;
        Ok(FileRows(Mutex::new(Some(Rows::Wide(Box::new(reader))))))
    }

    /// The rows of files in which a row is one answer: one for each id.
    fn read_long(
        &self,
        py: Python<'_>,
        scorer: &PortfolioScorer,
        layout: Layout,
    ) -> PyResult<FileRows> {
        let layout = layout.into();
        let files = py.detach(|| self.0.read_long(scorer.engine(), &layout));
        let files = files.map_err(|error| exception(py, error, None))?;
        Ok(FileRows(Mutex::new(Some(Rows::Long(Box::new(files))))))
    }

    /// The rows that a scorer reads, with all columns; `flawed` gives those too that cannot be taken
    /// as they are.
    fn answers(
        &self,
        py: Python<'_>,
        scorer: &PortfolioScorer,
        flawed: bool,
    ) -> PyResult<FileRows> {
        let reader = py.detach(|| self.0.read_answers(scorer.engine()));
        let reader = reader.map_err(|error| exception(py, error, None))?;
        let reader = if flawed { reader.with_flawed_rows() } else { reader };
        Ok(FileRows(Mutex::new(Some(Rows::Wide(Box::new(reader))))))
    }

    /// The names of the columns.
    #[getter]
    fn names(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        py.detach(|| self.0.names()).map_err(|error| exception(py, error, None))
    }

    /// The names of the columns as a scorer finds them.
    fn names_for(&self, py: Python<'_>, scorer: &PortfolioScorer) -> PyResult<Vec<String>> {
        let names = py.detach(|| self.0.names_for(scorer.engine()));
        names.map_err(|error| exception(py, error, None))
    }

    /// How many rows there are, where the files say so.
    #[getter]
    fn rows(&self, py: Python<'_>) -> PyResult<Option<u64>> {
        py.detach(|| self.0.rows()).map_err(|error| exception(py, error, None))
    }

    /// Some rows of each file, and what it would be read as; `named` says how many controls headings
    /// name.
    fn samples(&self, named: &Bound<'_, PyAny>) -> PyResult<Vec<FileSample>> {
        let failed = RefCell::new(None);
        let count = |names: &[&str]| {
            let asked = named.call1((names.to_vec(),)).and_then(|count| count.extract());
            asked.unwrap_or_else(|error| {
                failed.borrow_mut().get_or_insert(error);
                0
            })
        };
        let samples = self.0.samples(&count);
        if let Some(error) = failed.into_inner() {
            return Err(error);
        }
        let samples = samples.map_err(|error| exception(named.py(), error, None))?;
        Ok(samples.into_iter().map(FileSample).collect())
    }

    /// Answers that are covered by others in merged cells, in sentences.
    fn covered(
        &self,
        py: Python<'_>,
        key: Option<String>,
        columns: Vec<String>,
    ) -> PyResult<Vec<String>> {
        let files = self.0.clone().answers(key, columns);
        let covered = py.detach(|| files.covered(language::default()));
        covered.map_err(|error| exception(py, error, None))
    }

    /// The scores of the rows.
    fn score(&self, py: Python<'_>, scorer: &PortfolioScorer) -> PyResult<FileScores> {
        let scored = py.detach(|| self.0.score(scorer.engine()));
        scored.map(FileScores::from).map_err(|error| exception(py, error, None))
    }

    /// The scores of files in which a row is one answer: a row for each id.
    fn score_long(
        &self,
        py: Python<'_>,
        scorer: &PortfolioScorer,
        layout: Layout,
    ) -> PyResult<FileScores> {
        let layout = layout.into();
        let scored = py.detach(|| self.0.score_long(scorer.engine(), &layout));
        scored.map(FileScores::from).map_err(|error| exception(py, error, None))
    }
}

/// Some rows of a file, and everything that was decided in order to read them.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct FileSample(files::FileSample);

#[pymethods]
impl FileSample {
    /// The encoding of CSV.
    #[getter]
    fn encoding(&self) -> Option<&str> {
        self.0.encoding
    }

    /// What separates the cells of CSV.
    #[getter]
    fn separator(&self) -> Option<char> {
        self.0.separator
    }

    /// The sheet of a workbook.
    #[getter]
    fn sheet(&self) -> Option<&str> {
        self.0.sheet.as_deref()
    }

    /// All sheets of a workbook.
    #[getter]
    fn sheets(&self) -> Vec<String> {
        self.0.sheets.clone()
    }

    /// The row of the headings, as the file counts; `None` where a file names its columns otherwise.
    #[getter]
    fn header_row(&self) -> Option<u64> {
        self.0.header_row
    }

    /// How many rows the headings take.
    #[getter]
    fn header_rows(&self) -> u32 {
        self.0.header_rows
    }

    /// What stands above the headings, row by row.
    #[getter]
    fn above(&self) -> Vec<String> {
        self.0.above.clone()
    }

    /// How many rows there are, if that is known; about so many unless the sample is whole.
    #[getter]
    fn total(&self) -> Option<u64> {
        self.0.total
    }

    /// Whether these are all rows.
    #[getter]
    fn whole(&self) -> bool {
        self.0.whole
    }

    /// What to know about the file, besides what is above the headings.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.0.notes(language::default()).map(str::to_owned).collect()
    }

    /// What is wrong with some of the rows, or with the file.
    #[getter]
    fn problems(&self) -> Vec<String> {
        self.0.problems(language::default()).map(str::to_owned).collect()
    }

    /// The rows as an Arrow stream.
    #[pyo3(signature = (requested_schema: "object | None" = None) -> "object")]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = self.0.batches.clone().into_iter().map(Ok);
        arrow_stream(py, RecordBatchIterator::new(batches, SchemaRef::clone(&self.0.schema)))
    }
}

/// The rows of files: handed out once, as an Arrow stream.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct FileRows(Mutex<Option<Rows>>);

enum Rows {
    Wide(Box<files::FileReader>),
    Long(Box<files::LongFiles>),
}

#[pymethods]
impl FileRows {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    /// The next rows.
    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<Scored>>> {
        let batch = detached(py, |stop| {
            let mut rows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let batch = rows.as_mut().and_then(|rows| match rows {
                Rows::Wide(reader) => reader.next_batch(),
                Rows::Long(files) => files.next_unless(stop),
            });
            batch.transpose()
        })?;
        let Some(batch) = batch else { return Ok(None) };
        Scored::from((batch.schema(), vec![batch])).into_object(py).map(Some)
    }

    /// The rows as an Arrow stream.
    #[pyo3(signature = (requested_schema: "object | None" = None) -> "object")]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(Rows::Wide(reader)) => arrow_stream(py, *reader),
            Some(Rows::Long(files)) => arrow_stream(py, *files),
            None => Err(PyValueError::new_err("the rows were read before")),
        }
    }
}

/// The scores of the rows of files, batch by batch.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct FileScores {
    scored: Mutex<files::ScoredFiles>,
    schema: SchemaRef,
}

impl From<files::ScoredFiles> for FileScores {
    fn from(scored: files::ScoredFiles) -> Self {
        Self { schema: scored.schema(), scored: Mutex::new(scored) }
    }
}

impl FileScores {
    fn with<T>(&self, work: impl FnOnce(&mut files::ScoredFiles) -> T) -> T {
        work(&mut self.scored.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn scored(&self, batches: Vec<RecordBatch>) -> Scored {
        Scored::from((SchemaRef::clone(&self.schema), batches))
    }
}

#[pymethods]
impl FileScores {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    /// Reads and scores the next rows.
    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<Scored>>> {
        let batch = detached(py, |stop| self.with(|scored| scored.next_unless(stop)).transpose())?;
        batch.map(|batch| self.scored(vec![batch]).into_object(py)).transpose()
    }

    /// All rows that are left.
    fn rest(&self, py: Python<'_>) -> PyResult<Py<Scored>> {
        let batches = detached(py, |stop| {
            self.with(|scored| std::iter::from_fn(|| scored.next_unless(stop)).collect())
        })?;
        self.scored(batches).into_object(py)
    }

    /// The columns, without rows.
    fn empty(&self, py: Python<'_>) -> PyResult<Py<Scored>> {
        self.scored(Vec::new()).into_object(py)
    }

    /// Rows so far.
    #[getter]
    fn rows(&self) -> u64 {
        self.with(|scored| scored.run().rows())
    }

    /// Rows so far that have a problem, where problems are told.
    #[getter]
    fn problems(&self) -> u64 {
        self.with(|scored| scored.problems())
    }

    /// Whether ids are no longer watched: more than so many came, and not in order.
    #[getter]
    fn ids_full(&self) -> bool {
        self.with(|scored| scored.run().ids_full())
    }

    /// What was found out about the files, in sentences: complete at the end.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.with(|scored| scored.notes(language::default()).map(str::to_owned).collect())
    }

    /// Ids that are watched for repetition, of those that do not come in ascending order.
    #[classattr]
    const MOST_IDS: usize = Run::MOST_IDS;
}

/// Rows as CSV, after a header if one is wanted.
#[pyfunction]
pub fn _csv<'py>(
    py: Python<'py>,
    data: &Bound<'py, PyAny>,
    header: bool,
    separator: char,
) -> PyResult<Bound<'py, PyBytes>> {
    let table = python::batch(data)?;
    let separator = u8::try_from(separator).map_err(|_| PyValueError::new_err("separator"))?;
    let mut out = Vec::new();
    py.detach(|| {
        if header {
            files::write_header(&mut out, &table.schema, separator)?;
        }
        table.batches.iter().try_for_each(|batch| files::write_rows(&mut out, batch, separator))
    })?;
    Ok(PyBytes::new(py, &out))
}

/// Rows as a workbook, batch by batch.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct WorkbookWriter(Mutex<Option<files::WorkbookWriter>>);

#[pymethods]
impl WorkbookWriter {
    #[new]
    fn new(py: Python<'_>, path: PathBuf, schema: &Bound<'_, PyAny>) -> PyResult<Self> {
        let schema = python::batch(schema)?.schema;
        let writer = files::WorkbookWriter::create(path, &schema);
        Ok(Self(Mutex::new(Some(writer.map_err(|error| refused(py, &error))?))))
    }

    /// Writes rows.
    fn rows(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<()> {
        let table = python::batch(data)?;
        let written = py.detach(|| {
            let mut writer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let writer = writer.as_mut();
            writer.map_or(Ok(()), |writer| {
                table.batches.iter().try_for_each(|batch| writer.rows(batch))
            })
        });
        written.map_err(|error| refused(py, &error))
    }

    /// Writes the file.
    fn save(&self, py: Python<'_>) -> PyResult<()> {
        let writer = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let saved = py.detach(|| writer.map_or(Ok(()), files::WorkbookWriter::save));
        saved.map_err(|error| refused(py, &error))
    }
}

/// One column of answers in place of those that are for one choice each.
#[pyfunction]
pub fn _gathered(
    py: Python<'_>,
    data: &Bound<'_, PyAny>,
    choices: Vec<String>,
) -> PyResult<Py<Scored>> {
    let table = python::batch(data)?;
    let names: Vec<&str> = choices.iter().map(String::as_str).collect();
    let gather = |batch: &RecordBatch| shisei_arrow::gathered(batch, &names);
    let batches = py.detach(|| {
        let empty = RecordBatch::new_empty(SchemaRef::clone(&table.schema));
        let schema = gather(&empty)?.schema();
        Ok((schema, table.batches.iter().map(gather).collect::<Result<_, _>>()?))
    });
    let gathered = batches.map_err(|error| exception(py, error, None))?;
    Scored::from(gathered).into_object(py)
}

/// Positions of the rows of a table that are headings of sections, or remarks.
#[pyfunction]
pub fn _remarks(data: &Bound<'_, PyAny>, id: &str, answers: Vec<String>) -> PyResult<Vec<usize>> {
    let table = python::batch(data)?;
    let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
    let mut from = 0;
    let mut found = Vec::new();
    for batch in &table.batches {
        found.extend(files::remarks(batch, id, &answers).into_iter().map(|row| from + row));
        from += batch.num_rows();
    }
    Ok(found)
}
