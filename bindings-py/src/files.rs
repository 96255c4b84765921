//! Portfolios in files, read and scored without a lock of Python.

use std::num::NonZero;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule};
use shisei_arrow::arrow_array::ffi_stream::FFI_ArrowArrayStream;
use shisei_arrow::arrow_array::{RecordBatch, RecordBatchReader as _};
use shisei_arrow::arrow_schema::SchemaRef;
use shisei_arrow::files::{self, FileError};
use shisei_arrow::{Run, python};

use crate::language;
use crate::portfolio::{PortfolioScorer, Scored, detached, exception};

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
    #[pyo3(signature = (paths, threads, encoding = None, header_row = None, header_rows = None, sheet = None))]
    fn new(
        paths: Vec<PathBuf>,
        threads: NonZero<usize>,
        encoding: Option<String>,
        header_row: Option<u64>,
        header_rows: Option<NonZero<u32>>,
        sheet: Option<Sheet>,
    ) -> Self {
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
        Self(files)
    }

    /// The rows as text.
    fn read(&self, py: Python<'_>) -> PyResult<FileRows> {
        let reader = py.detach(|| self.0.read()).map_err(|error| exception(py, error, None))?;
        Ok(FileRows(Mutex::new(Some(reader))))
    }

    /// The scores of the rows.
    fn score(&self, py: Python<'_>, scorer: &PortfolioScorer) -> PyResult<FileScores> {
        let scored = py.detach(|| self.0.score(scorer.engine()));
        let scored = scored.map_err(|error| exception(py, error, None))?;
        Ok(FileScores { schema: scored.schema(), scored: Mutex::new(scored) })
    }
}

/// The rows of files as text: handed out once, as an Arrow stream.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct FileRows(Mutex<Option<files::FileReader>>);

#[pymethods]
impl FileRows {
    /// The rows as an Arrow stream.
    #[pyo3(signature = (requested_schema: "object | None" = None) -> "object")]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let reader = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let reader = reader.ok_or_else(|| PyValueError::new_err("the rows were read before"))?;
        let stream = FFI_ArrowArrayStream::new(Box::new(reader));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}

/// The scores of the rows of files, batch by batch.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct FileScores {
    scored: Mutex<files::ScoredFiles>,
    schema: SchemaRef,
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
