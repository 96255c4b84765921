//! Texts in both languages.

use pyo3::prelude::*;
use shisei::Lang;

use crate::kept::{kept, plain};
use crate::language;
use crate::object::{Reduced, hash, quoted};

/// One text in both languages; `str()` gives the one of `shisei.language()`.
#[pyclass(frozen, eq, module = "shisei")]
#[derive(PartialEq, Eq)]
pub struct Localized(shisei::model::Localized);

impl From<&shisei::model::Localized> for Localized {
    fn from(text: &shisei::model::Localized) -> Self {
        Self(text.clone())
    }
}

impl Localized {
    /// The same sentence, asked for in each language.
    pub fn of(sentence: impl Fn(Lang) -> String) -> Self {
        Self(shisei::model::Localized {
            ja: sentence(Lang::Ja).into(),
            en: sentence(Lang::En).into(),
        })
    }
}

#[pymethods]
impl Localized {
    /// The Japanese text.
    #[getter]
    fn ja(&self) -> &str {
        &self.0.ja
    }

    /// The English text.
    #[getter]
    fn en(&self) -> &str {
        &self.0.en
    }

    /// The text in a language, "ja" or "en"; without one, in `shisei.language()`.
    #[pyo3(signature = (lang=None, /))]
    fn get(&self, lang: Option<&str>) -> PyResult<&str> {
        Ok(self.0.get(language::or_default(lang)?))
    }

    fn __str__(&self) -> &str {
        self.0.get(language::default())
    }

    /// It as plain data, in the shape of its JSON.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.0)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        kept(py, "Localized", None, &self.0)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Localized(ja={}, en={})", quoted(py, &self.0.ja)?, quoted(py, &self.0.en)?))
    }

    fn __hash__(&self) -> u64 {
        hash((&self.0.ja, &self.0.en))
    }

    fn __format__(&self, py: Python<'_>, spec: &str) -> PyResult<String> {
        pyo3::types::PyString::new(py, self.__str__())
            .call_method1("__format__", (spec,))?
            .extract()
    }
}
