//! Every other function of the core by its name, and the catalogue: JSON in, JSON out.

use pyo3::prelude::*;
use shisei::catalog;
use shisei::json::{Library, call, call_with};
use shisei::programmes::json::FUNCTIONS;

use crate::error::raise;
use crate::framework::Framework;
use crate::language;

/// Calls a function of the core by name, with its arguments as one JSON object.
///
/// `frameworks` are found before the built-in ones. Raises `ArgumentError` and what the function
/// raises, with `str()` of the exception in `lang`.
#[pyfunction]
#[pyo3(signature = (name, arguments, lang="en", frameworks=Vec::new()))]
#[allow(clippy::needless_pass_by_value, reason = "PyO3 hands over what it has made")]
pub fn call_json(
    py: Python<'_>,
    name: &str,
    arguments: &str,
    lang: &str,
    frameworks: Vec<Py<Framework>>,
) -> PyResult<String> {
    let lang = language::named(py, lang)?;
    let own: Vec<&shisei::Framework> = frameworks.iter().map(|it| it.get().core()).collect();
    let result = py.detach(|| {
        // Programmes know the built-in frameworks alone.
        if own.is_empty() || FUNCTIONS.iter().any(|(known, _)| *known == name) {
            return call(name, arguments);
        }
        let custom = own.iter().copied();
        let find = |reference: &str| match catalog::find_custom(custom.clone(), reference) {
            Some(own) => Ok(own),
            None => catalog::framework(reference),
        };
        let (crosswalks, evidence) = (catalog::crosswalks::all(), catalog::evidence::all());
        call_with(name, arguments, Library { find: &find, crosswalks, evidence })
    });
    result.map_err(|error| raise(py, error, Some(lang)))
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
