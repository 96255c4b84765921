//! The language in which objects show themselves when nobody says which.

use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::prelude::*;
use shisei::{Code, ErrorKind, Lang, Problem};

use crate::refused::Refused;

static JAPANESE: AtomicBool = AtomicBool::new(false);

/// The language of `str()`, `repr()` and messages: "en" until `set_language` says otherwise.
#[pyfunction]
pub fn language() -> &'static str {
    default().tag()
}

/// Sets the language of `str()`, `repr()` and messages for the whole process.
///
/// Takes "ja", "en", or a locale name such as "ja_JP.UTF-8".
#[pyfunction]
pub fn set_language(lang: &str) -> PyResult<()> {
    JAPANESE.store(named(lang)? == Lang::Ja, Ordering::Relaxed);
    Ok(())
}

pub fn default() -> Lang {
    if JAPANESE.load(Ordering::Relaxed) { Lang::Ja } else { Lang::En }
}

pub fn or_default(lang: Option<&str>) -> Result<Lang, Refused> {
    lang.map_or_else(|| Ok(default()), named)
}

pub fn named(lang: &str) -> Result<Lang, Refused> {
    Lang::from_tag(lang).ok_or_else(|| {
        let tags = [Lang::Ja.tag(), Lang::En.tag()];
        let problem = Problem::new(Code::UnknownOption).at("lang").given(lang);
        let problem = problem.nearest_of(tags).detail(tags.join(" | "));
        Refused(shisei::Error::one(ErrorKind::InvalidArgument, problem))
    })
}
