//! What every object of the package does in the same way: hash, repr, tuples of others.

use std::hash::{DefaultHasher, Hash, Hasher};

use pyo3::PyClass;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

/// What `__reduce__` gives: a function of the module, and what to call it with.
pub type Reduced<'py> = (Bound<'py, PyAny>, Bound<'py, PyTuple>);

/// Equal values have equal hashes.
pub fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// An object of a class of the package.
pub fn made<T>(py: Python<'_>, value: T) -> PyResult<Bound<'_, PyAny>>
where
    T: Into<PyClassInitializer<T>> + PyClass,
{
    Ok(Bound::new(py, value)?.into_any())
}

/// A tuple of the items.
pub fn tuple<'py, T: IntoPyObject<'py>>(
    py: Python<'py>,
    items: impl IntoIterator<Item = T>,
) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, items.into_iter().collect::<Vec<_>>())
}

/// Text as Python writes it in source code.
pub fn quoted(py: Python<'_>, text: &str) -> PyResult<String> {
    Ok(PyString::new(py, text).repr()?.to_string())
}

/// `None`, or the text as Python writes it in source code.
pub fn quoted_or_none(py: Python<'_>, text: Option<&str>) -> PyResult<String> {
    text.map_or_else(|| Ok("None".to_owned()), |text| quoted(py, text))
}
