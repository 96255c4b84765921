//! Frameworks: built in, or the user's own.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use shisei::input::Value;
use shisei::{Code, ErrorKind, Problem, catalog};

use crate::assessment::{self, Assessment};
use crate::band::Band;
use crate::citation::Source;
use crate::control::Control;
use crate::error::raise;
use crate::group::Group;
use crate::input::Reader;
use crate::names::member;
use crate::object::{Reduced, hash, quoted, tuple};
use crate::outcome::bands;
use crate::scale::Scale;
use crate::text::Localized;
use crate::tier::{Tier, tiers};

/// One edition of one guideline, checked and ready to score.
#[pyclass(frozen, module = "shisei")]
pub struct Framework(shisei::Framework);

impl From<shisei::Framework> for Framework {
    fn from(core: shisei::Framework) -> Self {
        Self(core)
    }
}

impl Framework {
    pub fn core(&self) -> &shisei::Framework {
        &self.0
    }

    fn own(
        file: &Bound<'_, PyString>,
        malformed: Code,
        read: impl FnOnce(&str) -> Result<shisei::Framework, shisei::Error> + Send,
    ) -> PyResult<Self> {
        let py = file.py();
        let framework = match file.to_str() {
            Ok(file) => py.detach(|| read(file)),
            Err(not_unicode) => {
                let problem = Problem::new(malformed).detail(not_unicode.to_string());
                Err(shisei::Error::one(ErrorKind::InvalidFramework, problem))
            }
        };
        framework.map(Self).map_err(|error| raise(py, error, None))
    }
}

/// The built-in framework with this id or `id@edition`.
pub fn built_in(reference: &str) -> Result<Framework, shisei::Error> {
    catalog::framework(reference).cloned().map(Framework)
}

/// Every built-in framework, sorted by id and edition.
#[pyfunction]
pub fn frameworks(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    let all = catalog::all().iter().copied().cloned().map(Framework);
    tuple(py, all)
}

/// The framework with this id, or `id@edition`. Without an edition: the current one.
///
/// Raises `UnknownFrameworkError`, with the nearest name there is.
#[pyfunction]
#[pyo3(signature = (reference, /))]
pub fn framework(reference: &Bound<'_, PyString>) -> PyResult<Framework> {
    built_in(&reference.to_string_lossy()).map_err(|error| raise(reference.py(), error, None))
}

#[pyfunction]
#[pyo3(name = "_restore_builtin")]
pub fn restore_builtin(py: Python<'_>, reference: &str, rules_digest: &str) -> PyResult<Framework> {
    let framework = built_in(reference).map_err(|error| raise(py, error, None))?;
    if framework.rules_digest() == rules_digest {
        return Ok(framework);
    }
    // Other rules under the same name: not the framework that was pickled.
    let problem = Problem::new(Code::UnknownFramework)
        .at(reference)
        .given(rules_digest)
        .detail(format!("this version of shisei has {}", framework.rules_digest()));
    Err(raise(py, shisei::Error::one(ErrorKind::UnknownFramework, problem), None))
}

#[pyfunction]
#[pyo3(name = "_restore_framework")]
pub fn restore_framework(json: &Bound<'_, PyString>) -> PyResult<Framework> {
    Framework::from_json(json)
}

#[pymethods]
impl Framework {
    /// Reads and checks a framework in TOML. Raises `FrameworkError` with every problem.
    #[staticmethod]
    #[pyo3(signature = (toml, /))]
    fn from_toml(toml: &Bound<'_, PyString>) -> PyResult<Self> {
        Self::own(toml, Code::MalformedToml, shisei::Framework::from_toml)
    }

    /// Reads and checks a framework in JSON. Raises `FrameworkError` with every problem.
    #[staticmethod]
    #[pyo3(signature = (json, /))]
    fn from_json(json: &Bound<'_, PyString>) -> PyResult<Self> {
        Self::own(json, Code::MalformedJson, shisei::Framework::from_json)
    }

    /// Id of the guideline, such as "self-assessment".
    #[getter]
    fn id(&self) -> &str {
        self.core().id()
    }

    /// Edition, such as "3.1".
    #[getter]
    fn edition(&self) -> &str {
        self.core().edition()
    }

    /// `id@edition`.
    #[getter]
    fn reference(&self) -> String {
        self.core().reference().to_string()
    }

    /// SHA-256 over the canonical form, in hex: the same digest, the same rules and texts.
    #[getter]
    fn digest(&self) -> String {
        self.core().digest().to_string()
    }

    /// SHA-256 over what scoring reads, in hex: a correction of texts or marks keeps it.
    #[getter]
    fn rules_digest(&self) -> String {
        self.core().rules_digest().to_string()
    }

    /// Title: the official one where there is one.
    #[getter]
    fn title(&self) -> Localized {
        (&self.core().definition().title).into()
    }

    /// What it is for, in our own words.
    #[getter]
    fn summary(&self) -> Localized {
        (&self.core().definition().summary).into()
    }

    /// Who publishes the guideline.
    #[getter]
    fn publisher(&self) -> &str {
        &self.core().definition().publisher
    }

    /// Day of publication: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    #[getter]
    fn issued(&self) -> Option<&str> {
        self.core().definition().issued.as_deref()
    }

    /// Whether it is in force.
    #[getter]
    fn status<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "Status", self.core().definition().status)
    }

    /// What is assessed.
    #[getter]
    fn subject<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        member(py, "Subject", self.core().definition().subject)
    }

    /// The controls, in order.
    #[getter]
    fn controls<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let controls = slf.get().core().controls().iter();
        tuple(slf.py(), controls.map(|control| Control::new(slf.clone().unbind(), control)))
    }

    /// The control with this id. Raises `ArgumentError`, with the nearest id there is.
    #[pyo3(signature = (id, /))]
    fn control(slf: &Bound<'_, Self>, id: &Bound<'_, PyString>) -> PyResult<Control> {
        let framework = slf.get().core();
        let id = id.to_string_lossy();
        if let Some(control) = framework.control(&id) {
            return Ok(Control::new(slf.clone().unbind(), control));
        }
        let names = framework.controls().iter().map(|control| &*control.id);
        let problem = Problem::new(Code::UnknownControl).given(&id).nearest_of(names);
        Err(raise(slf.py(), shisei::Error::one(ErrorKind::InvalidArgument, problem), None))
    }

    /// The groups, in order.
    #[getter]
    fn groups<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, self.core().groups().iter().map(Group::from))
    }

    /// The sets of choices that its controls share.
    #[getter]
    fn scales<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let scales = slf.get().core().definition().scales.iter();
        tuple(slf.py(), scales.map(|scale| Scale::new(slf.clone().unbind(), scale)))
    }

    /// The documents cited.
    #[getter]
    fn sources<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, self.core().definition().sources.iter().cloned().map(Source))
    }

    /// The bands that an outcome can be, best first; empty where it is a tier.
    #[getter]
    fn bands<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, bands(self.core()).iter().map(Band::from))
    }

    /// The tiers that an outcome can be, lowest first; empty where it is a band.
    #[getter]
    fn tiers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, tiers(self.core()).iter().map(Tier::from))
    }

    /// Whether its scales give points.
    #[getter]
    fn has_points(&self) -> bool {
        self.core().has_points()
    }

    /// Scores answers, given as a choice id, None (unanswered) or a mapping for each control.
    ///
    /// Raises `SheetError` with every problem of the answers.
    #[pyo3(signature = (answers, *, subject=None, date=None))]
    fn assess(
        slf: &Bound<'_, Self>,
        answers: &Bound<'_, PyAny>,
        subject: Option<&Bound<'_, PyAny>>,
        date: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Assessment> {
        let mut reader = Reader::new(ErrorKind::InvalidSheet);
        let mut fields = vec![("framework".into(), Value::Text(slf.get().reference().into()))];
        for (name, value) in [("subject", subject), ("date", date), ("answers", Some(answers))] {
            if let Some(value) = value {
                fields.push((name.into(), reader.read(value)?));
            }
        }
        assessment::score(slf.py(), Some(slf.clone()), &Value::Object(fields))
    }

    /// One row of a table as an answer sheet, which `shisei.assess` takes: answers are read as
    /// `shisei.score` reads them, and take the same options. What is missing is unanswered, the column
    /// `id` names the subject, and `reason` stands beside answers that need one.
    #[pyo3(signature = (row, /, **options: "Any") -> "results.AnswerSheet")]
    fn sheet<'py>(
        slf: &Bound<'py, Self>,
        row: &Bound<'py, PyAny>,
        options: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let module = slf.py().import("shisei.renewal")?;
        module.call_method("sheet", (row, slf), options)
    }

    /// Reads back the JSON of an assessment: scores its answers again and compares.
    ///
    /// Texts and marks of the framework may have been corrected since. Reasons, notes and evidence
    /// are not part of a result. Raises `ArgumentError` with what changed otherwise.
    #[pyo3(signature = (json, /))]
    fn read_assessment(slf: &Bound<'_, Self>, json: &Bound<'_, PyString>) -> PyResult<Assessment> {
        assessment::read_assessment(slf, json)
    }

    /// The definition as JSON; `from_json` reads it back.
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| self.core().to_json())
    }

    /// The definition as plain Python data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json(py),))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        let module = py.import("shisei._shisei")?;
        Ok(if self.0.is_built_in() {
            let named = (self.reference(), self.rules_digest()).into_pyobject(py)?;
            (module.getattr("_restore_builtin")?, named)
        } else {
            (module.getattr("_restore_framework")?, (self.0.to_json(),).into_pyobject(py)?)
        })
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.core().digest() == other.core().digest()
    }

    fn __hash__(&self) -> u64 {
        hash(self.core().digest())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let title = self.core().definition().title.get(crate::language::default());
        let controls = self.core().controls().len();
        Ok(format!("<Framework {} {}, {controls} controls>", self.reference(), quoted(py, title)?))
    }

    fn _repr_html_(&self) -> String {
        crate::html::framework(self.core(), crate::language::default())
    }
}
