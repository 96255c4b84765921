//! Results of groups and tags.

use pyo3::prelude::*;
use shisei::{assessment, model};

use crate::kept::{kept, plain};
use crate::numbers::{Coverage, Points, Tally};
use crate::object::{Reduced, hash, quoted};
use crate::text::Localized;

/// The result of one group or one tag.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(PartialEq, Eq)]
pub struct Part {
    title: model::Localized,
    core: assessment::Part,
}

impl Part {
    pub fn new(title: &model::Localized, core: &assessment::Part) -> Self {
        Self { title: title.clone(), core: core.clone() }
    }
}

#[pymethods]
impl Part {
    /// Id of the group, or `dimension:value` of the tag.
    #[getter]
    fn id(&self) -> &str {
        &self.core.id
    }

    /// Title of the group or tag.
    #[getter]
    fn title(&self) -> Localized {
        (&self.title).into()
    }

    /// How many controls are in each state.
    #[getter]
    fn tally(&self) -> Tally {
        Tally(self.core.tally)
    }

    /// The points here, when there are any and they are certain.
    #[getter]
    fn score(&self) -> Option<i64> {
        self.core.points.and_then(|points| points.value())
    }

    /// Points; None when nothing here is scored by points.
    #[getter]
    fn points(&self) -> Option<Points> {
        self.core.points.map(Points)
    }

    /// Coverage; None when nothing here is counted.
    #[getter]
    fn coverage(&self) -> Option<Coverage> {
        self.core.coverage.map(Coverage)
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.core)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Part", None, &(&self.title, &self.core))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let title = quoted(py, self.title.get(crate::language::default()))?;
        let result = crate::html::measure(self.core.points, self.core.coverage);
        Ok(match result {
            Some(result) => format!("<Part {} {title}: {result}>", self.core.id),
            None => format!("<Part {} {title}>", self.core.id),
        })
    }

    fn __hash__(&self) -> u64 {
        hash(&self.core.id)
    }
}
