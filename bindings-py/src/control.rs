//! Controls and the choices that answer them.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use shisei::model;

use crate::citation::citations;
use crate::framework::Framework;
use crate::group::Group;
use crate::kept::{kept, plain};
use crate::names::member;
use crate::object::{Reduced, hash, quoted, tuple};
use crate::text::Localized;

/// One allowed answer.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(PartialEq, Eq)]
pub struct Choice(pub model::Choice);

#[pymethods]
impl Choice {
    /// Stable id, the word that answers.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// What people read.
    #[getter]
    fn label(&self) -> Localized {
        (&self.0.label).into()
    }

    /// What it means for conformance.
    #[getter]
    fn standing<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "Standing", self.0.standing)
    }

    /// Points, where the guideline gives them.
    #[getter]
    fn points(&self) -> Option<i32> {
        self.0.points
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Choice", None, &self.0)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let label = self.0.label.get(crate::language::default());
        Ok(format!("<Choice {} {}>", self.0.id, quoted(py, label)?))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.0.id)
    }
}

/// A number that a requirement names.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(PartialEq, Eq)]
pub struct Parameter(pub model::Parameter);

#[pymethods]
impl Parameter {
    /// Id within the control.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// The value, in `unit`.
    #[getter]
    fn value(&self) -> i64 {
        self.0.value
    }

    /// Unit, such as "days".
    #[getter]
    fn unit(&self) -> &str {
        &self.0.unit
    }

    /// What the number means.
    #[getter]
    fn label(&self) -> Localized {
        (&self.0.label).into()
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Parameter", None, &self.0)
    }

    fn __repr__(&self) -> String {
        format!("<Parameter {}: {} {}>", self.0.id, self.0.value, self.0.unit)
    }

    fn __hash__(&self) -> u64 {
        hash((&self.0.id, self.0.value))
    }
}

/// One question or requirement.
#[pyclass(frozen, module = "shisei")]
pub struct Control {
    framework: Py<Framework>,
    core: model::Control,
}

impl Control {
    pub fn new(framework: Py<Framework>, core: &model::Control) -> Self {
        Self { framework, core: core.clone() }
    }
}

#[pymethods]
impl Control {
    /// The framework it belongs to.
    #[getter]
    fn framework(&self, py: Python<'_>) -> Py<Framework> {
        self.framework.clone_ref(py)
    }

    /// Stable id: the only key.
    #[getter]
    fn id(&self) -> &str {
        &self.core.id
    }

    /// The number the guideline prints, where it prints one.
    #[getter]
    fn number(&self) -> Option<&str> {
        self.core.number.as_deref()
    }

    /// Home group.
    #[getter]
    fn group(&self) -> Option<Group> {
        let groups = self.framework.get().core().groups();
        groups.iter().find(|group| group.id == self.core.group).map(Group::from)
    }

    /// Title: the official one where there is one. Titles may repeat.
    #[getter]
    fn title(&self) -> Localized {
        (&self.core.title).into()
    }

    /// The question, in our own words.
    #[getter]
    fn question(&self) -> Localized {
        (&self.core.question).into()
    }

    /// What to do when the answer falls short, in our own words.
    #[getter]
    fn advice(&self) -> Localized {
        (&self.core.advice).into()
    }

    /// Why it matters, in our own words.
    #[getter]
    fn why(&self) -> Option<Localized> {
        self.core.why.as_ref().map(Localized::from)
    }

    /// The choices that may answer it.
    #[getter]
    fn choices<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let choices = self.framework.get().core().choices_of(&self.core);
        tuple(py, choices.cloned().map(Choice))
    }

    /// How much it counts in a coverage.
    #[getter]
    fn weight(&self) -> u32 {
        self.core.weight
    }

    /// When "does not apply" is a valid answer, in words.
    #[getter]
    fn not_applicable_when(&self) -> Option<Localized> {
        self.core.not_applicable_when.as_ref().map(Localized::from)
    }

    /// Tags, each `dimension:value`.
    #[getter]
    fn tags<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.core.tags.iter().map(AsRef::<str>::as_ref))
    }

    /// Numbers the requirement names.
    #[getter]
    fn parameters<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, self.core.parameters.iter().cloned().map(Parameter))
    }

    /// Ids of other controls that it refers to.
    #[getter]
    fn see<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.core.see.iter().map(AsRef::<str>::as_ref))
    }

    /// Our editorial estimate of the effort: 1 (minutes) to 5 (a project).
    #[getter]
    fn effort(&self) -> Option<u8> {
        self.core.effort
    }

    /// How sure we are of what the guideline says here.
    #[getter]
    fn verification<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "Verification", self.core.verification)
    }

    /// What is not certain, when something is not.
    #[getter]
    fn doubt(&self) -> Option<Localized> {
        self.core.doubt.as_ref().map(Localized::from)
    }

    /// Where the guideline says it.
    #[getter]
    fn citations<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        citations(py, self.framework.get().core(), &self.core.citations)
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.core)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Control", Some(&self.framework), &self.core)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let title = self.core.title.get(crate::language::default());
        Ok(format!("<Control {} {}>", self.core.id, quoted(py, title)?))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.core == other.core
    }

    fn __hash__(&self) -> u64 {
        hash(&self.core.id)
    }
}
