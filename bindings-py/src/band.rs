//! The bands of a framework.

use pyo3::prelude::*;
use shisei::model;

use crate::kept::{kept, plain};
use crate::language;
use crate::object::{Reduced, hash, quoted};
use crate::text::Localized;

/// One band of a framework: a range of points or of coverage.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(PartialEq, Eq)]
pub struct Band(model::Band);

impl From<&model::Band> for Band {
    fn from(band: &model::Band) -> Self {
        Self(band.clone())
    }
}

#[pymethods]
impl Band {
    /// Id within the framework.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// Short name, such as "70-99".
    #[getter]
    fn title(&self) -> Localized {
        (&self.0.title).into()
    }

    /// What it says about the present state, in our own words.
    #[getter]
    fn meaning(&self) -> Localized {
        (&self.0.meaning).into()
    }

    /// What to do next, in our own words.
    #[getter]
    fn next(&self) -> Localized {
        (&self.0.next).into()
    }

    /// Lowest value; the lowest band has none.
    #[getter]
    fn minimum(&self) -> Option<i64> {
        self.0.from
    }

    /// Highest value, as printed by the guideline.
    #[getter]
    fn maximum(&self) -> Option<i64> {
        self.0.to
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Band", None, &self.0)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<Band {} {}>", self.0.id, quoted(py, self.0.title.get(language::default()))?))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.0.id)
    }
}
