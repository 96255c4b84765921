//! Plain data and pickles of what frameworks and assessments are made of.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::band::Band;
use crate::citation::{Citation, Source};
use crate::control::{Choice, Control, Parameter};
use crate::finding::{Finding, Worth};
use crate::framework::Framework;
use crate::group::Group;
use crate::numbers::{Coverage, Points, Tally};
use crate::object::{Reduced, made};
use crate::outcome::Outcome;
use crate::part::Part;
use crate::scale::Scale;
use crate::text::Localized;
use crate::tier::{Tier, TierResult};

/// A value as plain data, in the shape of its JSON.
pub fn plain<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (written(value)?,))
}

/// What `__reduce__` gives: the value, and the framework that it looks things up in.
pub fn kept<'py>(
    py: Python<'py>,
    class: &str,
    framework: Option<&Py<Framework>>,
    value: &impl Serialize,
) -> PyResult<Reduced<'py>> {
    let restore = py.import("shisei._shisei")?.getattr("_restore_part")?;
    let framework = framework.map(|framework| framework.clone_ref(py));
    Ok((restore, (class, written(value)?, framework).into_pyobject(py)?))
}

#[pyfunction]
pub fn _restore_part<'py>(
    py: Python<'py>,
    class: &str,
    json: &str,
    framework: Option<Py<Framework>>,
) -> PyResult<Bound<'py, PyAny>> {
    match (class, framework) {
        ("Band", _) => made(py, Band::from(&read(json)?)),
        ("Choice", _) => made(py, Choice(read(json)?)),
        ("Citation", _) => {
            let (source, at) = read(json)?;
            made(py, Citation::new(source, at))
        }
        ("Control", Some(framework)) => made(py, Control::new(framework, &read(json)?)),
        ("Coverage", _) => made(py, Coverage(read(json)?)),
        ("Finding", Some(framework)) => {
            let finding = Finding::new(framework.bind(py), &read(json)?);
            made(py, finding.ok_or_else(other_version)?)
        }
        ("Group", _) => made(py, Group::from(&read(json)?)),
        ("Localized", _) => made(py, Localized::from(&read(json)?)),
        ("Outcome", Some(framework)) => made(py, Outcome::new(framework, read(json)?)),
        ("Parameter", _) => made(py, Parameter(read(json)?)),
        ("Part", _) => {
            let (title, core) = read(json)?;
            made(py, Part::new(&title, &core))
        }
        ("Points", _) => made(py, Points(read(json)?)),
        ("Scale", Some(framework)) => made(py, Scale::new(framework, &read(json)?)),
        ("Source", _) => made(py, Source(read(json)?)),
        ("Tally", _) => made(py, Tally(read(json)?)),
        ("Tier", _) => made(py, Tier::from(&read(json)?)),
        ("TierResult", Some(framework)) => made(py, TierResult::new(framework, &read(json)?)),
        ("Worth", _) => made(py, Worth(read(json)?)),
        _ => Err(other_version()),
    }
}

fn other_version() -> PyErr {
    PyValueError::new_err("this object was pickled by another version of shisei")
}

fn written(value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyValueError::new_err(error.to_string()))
}

fn read<T: DeserializeOwned>(json: &str) -> PyResult<T> {
    serde_json::from_str(json).map_err(|error| PyValueError::new_err(error.to_string()))
}
