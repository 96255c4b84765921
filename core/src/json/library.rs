//! What the functions reach.

use crate::answers::AnswerSheet;
use crate::assessment::Assessment;
use crate::catalog;
use crate::error::Error;
use crate::framework::Framework;
use crate::model::{Crosswalk, Evidence};

/// What the functions reach: frameworks by reference, crosswalks, published figures.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Library<'a> {
    /// The framework with a reference: an id, or `id@edition`.
    pub find: &'a dyn Fn(&str) -> Result<&'a Framework, Error>,
    /// Crosswalks, where a call brings none of its own.
    pub crosswalks: &'a [&'a Crosswalk],
    /// Published figures.
    pub evidence: &'a [&'a Evidence],
}

impl<'a> Library<'a> {
    /// A library of frameworks, without crosswalks and figures.
    ///
    /// ```
    /// use shisei::json::{self, Library};
    /// use shisei::{ErrorKind, Framework, catalog};
    ///
    /// let own = catalog::framework("five-basics")?.clone();
    /// let find = |_: &str| Ok(&own);
    /// let arguments = r#"{"sheet": {"framework": "anything", "answers": {}}}"#;
    /// let error = json::call_with("assess", arguments, Library::new(&find)).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::InvalidSheet);
    /// # Ok::<(), shisei::Error>(())
    /// ```
    pub fn new(find: &'a dyn Fn(&str) -> Result<&'a Framework, Error>) -> Self {
        Self { find, crosswalks: &[], evidence: &[] }
    }

    /// The same library with crosswalks, where a call brings none of its own.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::json::Library;
    ///
    /// let find = |reference: &str| catalog::framework(reference);
    /// let library = Library::new(&find).crosswalks(catalog::crosswalks::all());
    /// assert!(!library.crosswalks.is_empty());
    /// ```
    #[must_use]
    pub fn crosswalks(self, crosswalks: &'a [&'a Crosswalk]) -> Self {
        Self { crosswalks, ..self }
    }

    /// The same library with published figures.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::json::Library;
    ///
    /// let find = |reference: &str| catalog::framework(reference);
    /// let library = Library::new(&find).evidence(catalog::evidence::all());
    /// assert!(!library.evidence.is_empty());
    /// ```
    #[must_use]
    pub fn evidence(self, evidence: &'a [&'a Evidence]) -> Self {
        Self { evidence, ..self }
    }
}

/// The library behind the frameworks that came with a call.
pub(super) struct Shelf<'a> {
    pub own: &'a [Framework],
    pub library: Library<'a>,
}

impl<'a> Shelf<'a> {
    pub fn find(&self, reference: &str) -> Result<&'a Framework, Error> {
        catalog::find_custom(self.own, reference).map_or_else(|| (self.library.find)(reference), Ok)
    }

    pub fn handle(&self, reference: &str) -> Option<Framework> {
        self.find(reference).ok().cloned()
    }

    /// The assessment of a sheet by the framework that it names.
    pub fn assess(&self, sheet: &AnswerSheet) -> Result<Assessment, Error> {
        self.find(&sheet.framework)?.assess(sheet)
    }

    pub fn crosswalks<'s>(&'s self, given: Option<&'s [Crosswalk]>) -> Vec<&'s Crosswalk> {
        given.map_or_else(|| self.library.crosswalks.to_vec(), |own| own.iter().collect())
    }

    pub fn all(&self, sheets: &[AnswerSheet]) -> Result<Vec<Assessment>, Error> {
        sheets.iter().map(|sheet| self.assess(sheet)).collect()
    }
}
