//! What keeps a sheet from a better result.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use shisei::{assessment, model};

use crate::citation::citations;
use crate::control::Control;
use crate::framework::Framework;
use crate::kept::{kept, plain};
use crate::names::{json_name, member};
use crate::object::{Reduced, hash, quoted, quoted_or_none};
use crate::text::Localized;

/// What fixing a control is worth.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(PartialEq, Eq)]
pub struct Worth(pub assessment::Worth);

#[pymethods]
impl Worth {
    /// Points that the best answer would add; for an unanswered control, over its worst answer.
    #[getter]
    fn points(&self) -> Option<i64> {
        self.0.points
    }

    /// Weighted credit that `met` would add to the coverage.
    #[getter]
    fn credit(&self) -> Option<u64> {
        self.0.credit
    }

    /// Id of the lowest tier not reached that it keeps away.
    #[getter]
    fn tier(&self) -> Option<&str> {
        self.0.tier.as_deref()
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Worth", None, &self.0)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let number = |number: Option<String>| number.unwrap_or_else(|| "None".to_owned());
        Ok(format!(
            "Worth(points={}, credit={}, tier={})",
            number(self.0.points.map(|points| points.to_string())),
            number(self.0.credit.map(|credit| credit.to_string())),
            quoted_or_none(py, self.0.tier.as_deref())?,
        ))
    }

    fn __hash__(&self) -> u64 {
        hash((self.0.points, self.0.credit, &self.0.tier))
    }
}

/// One control that keeps the sheet from a better result.
#[pyclass(frozen, module = "shisei")]
pub struct Finding {
    framework: Py<Framework>,
    control: model::Control,
    core: assessment::Finding,
}

impl Finding {
    /// None when the framework does not have the control, which no assessment of it gives.
    pub fn new(framework: &Bound<'_, Framework>, core: &assessment::Finding) -> Option<Self> {
        let control = framework.get().core().control(&core.control)?.clone();
        Some(Self { framework: framework.clone().unbind(), control, core: core.clone() })
    }
}

#[pymethods]
impl Finding {
    /// The control.
    #[getter]
    fn control(&self, py: Python<'_>) -> Control {
        Control::new(self.framework.clone_ref(py), &self.control)
    }

    /// Why it is here.
    #[getter]
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "State", self.core.state)
    }

    /// What fixing it is worth.
    #[getter]
    fn worth(&self) -> Worth {
        Worth(self.core.worth.clone())
    }

    /// How sure we are of what the guideline asks here.
    #[getter]
    fn verification<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "Verification", self.core.verification)
    }

    /// Title of the control.
    #[getter]
    fn title(&self) -> Localized {
        (&self.control.title).into()
    }

    /// The question, in our own words.
    #[getter]
    fn question(&self) -> Localized {
        (&self.control.question).into()
    }

    /// What to do, in our own words.
    #[getter]
    fn advice(&self) -> Localized {
        (&self.control.advice).into()
    }

    /// Why it matters, in our own words.
    #[getter]
    fn why(&self) -> Option<Localized> {
        self.control.why.as_ref().map(Localized::from)
    }

    /// Where the guideline says it.
    #[getter]
    fn citations<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        citations(py, self.framework.get().core(), &self.control.citations)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.core == other.core && self.control == other.control
    }

    fn __hash__(&self) -> u64 {
        hash((&self.core.control, self.core.state))
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.core)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Finding", Some(&self.framework), &self.core)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let title = self.control.title.get(crate::language::default());
        let title = quoted(py, title)?;
        Ok(format!("<Finding {} {title}: {}>", self.core.control, json_name(self.core.state)))
    }
}
