//! The questions of a renewal: each takes a table batch by batch, and gives a table at the end.

use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use shisei_arrow::arrow_array::RecordBatch;
use shisei_arrow::renewal::{Check, Comparison, Drift, Weakest};
use shisei_arrow::{Error, python};

use super::scored::Scored;
use super::scorer::PortfolioScorer;
use super::stopped::{detached, exception};
use crate::language;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What can be asked once alone.
fn over() -> PyErr {
    PyRuntimeError::new_err("it is finished already")
}

fn table(py: Python<'_>, batches: Vec<RecordBatch>) -> PyResult<Py<Scored>> {
    let schema = batches.first().map(RecordBatch::schema).ok_or_else(over)?;
    Scored::from((schema, batches)).into_object(py)
}

/// Takes every batch of some data.
fn each(
    py: Python<'_>,
    data: &Bound<'_, PyAny>,
    mut take: impl FnMut(&RecordBatch, &dyn Fn() -> bool) -> Result<(), Error> + Send,
) -> PyResult<()> {
    let table = python::batch(data)?;
    detached(py, |stop| {
        if table.batches.is_empty() {
            return take(&RecordBatch::new_empty(table.schema.clone()), stop);
        }
        table.batches.iter().try_for_each(|batch| take(batch, stop))
    })
}

/// Two tables of answers, side by side.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct PortfolioComparison(Mutex<Option<Comparison>>);

#[pymethods]
impl PortfolioComparison {
    #[new]
    fn new(py: Python<'_>, before: &PortfolioScorer, after: &PortfolioScorer) -> PyResult<Self> {
        let comparison = Comparison::new(before.engine(), after.engine());
        let comparison = comparison.map_err(|error| exception(py, error, None))?;
        Ok(Self(Mutex::new(Some(comparison))))
    }

    /// Adds rows of the earlier table.
    fn before(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<()> {
        each(py, data, |batch, stop| match lock(&self.0).as_mut() {
            Some(comparison) => comparison.before_unless(batch, stop),
            None => Ok(()),
        })
    }

    /// Adds rows of the later table.
    fn after(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<()> {
        each(py, data, |batch, stop| match lock(&self.0).as_mut() {
            Some(comparison) => comparison.after_unless(batch, stop),
            None => Ok(()),
        })
    }

    /// An id of each table that are told apart by zeros in front, width, case or blanks alone.
    #[getter]
    fn written_otherwise(&self) -> Option<(String, String)> {
        lock(&self.0).as_ref().and_then(Comparison::written_otherwise)
    }

    /// The rows side by side; then it is over.
    fn finish(&self, py: Python<'_>) -> PyResult<Py<Scored>> {
        let comparison = lock(&self.0).take().ok_or_else(over)?;
        table(py, detached(py, |stop| comparison.finish(stop))?)
    }
}

/// What is odd about the answers of a table.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct PortfolioCheck(Mutex<Option<Check>>);

#[pymethods]
impl PortfolioCheck {
    #[new]
    fn new(py: Python<'_>, scorer: &PortfolioScorer) -> PyResult<Self> {
        let check = Check::new(scorer.engine()).map_err(|error| exception(py, error, None))?;
        Ok(Self(Mutex::new(Some(check))))
    }

    /// Goes through more rows.
    fn add(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<()> {
        each(py, data, |batch, stop| match lock(&self.0).as_mut() {
            Some(check) => check.add_unless(batch, stop),
            None => Ok(()),
        })
    }

    /// What was found so far, for another one.
    fn part(&self, py: Python<'_>) -> PyResult<Py<Scored>> {
        let part = detached(py, |_| lock(&self.0).as_ref().map(Check::part).transpose())?;
        table(py, part.into_iter().collect())
    }

    /// Adds what another one found.
    fn add_part(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<()> {
        each(py, data, |batch, _| match lock(&self.0).as_mut() {
            Some(check) => check.add_part(batch),
            None => Ok(()),
        })
    }

    /// The findings; then it is over.
    fn finish(&self, py: Python<'_>) -> PyResult<Py<Scored>> {
        let check = lock(&self.0).take().ok_or_else(over)?;
        table(py, vec![detached(py, |_| check.finish())?])
    }
}

/// Counts of answers, by control and by groups of rows.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct PortfolioWeakest(Mutex<Weakest>);

#[pymethods]
impl PortfolioWeakest {
    #[new]
    fn new(py: Python<'_>, scorer: &PortfolioScorer, by: Vec<String>) -> PyResult<Self> {
        let weakest = Weakest::new(scorer.engine(), &by);
        Ok(Self(Mutex::new(weakest.map_err(|error| exception(py, error, None))?)))
    }

    /// Counts more rows.
    fn add(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<()> {
        each(py, data, |batch, stop| lock(&self.0).add_unless(batch, stop))
    }

    /// What was counted so far, for another one.
    fn part(&self, py: Python<'_>) -> PyResult<Py<Scored>> {
        table(py, vec![detached(py, |_| lock(&self.0).part())?])
    }

    /// Adds what another one counted.
    fn add_part(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<()> {
        each(py, data, |batch, _| lock(&self.0).add_part(batch))
    }

    /// The controls that are met least often, at most `top` of each group.
    fn top(&self, py: Python<'_>, top: usize, lang: &str) -> PyResult<Py<Scored>> {
        let lang = language::named(lang)?;
        table(py, vec![detached(py, |_| lock(&self.0).top(top, lang))?])
    }

    /// Rows so far.
    #[getter]
    fn rows(&self) -> u64 {
        lock(&self.0).rows()
    }

    /// Those of them that have no problem in the table.
    #[getter]
    fn unread(&self) -> u64 {
        lock(&self.0).unread()
    }

    /// Rows so far that were left out.
    #[getter]
    fn left_out(&self) -> u64 {
        lock(&self.0).left_out()
    }
}

/// Why the mean of a measure moved.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct PortfolioDrift(Mutex<Drift>);

#[pymethods]
impl PortfolioDrift {
    #[new]
    fn new(measure: &str, by: Vec<String>) -> Self {
        Self(Mutex::new(Drift::new(measure, &by)))
    }

    /// Adds more rows of a comparison.
    fn add(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<()> {
        each(py, data, |batch, _| lock(&self.0).add(batch))
    }

    /// What was added so far, for another one.
    fn part(&self, py: Python<'_>) -> PyResult<Py<Scored>> {
        table(py, vec![detached(py, |_| lock(&self.0).part())?])
    }

    /// Adds what another one was given.
    fn add_part(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<()> {
        each(py, data, |batch, _| lock(&self.0).add_part(batch))
    }

    /// A row for each cell, and the whole.
    fn finish(&self, py: Python<'_>) -> PyResult<Py<Scored>> {
        table(py, vec![detached(py, |_| lock(&self.0).finish())?])
    }
}
