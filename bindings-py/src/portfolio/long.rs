//! Tables in which a row is one answer.

use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;
use shisei_arrow::{Long, LongRun, python};

use super::scored::Scored;
use super::scorer::PortfolioScorer;
use super::stopped::{detached, exception};
use crate::language;

/// The columns of such a table: that of controls, that of answers or those of the choices, and whether
/// the rows of an id are adjacent.
#[derive(FromPyObject)]
pub struct Layout(String, Answers, bool);

#[derive(FromPyObject)]
enum Answers {
    Column(String),
    Marks(Vec<String>),
}

impl From<Layout> for Long {
    fn from(Layout(control, answers, grouped): Layout) -> Self {
        let long = match answers {
            Answers::Column(answer) => Self::new(control, answer),
            Answers::Marks(choices) => Self::marked(control, choices),
        };
        if grouped { long.grouped() } else { long }
    }
}

/// Takes batches in which a row is one answer, and gives rows of one id each: their scores, or as they
/// are.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct PortfolioLong(Mutex<LongRun>);

impl PortfolioLong {
    fn with<T>(&self, work: impl FnOnce(&mut LongRun) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[pymethods]
impl PortfolioLong {
    #[new]
    fn new(
        py: Python<'_>,
        scorer: &PortfolioScorer,
        schema: &Bound<'_, PyAny>,
        layout: Layout,
        scores: bool,
    ) -> PyResult<Self> {
        let (schema, layout) = (python::schema(schema)?, layout.into());
        let engine = scorer.engine();
        let run =
            if scores { engine.long(&schema, &layout) } else { engine.long_rows(&schema, &layout) };
        Ok(Self(Mutex::new(run.map_err(|error| exception(py, error, None))?)))
    }

    /// Takes the next answers.
    fn add(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<()> {
        let table = python::batch(data)?;
        detached(py, |_| self.with(|run| table.batches.iter().try_for_each(|it| run.add(it))))
    }

    /// Says that there are no more answers.
    fn end(&self) {
        self.with(LongRun::end);
    }

    /// The next rows, if any are complete.
    fn take(&self, py: Python<'_>) -> PyResult<Option<Py<Scored>>> {
        let batch = detached(py, |stop| self.with(|run| run.next_unless(stop).transpose()))?;
        let Some(batch) = batch else { return Ok(None) };
        Scored::from((batch.schema(), vec![batch])).into_object(py).map(Some)
    }

    /// The columns, without rows.
    fn empty(&self) -> Scored {
        Scored::from((self.with(|run| run.schema()), Vec::new()))
    }

    /// Rows that were scored so far.
    #[getter]
    fn rows(&self) -> u64 {
        self.with(|run| run.run().rows())
    }

    /// Whether ids are no longer watched: too many came, and not in order.
    #[getter]
    fn ids_full(&self) -> bool {
        self.with(|run| run.run().ids_full())
    }

    /// What was found out about the rows, in sentences: complete at the end.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.with(|run| run.notes(language::default())).into_iter().collect()
    }
}
