//! The sets of choices that answer controls.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use shisei::model;

use crate::citation::citations;
use crate::control::Choice;
use crate::framework::Framework;
use crate::kept::{kept, plain};
use crate::names::member;
use crate::object::{Reduced, hash, tuple};

/// A set of choices that several controls share.
#[pyclass(frozen, module = "shisei")]
pub struct Scale {
    framework: Py<Framework>,
    core: model::Scale,
}

impl Scale {
    pub fn new(framework: Py<Framework>, core: &model::Scale) -> Self {
        Self { framework, core: core.clone() }
    }
}

#[pymethods]
impl Scale {
    /// Id within the framework.
    #[getter]
    fn id(&self) -> &str {
        &self.core.id
    }

    /// Whether labels and points are the publisher's or ours.
    #[getter]
    fn origin<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "Origin", self.core.origin)
    }

    /// How sure we are of labels and points.
    #[getter]
    fn verification<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "Verification", self.core.verification)
    }

    /// Where labels and points stand.
    #[getter]
    fn citations<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        citations(py, self.framework.get().core(), &self.core.citations)
    }

    /// The choices, in the order in which they are offered.
    #[getter]
    fn choices<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, self.core.choices.iter().cloned().map(Choice))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.core == other.core
    }

    fn __hash__(&self) -> u64 {
        hash(&self.core.id)
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.core)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Scale", Some(&self.framework), &self.core)
    }

    fn __repr__(&self) -> String {
        let choices: Vec<&str> = self.core.choices.iter().map(|choice| &*choice.id).collect();
        format!("<Scale {}: {}>", self.core.id, choices.join(", "))
    }
}
