//! The bands or tiers of a framework, as one kind of step.

use pyo3::prelude::*;
use shisei::Lang;
use shisei::model::{self, Band, Rule, Tier};

use crate::object::{hash, quoted};
use crate::text::Localized;

/// One band or one tier of a framework: something that an outcome can be.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(PartialEq, Eq)]
pub struct Step {
    id: model::Text,
    title: model::Localized,
    meaning: model::Localized,
    next: Option<model::Localized>,
    minimum: Option<i64>,
    maximum: Option<i64>,
}

/// Every step of a framework, in its order.
pub fn steps(framework: &shisei::Framework) -> Vec<Step> {
    match framework.rule() {
        Some(Rule::Bands(bands)) => bands.steps.iter().map(Step::from).collect(),
        Some(Rule::Tiers(tiers)) => tiers.iter().map(Step::from).collect(),
        None => Vec::new(),
    }
}

/// The step with this id.
pub fn step(framework: &shisei::Framework, id: &str) -> Option<Step> {
    match framework.rule()? {
        Rule::Bands(bands) => bands.steps.iter().find(|band| band.id == id).map(Step::from),
        Rule::Tiers(tiers) => tiers.iter().find(|tier| tier.id == id).map(Step::from),
    }
}

impl From<&Band> for Step {
    fn from(band: &Band) -> Self {
        let Band { id, title, meaning, next, from, to, .. } = band.clone();
        Self { id, title, meaning, next: Some(next), minimum: from, maximum: to }
    }
}

impl From<&Tier> for Step {
    fn from(tier: &Tier) -> Self {
        let Tier { id, title, meaning, .. } = tier.clone();
        Self { id, title, meaning, next: None, minimum: None, maximum: None }
    }
}

impl Step {
    /// The title in one language.
    pub fn name(&self, lang: Lang) -> &str {
        self.title.get(lang)
    }
}

#[pymethods]
impl Step {
    /// Id within the framework.
    #[getter]
    fn id(&self) -> &str {
        &self.id
    }

    /// Short name, such as "70-99".
    #[getter]
    pub fn title(&self) -> Localized {
        (&self.title).into()
    }

    /// What it says about the present state, in our own words.
    #[getter]
    pub fn meaning(&self) -> Localized {
        (&self.meaning).into()
    }

    /// What to do next, in our own words; a tier says that by its findings instead.
    #[getter]
    pub fn next(&self) -> Option<Localized> {
        self.next.as_ref().map(Localized::from)
    }

    /// Lowest value of a band; the lowest band has none.
    #[getter]
    fn minimum(&self) -> Option<i64> {
        self.minimum
    }

    /// Highest value of a band, as printed by the guideline.
    #[getter]
    fn maximum(&self) -> Option<i64> {
        self.maximum
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let title = self.title.get(crate::language::default());
        Ok(format!("<Step {} {}>", self.id, quoted(py, title)?))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.id)
    }
}
