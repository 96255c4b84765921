//! Where a sheet landed.

use pyo3::prelude::*;
use shisei::assessment;
use shisei::model::{self, Rule};

use crate::band::Band;
use crate::framework::Framework;
use crate::kept::{kept, plain};
use crate::names::{json_name, member};
use crate::object::{Reduced, hash, quoted, quoted_or_none};
use crate::text::Localized;
use crate::tier::{Tier, tiers};

/// The band or the tier that an outcome is.
#[derive(IntoPyObject)]
pub enum BandOrTier {
    Band(Band),
    Tier(Tier),
}

/// The bands of a framework, best first; empty where the outcome is decided otherwise.
pub fn bands(framework: &shisei::Framework) -> &[model::Band] {
    match framework.rule() {
        Some(Rule::Bands(bands)) => &bands.steps,
        _ => &[],
    }
}

/// The name of the band or tier with this id.
pub fn title<'a>(
    framework: &'a shisei::Framework,
    id: Option<&str>,
) -> Option<&'a model::Localized> {
    let band = bands(framework).iter().find(|band| Some(&*band.id) == id);
    let tier = || tiers(framework).iter().find(|tier| Some(&*tier.id) == id);
    band.map(|band| &band.title).or_else(|| tier().map(|tier| &tier.title))
}

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

    fn band(&self, id: Option<&str>) -> Option<&model::Band> {
        let id = id?;
        bands(self.framework.get().core()).iter().find(|band| band.id == id)
    }

    fn tier(&self, id: Option<&str>) -> Option<&model::Tier> {
        let id = id?;
        tiers(self.framework.get().core()).iter().find(|tier| tier.id == id)
    }

    fn band_or_tier(&self, id: Option<&str>) -> Option<BandOrTier> {
        let band = self.band(id).map(|band| BandOrTier::Band(band.into()));
        band.or_else(|| self.tier(id).map(|tier| BandOrTier::Tier(tier.into())))
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
    fn lowest(&self) -> Option<BandOrTier> {
        self.band_or_tier(self.core.low.as_deref())
    }

    /// The band or tier of `high`.
    #[getter]
    fn highest(&self) -> Option<BandOrTier> {
        self.band_or_tier(self.core.high.as_deref())
    }

    /// Name of the outcome, when it is certain.
    #[getter]
    fn title(&self) -> Option<Localized> {
        title(self.framework.get().core(), self.core.value()).map(Localized::from)
    }

    /// What the outcome says about the present state, when it is certain.
    #[getter]
    fn meaning(&self) -> Option<Localized> {
        let id = self.core.value();
        let band = self.band(id).map(|band| &band.meaning);
        band.or_else(|| self.tier(id).map(|tier| &tier.meaning)).map(Localized::from)
    }

    /// What to do next, when the outcome is a band and certain; a tier says that by its findings.
    #[getter]
    fn next(&self) -> Option<Localized> {
        self.band(self.core.value()).map(|band| (&band.next).into())
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

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.core)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Outcome", Some(&self.framework), &self.core)
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
