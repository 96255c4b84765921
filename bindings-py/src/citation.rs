//! Documents, and places in them.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use shisei::model;

use crate::kept::{kept, plain};
use crate::object::{Reduced, hash, quoted, tuple};
use crate::text::Localized;

/// A document that a framework cites.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(Clone, PartialEq, Eq)]
pub struct Source(pub model::Source);

#[pymethods]
impl Source {
    /// Id within the framework.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// Title of the document.
    #[getter]
    fn title(&self) -> Localized {
        (&self.0.title).into()
    }

    /// Who published it.
    #[getter]
    fn publisher(&self) -> &str {
        &self.0.publisher
    }

    /// Edition or date of the document, where it has one.
    #[getter]
    fn edition(&self) -> Option<&str> {
        self.0.edition.as_deref()
    }

    /// Where it can be read.
    #[getter]
    fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Source", None, &self.0)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let title = self.0.title.get(crate::language::default());
        Ok(format!("<Source {} {}>", self.0.id, quoted(py, title)?))
    }

    fn __hash__(&self) -> u64 {
        hash(&self.0.id)
    }
}

/// A place in a document.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(PartialEq, Eq)]
pub struct Citation {
    source: Source,
    at: model::Text,
}

/// The citations with their documents.
pub fn citations<'py>(
    py: Python<'py>,
    framework: &shisei::Framework,
    citations: &[model::Citation],
) -> PyResult<Bound<'py, PyTuple>> {
    // A framework with a citation of an unknown source does not pass its checks.
    let known = citations.iter().filter_map(|citation| {
        let source = Source(framework.source(&citation.source)?.clone());
        Some(Citation { source, at: citation.at.clone() })
    });
    tuple(py, known)
}

impl Citation {
    pub fn new(source: model::Source, at: model::Text) -> Self {
        Self { source: Source(source), at }
    }

    fn data(&self) -> serde_json::Value {
        serde_json::json!({ "source": self.source.0.id, "at": self.at })
    }
}

#[pymethods]
impl Citation {
    /// The document.
    #[getter]
    fn source(&self) -> Source {
        self.source.clone()
    }

    /// Section, page or item there.
    #[getter]
    fn at(&self) -> &str {
        &self.at
    }

    fn __str__(&self) -> String {
        format!("{}, {}", self.source.0.title.get(crate::language::default()), self.at)
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.data())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Citation", None, &(&self.source.0, &self.at))
    }

    fn __repr__(&self) -> String {
        format!("<Citation {}, {}>", self.source.0.id, self.at)
    }

    fn __hash__(&self) -> u64 {
        hash((&self.source.0.id, &self.at))
    }
}
