//! Reports for people: takes scored rows batch by batch, and gives a document at the end.

use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use shisei_arrow::arrow_array::RecordBatch;
use shisei_arrow::python;
use shisei_arrow::report::{self, Contents};

use super::scorer::PortfolioScorer;
use super::stopped::{detached, exception};
use crate::language;

/// What the document is about.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Given {
    ids: Option<Vec<String>>,
    subject: Option<String>,
    by: Vec<String>,
    pages: bool,
}

/// A cover and a page for each scored row.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct PortfolioReport(Mutex<Option<report::PortfolioReport>>);

impl PortfolioReport {
    fn each<T>(&self, work: impl FnOnce(&mut Option<report::PortfolioReport>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[pymethods]
impl PortfolioReport {
    #[new]
    fn new(
        py: Python<'_>,
        scorer: &PortfolioScorer,
        contents: &Bound<'_, PyAny>,
        lang: &str,
    ) -> PyResult<Self> {
        let Given { ids, subject, by, pages } = contents.extract()?;
        let mut contents = Contents::default();
        contents.ids = ids;
        contents.subject = subject;
        contents.by = by;
        contents.cover_only = !pages;
        let lang = language::named(lang)?;
        let report = report::PortfolioReport::new(scorer.engine(), contents, lang);
        Ok(Self(Mutex::new(Some(report.map_err(|error| exception(py, error, None))?))))
    }

    /// Adds scored rows.
    fn add(&self, py: Python<'_>, data: &Bound<'_, PyAny>) -> PyResult<()> {
        let table = python::batch(data)?;
        detached(py, |stop| {
            table.batches.iter().try_for_each(|batch: &RecordBatch| {
                self.each(|report| match report {
                    Some(report) => report.add_unless(batch, stop),
                    None => Ok(()),
                })
            })
        })
    }

    /// The document and the number of its pages, less the cover; then it is over.
    fn finish(
        &self,
        py: Python<'_>,
        drift: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<(String, usize)> {
        let drift = drift.map(python::batch).transpose()?;
        let report = self.each(Option::take);
        let report = report.ok_or_else(|| PyRuntimeError::new_err("it is finished already"))?;
        let drift = drift.and_then(|table| table.batches.into_iter().next());
        detached(py, |_| {
            let pages = report.page_count();
            Ok((report.finish(drift.as_ref())?, pages))
        })
    }
}
