//! Recipes are TOML, which the Python that is supported first does not read.

use pyo3::prelude::*;
use shisei::{Code, Error, ErrorKind, Problem};

use crate::refused::Refused;

/// A TOML document as JSON.
#[pyfunction]
pub fn _toml_as_json(text: &str) -> PyResult<String> {
    let broken = |error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let mut problem = Problem::new(Code::MalformedToml).detail(error.message().trim_end());
        problem.line = u32::try_from(before.matches('\n').count() + 1).ok();
        Refused(Error::one(ErrorKind::InvalidArgument, problem))
    };
    let value: serde_json::Value = toml::from_str(text).map_err(broken)?;
    Ok(value.to_string())
}
