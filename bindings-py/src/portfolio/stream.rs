//! Batches that come one after the other and are parts of one table.

use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;

use super::arrow::{Scored, import_batch};
use super::ids::Ids;
use super::scorer::PortfolioScorer;
use crate::error::raise;

/// A table that comes in batches: rows are numbered on from batch to batch, and ids are watched.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct PortfolioStream {
    scorer: Py<PortfolioScorer>,
    passed: Mutex<Passed>,
}

/// What is known of the batches before.
struct Passed {
    rows: u64,
    ids: Ids,
}

#[pymethods]
impl PortfolioStream {
    /// Of as many ids as `most_ids`, it is known whether they repeat.
    #[new]
    fn new(scorer: Py<PortfolioScorer>, most_ids: usize) -> Self {
        Self { scorer, passed: Mutex::new(Passed { rows: 0, ids: Ids::watching(most_ids) }) }
    }

    /// Scores the next batch.
    fn score(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Py<Scored>> {
        let table = import_batch(data)?;
        let scorer = self.scorer.get();
        let scored = py.detach(|| {
            let mut passed = self.passed.lock().unwrap_or_else(PoisonError::into_inner);
            let Passed { rows, ids } = &mut *passed;
            let shape = scorer.shape(&table.schema)?;
            let scored = scorer.table(&table, &shape, *rows, ids)?;
            *rows += table.rows();
            Ok(scored)
        });
        scored.map_err(|error| raise(py, error, None))?.into_object(py)
    }

    /// Rows so far.
    #[getter]
    fn rows(&self) -> u64 {
        self.passed.lock().unwrap_or_else(PoisonError::into_inner).rows
    }

    /// Whether ids are no longer watched: too many came, and not in order.
    #[getter]
    fn ids_full(&self) -> bool {
        self.passed.lock().unwrap_or_else(PoisonError::into_inner).ids.full()
    }
}
