//! Names of the core as members of the enums in `shisei.enums`, which is imported when first met.

use std::collections::HashMap;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use serde::Serialize;

/// The closed sets of names that have an enum: the vocabulary that results share.
pub const ENUMS: [&str; 7] =
    ["Origin", "Standing", "State", "Status", "Subject", "TierState", "Verification"];

type Members = HashMap<String, Py<PyAny>>;

static MEMBERS: PyOnceLock<HashMap<&str, Members>> = PyOnceLock::new();

fn members(py: Python<'_>) -> PyResult<HashMap<&'static str, Members>> {
    let module = py.import("shisei.enums")?;
    let members = |name| {
        let members = module.getattr(name)?.try_iter()?.map(|member| {
            let member = member?;
            Ok((member.getattr("value")?.extract()?, member.unbind()))
        });
        Ok((name, members.collect::<PyResult<_>>()?))
    };
    ENUMS.into_iter().map(members).collect()
}

/// The member of `shisei.enums.<name>` whose value is the JSON name of `value`.
pub fn member<'py>(
    py: Python<'py>,
    name: &str,
    value: impl Serialize,
) -> PyResult<Bound<'py, PyAny>> {
    named_member(py, name, &json_name(value))
}

/// The member of `shisei.enums.<name>` with a value.
pub fn named_member<'py>(py: Python<'py>, name: &str, value: &str) -> PyResult<Bound<'py, PyAny>> {
    let found = MEMBERS.get_or_try_init(py, || members(py))?.get(name).and_then(|it| it.get(value));
    found.map_or_else(
        || Err(PyValueError::new_err(format!("{name} has no member for {value}"))),
        |member| Ok(member.bind(py).clone()),
    )
}

/// The name that a plain enum has in JSON.
pub fn json_name(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        // Only plain enums are given here.
        _ => String::new(),
    }
}
