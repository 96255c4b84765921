//! Every other function of the core by its name, and the catalogue.

use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyDict, PyString};
use shisei::json::{Library, call, call_value};
use shisei::{ErrorKind, catalog};

use crate::error::raise;
use crate::framework::Framework;
use crate::input::Reader;
use crate::language;
use crate::results;

/// Calls a function of the core by name, with its arguments as one JSON object: the bytes of every
/// language.
///
/// Raises `ArgumentError` and what the function raises, with `str()` of the exception in `lang`.
#[pyfunction]
#[pyo3(signature = (name, arguments, lang="en"))]
pub fn call_json(py: Python<'_>, name: &str, arguments: &str, lang: &str) -> PyResult<String> {
    let lang = language::named(lang)?;
    py.detach(|| call(name, arguments)).map_err(|error| raise(py, error, Some(lang)))
}

/// Calls a function of the core by name, with its arguments as objects, and gives its JSON.
#[pyfunction]
pub fn _call_json(
    py: Python<'_>,
    name: &Bound<'_, PyString>,
    arguments: &Bound<'_, PyDict>,
) -> PyResult<String> {
    called(py, &name.to_string_lossy(), arguments)
}

/// Calls a function of the core by name, with its arguments as objects, and gives its result.
#[pyfunction]
pub fn _call<'py>(
    py: Python<'py>,
    name: &str,
    arguments: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, PyAny>> {
    let json = called(py, name, arguments)?;
    results::given(py, json, results::of_function(name))
}

/// Assessments are the same as their sheets. Frameworks among `definitions` are found before the
/// built-in ones; that of an assessment by its edition, and by its id alone only where that means
/// nothing otherwise.
fn called(py: Python<'_>, name: &str, arguments: &Bound<'_, PyDict>) -> PyResult<String> {
    let mut reader = Reader::new(ErrorKind::InvalidArgument);
    let arguments = reader.read(arguments.as_any())?;
    let (own, scored_by) = (reader.frameworks, reader.scored_by);
    let result = py.detach(|| {
        let find = |reference: &str| {
            let exact = scored_by.iter().rfind(|scored_by| scored_by.reference() == *reference);
            match exact.or_else(|| catalog::find_custom(&own, reference)) {
                Some(own) => Ok(own),
                None => catalog::framework(reference)
                    .or_else(|error| catalog::find_custom(&scored_by, reference).ok_or(error)),
            }
        };
        let (crosswalks, evidence) = (catalog::crosswalks::all(), catalog::evidence::all());
        call_value(name, &arguments, Library::new(&find).crosswalks(crosswalks).evidence(evidence))
    });
    result.map_err(|error| raise(py, error, None))
}

/// The names of the functions.
#[pyfunction]
pub fn call_names() -> Vec<&'static str> {
    shisei::json::functions().map(|function| function.name).collect()
}

/// Every catalogue entry of a kind, as one JSON object by reference.
#[pyfunction]
pub fn catalog_json(py: Python<'_>, kind: &str) -> PyResult<String> {
    py.detach(|| shisei::json::entries(kind)).map_err(|error| raise(py, error, None))
}

/// Every catalogue entry of a kind (a folder of the catalogue), by `id@edition`.
///
/// >>> import shisei
/// >>> "ten-threats@2026" in shisei.catalog("threats")
/// True
#[pyfunction]
#[pyo3(name = "catalog", signature = (kind, /))]
pub fn entries<'py>(py: Python<'py>, kind: &str) -> PyResult<Bound<'py, PyAny>> {
    if kind == "frameworks" {
        let all = catalog::all().iter();
        let entries = all.map(|it| (it.reference().to_string(), Framework::from((**it).clone())));
        return Ok(entries.into_py_dict(py)?.into_any());
    }
    let json = catalog_json(py, kind)?;
    results::given(py, json, results::of_entries(kind))
}
