//! Names of the core as members of the enums in `shisei.enums`, which is imported when first met.

use pyo3::prelude::*;
use serde::Serialize;

/// The member of `shisei.enums.<name>` whose value is the JSON name of `value`.
pub fn member<'py>(
    py: Python<'py>,
    name: &str,
    value: impl Serialize,
) -> PyResult<Bound<'py, PyAny>> {
    py.import("shisei.enums")?.getattr(name)?.call1((json_name(value),))
}

/// The name that a plain enum has in JSON.
pub fn json_name(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        // Only plain enums are given here.
        _ => String::new(),
    }
}
