//! The named parts of a framework.

use pyo3::prelude::*;
use shisei::model;

use crate::kept::{kept, plain};
use crate::language;
use crate::object::{Reduced, hash, quoted};
use crate::text::Localized;

/// A named part of a framework.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(PartialEq, Eq)]
pub struct Group(model::Group);

impl From<&model::Group> for Group {
    fn from(group: &model::Group) -> Self {
        Self(group.clone())
    }
}

#[pymethods]
impl Group {
    /// Id within the framework.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// Title: the official one where there is one.
    #[getter]
    fn title(&self) -> Localized {
        (&self.0.title).into()
    }

    /// What it is about, in our own words.
    #[getter]
    fn summary(&self) -> Option<Localized> {
        self.0.summary.as_ref().map(Localized::from)
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Group", None, &self.0)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let title = self.0.title.get(language::default());
        Ok(format!("<Group {} {}>", self.0.id, quoted(py, title)?))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.0.id)
    }
}
