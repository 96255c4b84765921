//! Every other function of the core by its name, and the catalogue.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use shisei::json::{Library, call, call_value};
use shisei::{ErrorKind, catalog};

use crate::error::raise;
use crate::input::Reader;
use crate::language;

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
///
/// Assessments are the same as their sheets; their frameworks, and those among `definitions`, are
/// found before the built-in ones.
#[pyfunction]
#[pyo3(name = "_call")]
pub fn call_objects(
    py: Python<'_>,
    name: &Bound<'_, PyString>,
    arguments: &Bound<'_, PyDict>,
) -> PyResult<String> {
    let name = name.to_string_lossy();
    let mut reader = Reader::new(ErrorKind::InvalidArgument);
    let arguments = reader.read(arguments.as_any())?;
    let own = reader.frameworks;
    let result = py.detach(|| {
        let find = |reference: &str| match catalog::find_custom(&own, reference) {
            Some(own) => Ok(own),
            None => catalog::framework(reference),
        };
        let (crosswalks, evidence) = (catalog::crosswalks::all(), catalog::evidence::all());
        call_value(&name, &arguments, Library { find: &find, crosswalks, evidence })
    });
    result.map_err(|error| raise(py, error, None))
}

/// The names that `call_json` knows.
#[pyfunction]
pub fn call_names() -> Vec<&'static str> {
    shisei::json::functions().map(|function| function.name).collect()
}

/// Every catalogue entry of a kind, as one JSON object by reference.
#[pyfunction]
pub fn catalog_json(py: Python<'_>, kind: &str) -> PyResult<String> {
    py.detach(|| shisei::json::entries(kind)).map_err(|error| raise(py, error, None))
}
