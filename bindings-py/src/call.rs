//! Every other function of the core by its name, and the catalogue: JSON in, JSON out.

use pyo3::prelude::*;

use crate::error::raise;
use crate::language;

/// Calls a function of the core by name, with its arguments as one JSON object.
///
/// Raises `ArgumentError` and what the function raises, with `str()` of the exception in `lang`.
#[pyfunction]
#[pyo3(signature = (name, arguments, lang="en"))]
pub fn call_json(py: Python<'_>, name: &str, arguments: &str, lang: &str) -> PyResult<String> {
    let lang = language::named(py, lang)?;
    py.detach(|| shisei::json::call(name, arguments)).map_err(|error| raise(py, error, Some(lang)))
}

/// The names that `call_json` knows.
#[pyfunction]
pub fn call_names() -> Vec<&'static str> {
    shisei::json::functions().collect()
}

/// Every catalogue entry of a kind, as one JSON object by reference.
#[pyfunction]
pub fn catalog_json(py: Python<'_>, kind: &str) -> PyResult<String> {
    py.detach(|| shisei::json::entries(kind)).map_err(|error| raise(py, error, None))
}
