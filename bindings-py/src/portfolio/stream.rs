use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;
use shisei_arrow::{Run, python};

use super::scored::Scored;
use super::scorer::PortfolioScorer;
use super::stopped::detached;

/// A table that comes in batches: rows are numbered on from batch to batch, and ids are watched.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct PortfolioStream(Mutex<Run>);

#[pymethods]
impl PortfolioStream {
    /// Ids that are watched for repetition, of those that do not come in ascending order.
    #[classattr]
    const MOST_IDS: usize = Run::MOST_IDS;

    #[new]
    fn new(scorer: &PortfolioScorer) -> Self {
        Self(Mutex::new(scorer.engine().run()))
    }

    /// Scores the next batch.
    fn score(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<Py<Scored>> {
        let table = python::batch(data)?;
        let scored = detached(py, |stop| {
            let mut run = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let schema = run.scorer().schema(&table.schema)?;
            let scored = table.batches.iter().map(|batch| run.score_unless(batch, stop));
            Ok((schema, scored.collect::<Result<_, _>>()?))
        })?;
        Scored::from(scored).into_object(py)
    }

    /// Rows so far.
    #[getter]
    fn rows(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).rows()
    }

    /// Whether ids are no longer watched: too many came, and not in order.
    #[getter]
    fn ids_full(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).ids_full()
    }
}
