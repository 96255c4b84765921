//! From the core's error to the exceptions of `shisei.errors`.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use shisei::{ErrorKind, Lang};

use crate::language;
use crate::object::{hash, quoted, quoted_or_none, tuple};
use crate::refused::Refused;
use crate::text::Localized;

/// The exception for an error; `lang` fixes the language of its `str()`.
pub fn raise(py: Python<'_>, error: shisei::Error, lang: Option<Lang>) -> PyErr {
    let class = match error.kind() {
        ErrorKind::UnknownFramework => "UnknownFrameworkError",
        ErrorKind::InvalidSheet => "SheetError",
        ErrorKind::InvalidFramework => "FrameworkError",
        ErrorKind::InvalidArgument => "ArgumentError",
        _ => "ShiseiError",
    };
    let exception = || {
        let class = py.import("shisei.errors")?.getattr(class)?;
        class.call1((Failure { error, lang },))
    };
    exception().map_or_else(|failed| failed, PyErr::from_value)
}

impl From<Refused> for PyErr {
    fn from(Refused(error): Refused) -> Self {
        Python::attach(|py| raise(py, error, None))
    }
}

/// One thing that is wrong.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(PartialEq, Eq)]
pub struct Problem(shisei::Problem);

impl From<shisei::Problem> for Problem {
    fn from(problem: shisei::Problem) -> Self {
        Self(problem)
    }
}

#[pymethods]
impl Problem {
    /// Stable code, the same in every language.
    #[getter]
    fn code(&self) -> &'static str {
        self.0.code.as_str()
    }

    /// Where: a control, or the path of a field.
    #[getter]
    fn at(&self) -> Option<&str> {
        self.0.at.as_deref()
    }

    /// What was given.
    #[getter]
    fn given(&self) -> Option<&str> {
        self.0.given.as_deref()
    }

    /// The nearest valid name.
    #[getter]
    fn nearest(&self) -> Option<&str> {
        self.0.nearest.as_deref()
    }

    /// The valid choices or options, where it is about one; otherwise empty.
    #[getter]
    fn valid<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.0.valid)
    }

    /// What is wrong, in words.
    #[getter]
    fn message(&self) -> Localized {
        Localized::of(|lang| self.0.message(lang))
    }

    /// Line of the file, counted from 1, where the input is a file of lines.
    #[getter]
    fn line(&self) -> Option<u32> {
        self.0.line
    }

    /// What to do about it, when there is something to say.
    #[getter]
    fn help(&self) -> Option<Localized> {
        self.0.help(Lang::En)?;
        Some(Localized::of(|lang| self.0.help(lang).unwrap_or_default()))
    }

    fn __str__(&self) -> String {
        self.0.message(language::default())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!(
            "Problem(code={}, at={}, given={}, nearest={})",
            quoted(py, self.0.code.as_str())?,
            quoted_or_none(py, self.0.at.as_deref())?,
            quoted_or_none(py, self.0.given.as_deref())?,
            quoted_or_none(py, self.0.nearest.as_deref())?,
        ))
    }

    fn __hash__(&self) -> u64 {
        hash((self.0.code, &self.0.at, &self.0.given))
    }
}

/// What an exception of `shisei.errors` carries.
#[pyclass(frozen, module = "shisei._shisei")]
pub struct Failure {
    error: shisei::Error,
    lang: Option<Lang>,
}

impl Failure {
    fn lang(&self, lang: Option<&str>) -> Result<Lang, Refused> {
        match (lang, self.lang) {
            (None, Some(own)) => Ok(own),
            (lang, _) => language::or_default(lang),
        }
    }
}

#[pymethods]
impl Failure {
    /// What was refused, as a stable code.
    #[getter]
    fn code(&self) -> &'static str {
        self.error.kind().as_str()
    }

    /// Every problem.
    #[getter]
    fn problems<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        tuple(py, self.error.problems().iter().cloned().map(Problem))
    }

    /// All problems in words.
    #[pyo3(signature = (lang=None))]
    fn message(&self, lang: Option<&str>) -> PyResult<String> {
        Ok(self.error.message(self.lang(lang)?))
    }

    /// The error report as JSON.
    #[pyo3(signature = (lang=None))]
    fn to_json(&self, lang: Option<&str>) -> PyResult<String> {
        Ok(shisei::json::error(&self.error, self.lang(lang)?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Pickled)> {
        let this = slf.get();
        let restore = slf.py().import("shisei._shisei")?.getattr("_restore_failure")?;
        let problems = this.error.problems().iter().cloned().map(|problem| {
            let shisei::Problem { code, at, line, given, nearest, valid, detail, .. } = problem;
            (code.as_str().to_owned(), at, line, given, nearest, valid, detail)
        });
        let lang = this.lang.map(|lang| lang.tag().to_owned());
        Ok((restore, (this.code().to_owned(), problems.collect(), lang)))
    }
}

/// Code, at, line, given, nearest, valid, detail.
type PickledProblem = (
    String,
    Option<String>,
    Option<u32>,
    Option<String>,
    Option<String>,
    Vec<String>,
    Option<String>,
);
type Pickled = (String, Vec<PickledProblem>, Option<String>);

#[pyfunction]
#[pyo3(name = "_restore_failure")]
pub fn restore_failure(
    kind: &str,
    problems: Vec<PickledProblem>,
    lang: Option<&str>,
) -> PyResult<Failure> {
    let lang = lang.map(language::named).transpose()?;
    let kind = kind.parse().ok();
    let problems: Option<Vec<_>> = problems
        .into_iter()
        .map(|(code, at, line, given, nearest, valid, detail)| {
            let mut problem = shisei::Problem::new(code.parse().ok()?);
            (problem.at, problem.line, problem.given) = (at, line, given);
            (problem.nearest, problem.valid, problem.detail) = (nearest, valid, detail);
            Some(problem)
        })
        .collect();
    match (kind, problems) {
        (Some(kind), Some(problems)) if !problems.is_empty() => {
            Ok(Failure { error: shisei::Error::new(kind, problems), lang })
        }
        _ => Err(pyo3::exceptions::PyValueError::new_err(
            "this error was pickled by another version of shisei",
        )),
    }
}
