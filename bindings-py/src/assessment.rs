//! Assessments: the core's result, turned into Python objects when asked for.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use schemars::JsonSchema;
use serde::Serialize;
use shisei::input::Value;
use shisei::insight::Plan;
use shisei::json::Explained;
use shisei::report::{Format, TextOptions};
use shisei::{AnswerSheet, Code, ErrorKind, Lang, Problem, catalog};

use crate::error::raise;
use crate::finding::Finding;
use crate::framework::Framework;
use crate::input::Reader;
use crate::numbers::{Coverage, Points, Tally};
use crate::object::{Reduced, hash, tuple};
use crate::outcome::Outcome;
use crate::part::Part;
use crate::tier::TierResult;
use crate::{html, language, results};

/// The result of a sheet. It names what it was computed from: edition, digest and answers.
#[pyclass(frozen, module = "shisei")]
pub struct Assessment {
    framework: Py<Framework>,
    core: shisei::Assessment,
}

fn scored(
    framework: Option<&shisei::Framework>,
    sheet: &AnswerSheet,
) -> Result<shisei::Assessment, shisei::Error> {
    match framework {
        Some(framework) => framework.assess(sheet),
        None => catalog::framework(&sheet.framework)?.assess(sheet),
    }
}

fn assessment(
    py: Python<'_>,
    framework: Option<Bound<'_, Framework>>,
    scored: Result<shisei::Assessment, shisei::Error>,
) -> PyResult<Assessment> {
    let core = scored.map_err(|error| raise(py, error, None))?;
    let framework = match framework {
        Some(framework) => framework.unbind(),
        None => Py::new(py, Framework::from(core.framework().clone()))?,
    };
    Ok(Assessment { framework, core })
}

/// Scores the sheet in a value; every problem ends up in one exception.
pub fn score(
    py: Python<'_>,
    framework: Option<Bound<'_, Framework>>,
    sheet: &Value<'_>,
) -> PyResult<Assessment> {
    let given = framework.as_ref().map(|framework| framework.get().core());
    let result = AnswerSheet::from_value(sheet, |sheet| scored(given, &sheet));
    assessment(py, framework, result)
}

/// Scores a whole sheet, a mapping or JSON text, by the framework it names or the one given.
///
/// Raises `SheetError` with every problem of the sheet, or `UnknownFrameworkError`.
#[pyfunction]
#[pyo3(signature = (sheet, *, framework=None))]
pub fn assess(
    sheet: &Bound<'_, PyAny>,
    framework: Option<Bound<'_, Framework>>,
) -> PyResult<Assessment> {
    let py = sheet.py();
    let Ok(json) = sheet.cast::<PyString>() else {
        return score(py, framework, &Reader::new(ErrorKind::InvalidSheet).read(sheet)?);
    };
    let json = json_text(json).map_err(|error| raise(py, error, None))?;
    if let Ok(sheet) = AnswerSheet::from_json(json) {
        let result = scored(framework.as_ref().map(|framework| framework.get().core()), &sheet);
        return assessment(py, framework, result);
    }
    let value = shisei::input::json(json, ErrorKind::InvalidSheet);
    score(py, framework, &value.map_err(|error| raise(py, error, None))?)
}

/// Scores a sheet given as JSON and gives the assessment as JSON: the bytes of every language.
///
/// Raises what assess raises, with `str()` of the exception in `lang`.
#[pyfunction]
#[pyo3(signature = (sheet, framework=None, lang="en"))]
pub fn assess_json(
    py: Python<'_>,
    sheet: &Bound<'_, PyString>,
    framework: Option<&Bound<'_, Framework>>,
    lang: &str,
) -> PyResult<String> {
    let lang: Lang = language::named(lang)?;
    let framework = framework.map(|framework| framework.get().core());
    json_text(sheet)
        .and_then(|sheet| py.detach(|| shisei::json::assess(sheet, framework)))
        .map_err(|error| raise(py, error, Some(lang)))
}

/// The text of a Python string, which may hold what is not Unicode.
fn json_text<'a>(json: &'a Bound<'_, PyString>) -> Result<&'a str, shisei::Error> {
    json.to_str().map_err(|not_unicode| {
        let problem = Problem::new(Code::MalformedJson).detail(not_unicode.to_string());
        shisei::Error::one(ErrorKind::InvalidSheet, problem)
    })
}

#[pyfunction]
#[pyo3(name = "_restore_assessment")]
pub fn restore_assessment(framework: Bound<'_, Framework>, sheet: &str) -> PyResult<Assessment> {
    let py = framework.py();
    let sheet = AnswerSheet::from_json(sheet).map_err(|error| raise(py, error, None))?;
    let result = scored(Some(framework.get().core()), &sheet);
    assessment(py, Some(framework), result)
}

/// Reads back a result of the framework.
#[pyfunction]
#[pyo3(name = "_read_assessment")]
pub fn read_assessment(
    framework: &Bound<'_, Framework>,
    json: &Bound<'_, PyString>,
) -> PyResult<Assessment> {
    let py = framework.py();
    let core = framework.get().core();
    let result = match json.to_str() {
        Ok(json) => py.detach(|| core.read_assessment(json)),
        Err(not_unicode) => {
            let problem = Problem::new(Code::MalformedJson).detail(not_unicode.to_string());
            Err(shisei::Error::one(ErrorKind::InvalidArgument, problem))
        }
    };
    assessment(py, Some(framework.clone()), result)
}

/// A result of the core.
fn result<T: Serialize + JsonSchema>(
    py: Python<'_>,
    result: Result<T, shisei::Error>,
) -> PyResult<Bound<'_, PyAny>> {
    let result = result.map_err(|error| raise(py, error, None))?;
    let json = serde_json::to_string(&result)
        .map_err(|error| pyo3::exceptions::PyValueError::new_err(error.to_string()))?;
    results::given(py, json, results::of::<T>())
}

#[pymethods]
impl Assessment {
    /// The framework that scored it.
    #[getter]
    fn framework(&self, py: Python<'_>) -> Py<Framework> {
        self.framework.clone_ref(py)
    }

    /// Who or what was assessed, as the sheet says.
    #[getter]
    fn subject(&self) -> Option<&str> {
        self.core.subject.as_deref()
    }

    /// Day of the answers, as the sheet says.
    #[getter]
    fn date(&self) -> Option<&str> {
        self.core.date.as_deref()
    }

    /// Whether every control is answered.
    #[getter]
    fn complete(&self) -> bool {
        self.core.complete
    }

    /// The points; None when the framework has none, or while they are not certain.
    #[getter]
    fn score(&self) -> Option<i64> {
        self.core.points.and_then(|points| points.value())
    }

    /// Points as a range; None when the framework has none, or none of its controls applies.
    #[getter]
    fn points(&self) -> Option<Points> {
        self.core.points.map(Points)
    }

    /// Coverage as a range; None when the framework has none, or none of its controls applies.
    #[getter]
    fn coverage(&self) -> Option<Coverage> {
        self.core.coverage.map(Coverage)
    }

    /// Where the sheet landed; None when the framework has no rule, or nothing to apply it to.
    #[getter]
    fn outcome(&self, py: Python<'_>) -> Option<Outcome> {
        let landed = self.core.outcome.clone()?;
        Some(Outcome::new(self.framework.clone_ref(py), landed))
    }

    /// How many controls are in each state.
    #[getter]
    fn tally(&self) -> Tally {
        Tally(self.core.tally)
    }

    /// Results by group, in order.
    #[getter]
    fn groups<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let titles = self.core.framework().groups().iter().map(|group| &group.title);
        tuple(py, titles.zip(&self.core.groups).map(|(title, part)| Part::new(title, part)))
    }

    /// Results by tag, in order.
    #[getter]
    fn tags<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let parts = self.core.tags.iter().filter_map(|part| {
            let tag = self.core.framework().tag(&part.id)?;
            Some(Part::new(&tag.title, part))
        });
        tuple(py, parts)
    }

    /// Tiers, lowest first, with what each still misses.
    #[getter]
    fn tiers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let tiers = self.core.tiers.iter();
        tuple(py, tiers.map(|tier| TierResult::new(self.framework.clone_ref(py), tier)))
    }

    /// What keeps the sheet from a better result, what is worth most first.
    #[getter]
    fn findings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let framework = self.framework.bind(py);
        let findings = self.core.findings.iter();
        tuple(py, findings.filter_map(|finding| Finding::new(framework, finding)))
    }

    /// The choice taken, by control, in the framework's order.
    #[getter]
    fn answers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let answers = PyDict::new(py);
        for (control, choice) in &self.core.answers {
            answers.set_item(&**control, &**choice)?;
        }
        Ok(answers)
    }

    /// The sheet as it was given, with reasons, notes, evidence and dates.
    #[getter]
    fn sheet<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        results::given(py, self.core.sheet().to_json(), results::of::<AnswerSheet>())
    }

    /// The result as JSON: the same bytes in every language.
    fn to_json(&self) -> String {
        self.core.to_json()
    }

    /// The result as plain Python data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json(),))
    }

    /// A report for people, "text" for a terminal, one "html" page or "markdown".
    ///
    /// `width` and `color` (ANSI codes) are those of the terminal; `ascii` draws bars without the
    /// block characters that some encodings lack.
    #[pyo3(signature = (lang=None, format="text", *, width=80, color=false, ascii=false))]
    fn report(
        &self,
        py: Python<'_>,
        lang: Option<&str>,
        format: &str,
        width: usize,
        color: bool,
        ascii: bool,
    ) -> PyResult<String> {
        let lang = language::or_default(lang)?;
        let options = TextOptions::default().width(width).color(color).ascii(ascii);
        let format: Format = format.parse().map_err(|error: shisei::Error| {
            let problems = error.problems().iter().cloned().map(|it| it.at("format")).collect();
            raise(py, shisei::Error::new(error.kind(), problems), None)
        })?;
        Ok(py.detach(|| self.core.report(lang).render(format, options)))
    }

    /// Every number taken apart, down to answers and citations; with `lang`, its text too.
    #[pyo3(signature = (lang=None))]
    fn explain<'py>(&self, py: Python<'py>, lang: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        let lang = lang.map(language::named).transpose()?;
        result(py, Ok(Explained::new(self.core.explain(), lang)))
    }

    /// What the sheet can still become, and which unanswered question decides most.
    fn bounds<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        result(py, py.detach(|| self.core.bounds()))
    }

    /// The least effort that reaches a target, or the best result of a budget.
    #[pyo3(signature = (target=None, *, budget=None, maximise=None, efforts=None, forbidden=None))]
    fn plan<'py>(
        &self,
        py: Python<'py>,
        target: Option<&Bound<'py, PyAny>>,
        budget: Option<&Bound<'py, PyAny>>,
        maximise: Option<&Bound<'py, PyAny>>,
        efforts: Option<&Bound<'py, PyAny>>,
        forbidden: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let given = [
            ("target", target),
            ("budget", budget),
            ("maximise", maximise),
            ("efforts", efforts),
            ("forbidden", forbidden),
        ];
        let arguments = Reader::new(ErrorKind::InvalidArgument).fields(given)?;
        let plan = py.detach(|| shisei::json::ask(&self.core, "plan", &arguments));
        results::given(py, plan.map_err(|error| raise(py, error, None))?, results::of::<Plan>())
    }

    /// Published shares of how others answered, where there are any.
    fn peers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        result(py, Ok(py.detach(|| self.core.peers())))
    }

    /// What the sheet says in the terms of another standard: which entries its controls address.
    ///
    /// Raises `ArgumentError` when the framework has no references to the scheme.
    #[pyo3(signature = (scheme, /))]
    fn references<'py>(&self, py: Python<'py>, scheme: &str) -> PyResult<Bound<'py, PyAny>> {
        result(py, py.detach(|| self.core.references(scheme)))
    }

    /// What improved, worsened or was newly answered since an earlier assessment.
    ///
    /// Raises `ArgumentError` when it is of another edition (see `score_change`) or subject.
    #[pyo3(signature = (earlier, /))]
    fn diff<'py>(&self, py: Python<'py>, earlier: &Self) -> PyResult<Bound<'py, PyAny>> {
        result(py, self.core.diff(&earlier.core))
    }

    /// The change since an earlier assessment, split into what the answers and the rules did.
    ///
    /// Raises `ArgumentError` when this edition does not come from the earlier one.
    #[pyo3(signature = (earlier, /))]
    fn score_change<'py>(&self, py: Python<'py>, earlier: &Self) -> PyResult<Bound<'py, PyAny>> {
        result(py, py.detach(|| self.core.score_change(&earlier.core)))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        // The sheet of a result that was read back has no reasons, and may not be scored again.
        let is_scored = self.core.framework().assess(self.core.sheet()).is_ok();
        let (restore, json) = if is_scored {
            ("_restore_assessment", self.core.sheet().to_json())
        } else {
            ("_read_assessment", self.core.to_json())
        };
        let restore = py.import("shisei._shisei")?.getattr(restore)?;
        Ok((restore, (self.framework.clone_ref(py), json).into_pyobject(py)?))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.core == other.core
    }

    fn __hash__(&self) -> u64 {
        hash((self.core.framework.digest, &self.core.subject, &self.core.date, &self.core.answers))
    }

    fn __repr__(&self) -> String {
        html::line(&self.core)
    }

    fn _repr_html_(&self) -> String {
        html::assessment(&self.core, language::default())
    }
}
