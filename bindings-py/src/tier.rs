//! The tiers of a framework, and how far a sheet is from each.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use shisei::assessment;
use shisei::model::{self, Rule};

use crate::control::Control;
use crate::framework::Framework;
use crate::kept::{kept, plain};
use crate::language;
use crate::names::{json_name, member};
use crate::object::{Reduced, hash, quoted, tuple};
use crate::text::Localized;

/// The tiers of a framework, lowest first; empty where the outcome is decided otherwise.
pub fn tiers(framework: &shisei::Framework) -> &[model::Tier] {
    match framework.rule() {
        Some(Rule::Tiers(tiers)) => tiers,
        _ => &[],
    }
}

/// One tier of a framework: reached when all of its conditions hold.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(PartialEq, Eq)]
pub struct Tier(model::Tier);

impl From<&model::Tier> for Tier {
    fn from(tier: &model::Tier) -> Self {
        Self(tier.clone())
    }
}

#[pymethods]
impl Tier {
    /// Id within the framework.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// Name of the tier.
    #[getter]
    fn title(&self) -> Localized {
        (&self.0.title).into()
    }

    /// What reaching it means, and what it does not mean.
    #[getter]
    fn meaning(&self) -> Localized {
        (&self.0.meaning).into()
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Tier", None, &self.0)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<Tier {} {}>", self.0.id, quoted(py, self.0.title.get(language::default()))?))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.0.id)
    }
}

/// A tier and what it still misses.
#[pyclass(frozen, module = "shisei")]
pub struct TierResult {
    framework: Py<Framework>,
    core: assessment::TierResult,
}

impl TierResult {
    pub fn new(framework: Py<Framework>, core: &assessment::TierResult) -> Self {
        Self { framework, core: core.clone() }
    }

    fn tier(&self) -> Option<&model::Tier> {
        tiers(self.framework.get().core()).iter().find(|tier| tier.id == self.core.id)
    }
}

#[pymethods]
impl TierResult {
    /// Id of the tier.
    #[getter]
    fn id(&self) -> &str {
        &self.core.id
    }

    /// Name of the tier.
    #[getter]
    fn title(&self) -> Option<Localized> {
        self.tier().map(|tier| (&tier.title).into())
    }

    /// What reaching it means, and what it does not mean.
    #[getter]
    fn meaning(&self) -> Option<Localized> {
        self.tier().map(|tier| (&tier.meaning).into())
    }

    /// How far it is.
    #[getter]
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "TierState", self.core.state)
    }

    /// The controls that keep its conditions from holding, in order.
    #[getter]
    fn missing<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let framework = self.framework.get().core();
        let controls =
            self.core.missing.iter().filter_map(|id: &model::Text| framework.control(id));
        tuple(py, controls.map(|control| Control::new(self.framework.clone_ref(py), control)))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.core == other.core && self.framework.get().core() == other.framework.get().core()
    }

    fn __hash__(&self) -> u64 {
        hash(&self.core.id)
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.core)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "TierResult", Some(&self.framework), &self.core)
    }

    fn __repr__(&self) -> String {
        let missing = self.core.missing.len();
        format!("<TierResult {}: {}, {missing} missing>", self.core.id, json_name(self.core.state))
    }
}
