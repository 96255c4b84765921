//! What results share with assessments and frameworks, in the classes that those have.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde::de::DeserializeOwned;

use super::tree::Object;
use crate::error::raise;
use crate::framework::Framework;
use crate::numbers::{Coverage, Points, Tally};
use crate::object::made;
use crate::text::Localized;

/// Makes an object of the class.
pub type Native = for<'py> fn(Python<'py>, &Object) -> PyResult<Bound<'py, PyAny>>;

/// The Python class of a type of the core.
pub fn named(name: &str) -> Option<Native> {
    Some(match name {
        "Coverage" => |py, object| made(py, Coverage(read(object)?)),
        "Definition" => framework,
        "Localized" => |py, object| made(py, Localized::from(&read(object)?)),
        "Points" => |py, object| made(py, Points(read(object)?)),
        "Tally" => |py, object| made(py, Tally(read(object)?)),
        _ => return None,
    })
}

fn framework<'py>(py: Python<'py>, object: &Object) -> PyResult<Bound<'py, PyAny>> {
    let core = shisei::Framework::from_json(&json(object)?);
    made(py, Framework::from(core.map_err(|error| raise(py, error, None))?))
}

/// A type of the core again.
pub fn read<T: DeserializeOwned>(object: &Object) -> PyResult<T> {
    serde_json::from_str(&json(object)?).map_err(|error| unreadable(&error))
}

/// An object as the core writes it.
pub fn json(object: &Object) -> PyResult<String> {
    if let Some(json) = object.json() {
        return Ok(json.to_owned());
    }
    serde_json::to_string(object).map_err(|error| unreadable(&error))
}

/// Nothing that the core has written is.
pub fn unreadable(error: &serde_json::Error) -> PyErr {
    PyValueError::new_err(error.to_string())
}
