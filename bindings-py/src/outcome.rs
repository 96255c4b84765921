//! Where a sheet landed.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use shisei::{assessment, model};

use crate::control::Control;
use crate::framework::Framework;
use crate::names::{json_name, member};
use crate::object::{hash, quoted, quoted_or_none, tuple};
use crate::step::{Step, step};
use crate::text::Localized;

/// Where a sheet landed, as a range of bands or tiers.
#[pyclass(frozen, module = "shisei")]
pub struct Outcome {
    framework: Py<Framework>,
    core: assessment::Outcome,
}

impl Outcome {
    pub fn new(framework: Py<Framework>, core: assessment::Outcome) -> Self {
        Self { framework, core }
    }

    fn step(&self, id: Option<&str>) -> Option<Step> {
        step(self.framework.get().core(), id?)
    }

    fn certain(&self) -> Option<Step> {
        self.step(self.core.value())
    }
}

#[pymethods]
impl Outcome {
    /// Id of the outcome that is certain; None when no tier is.
    #[getter]
    fn low(&self) -> Option<&str> {
        self.core.low.as_deref()
    }

    /// Id of the best outcome still possible.
    #[getter]
    fn high(&self) -> Option<&str> {
        self.core.high.as_deref()
    }

    /// Id of the outcome, when it is certain.
    #[getter]
    fn value(&self) -> Option<&str> {
        self.core.value()
    }

    /// The band or tier of `low`.
    #[getter]
    fn lowest(&self) -> Option<Step> {
        self.step(self.core.low.as_deref())
    }

    /// The band or tier of `high`.
    #[getter]
    fn highest(&self) -> Option<Step> {
        self.step(self.core.high.as_deref())
    }

    /// Name of the outcome, when it is certain.
    #[getter]
    fn title(&self) -> Option<Localized> {
        self.certain().map(|step| step.title())
    }

    /// What the outcome says about the present state, when it is certain.
    #[getter]
    fn meaning(&self) -> Option<Localized> {
        self.certain().map(|step| step.meaning())
    }

    /// What to do next, when the outcome is certain and says so.
    #[getter]
    fn next(&self) -> Option<Localized> {
        self.certain().and_then(|step| step.next())
    }

    /// Whether the rule is the publisher's or ours.
    #[getter]
    fn origin<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "Origin", self.core.origin)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.core == other.core && self.framework.get().core() == other.framework.get().core()
    }

    fn __hash__(&self) -> u64 {
        hash((&self.core.low, &self.core.high))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!(
            "Outcome(low={}, high={}, origin={})",
            quoted_or_none(py, self.core.low.as_deref())?,
            quoted_or_none(py, self.core.high.as_deref())?,
            quoted(py, &json_name(self.core.origin))?,
        ))
    }
}

/// A tier and what it still misses.
#[pyclass(frozen, module = "shisei")]
pub struct Tier {
    framework: Py<Framework>,
    core: assessment::TierResult,
}

impl Tier {
    pub fn new(framework: Py<Framework>, core: &assessment::TierResult) -> Self {
        Self { framework, core: core.clone() }
    }

    fn texts(&self) -> Option<Step> {
        step(self.framework.get().core(), &self.core.id)
    }
}

#[pymethods]
impl Tier {
    /// Id of the tier.
    #[getter]
    fn id(&self) -> &str {
        &self.core.id
    }

    /// Name of the tier.
    #[getter]
    fn title(&self) -> Option<Localized> {
        self.texts().map(|step| step.title())
    }

    /// What reaching it means, and what it does not mean.
    #[getter]
    fn meaning(&self) -> Option<Localized> {
        self.texts().map(|step| step.meaning())
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

    fn __repr__(&self) -> String {
        let missing = self.core.missing.len();
        format!("<Tier {}: {}, {missing} missing>", self.core.id, json_name(self.core.state))
    }
}
