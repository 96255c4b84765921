//! The sources of a result: places in documents, and how sure we are.

use serde::Serialize;

use crate::model::{
    BreachDeadline, BreachLine, BreachState, Citation, Claim, Control, Criterion,
    DeclarationSeries, DeclarationUse, Desk, Distribution, Erratum, Fee, Figure, Grade,
    HolidayYear, LabelLevel, Limit, Localized, MicroClass, MonitoringAdvice, MonitoringType,
    PlaybookStep, PolicySection, PriceCap, ProductKind, RankedThreat, Rate, Recognition,
    ReportableCase, Resource, RiskScale, RiskSheet, ServiceClass, ServiceElement, SizeClass,
    Source, StairStep, Text, Verification, Window, WordingRule,
};

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Place {
    /// Title of the document.
    pub title: Localized,
    /// Who published it.
    pub publisher: Text,
    /// Edition or date of the document, where it has one.
    pub edition: Option<Text>,
    /// Section, page or item there.
    pub at: Text,
    /// Where it can be read, where known.
    pub url: Option<Text>,
}

/// The sources of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "deserialize", derive(serde::Deserialize))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Basis {
    /// How sure we are of it.
    pub verification: Verification,
    /// What is not certain, when something is not.
    pub doubt: Option<Localized>,
    /// Where the source says so.
    pub places: Vec<Place>,
}

impl Basis {
    /// The sources of a line of the catalogue, with the documents of its file.
    ///
    /// ```
    /// use shisei::catalog;
    /// use shisei::programmes::Basis;
    ///
    /// let framework = catalog::framework("self-assessment@4.0")?;
    /// let basis = Basis::of(&framework.controls()[0], &framework.definition().sources);
    /// assert!(!basis.places.is_empty());
    /// # Ok::<(), shisei::Error>(())
    /// ```
    #[inline]
    pub fn of(line: &impl Cited, sources: &[Source]) -> Self {
        Self::cited(line.verification(), line.doubt(), line.citations(), sources)
    }

    /// The rest of [`Basis::of`], compiled once for every kind of line.
    #[inline]
    fn cited(
        verification: Verification,
        doubt: Option<&Localized>,
        citations: &[Citation],
        sources: &[Source],
    ) -> Self {
        let places = citations.iter().filter_map(|citation| place(citation, sources)).collect();
        Self { verification, doubt: doubt.cloned(), places }
    }
}

impl Basis {
    /// Nothing yet.
    #[inline]
    pub(super) fn none() -> Self {
        Self { verification: Verification::Unverified, doubt: None, places: Vec::new() }
    }
}

/// Sources are few and every citation leads to one: the catalogue is checked when it is built.
#[inline]
fn place(citation: &Citation, sources: &[Source]) -> Option<Place> {
    let source = sources.iter().find(|source| source.id == citation.source)?;
    Some(Place {
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        edition: source.edition.clone(),
        at: citation.at.clone(),
        url: source.url.clone(),
    })
}

/// A line of the catalogue that says where it comes from.
pub trait Cited {
    /// How sure we are of it.
    fn verification(&self) -> Verification;
    /// What is not certain.
    fn doubt(&self) -> Option<&Localized>;
    /// Where the source says so.
    fn citations(&self) -> &[Citation];
}

macro_rules! cited {
    ($($line:ident,)+) => {$(
        impl Cited for $line {
            #[inline]
            fn verification(&self) -> Verification {
                self.verification
            }
            #[inline]
            fn doubt(&self) -> Option<&Localized> {
                self.doubt.as_ref()
            }
            #[inline]
            fn citations(&self) -> &[Citation] {
                &self.citations
            }
        }
    )+};
}

cited! {
    BreachDeadline, BreachLine, BreachState, Claim, Control, Criterion, DeclarationSeries, DeclarationUse, Desk,
    Distribution, Erratum, Fee, Figure, Grade,
    HolidayYear, LabelLevel, Limit, MicroClass, MonitoringAdvice, MonitoringType, PlaybookStep, PolicySection,
    PriceCap, ProductKind, RankedThreat, Rate, Recognition, ReportableCase, Resource, RiskScale, RiskSheet,
    ServiceClass, ServiceElement, SizeClass, StairStep, Window, WordingRule,
}
