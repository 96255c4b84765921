#[cfg(feature = "serde")]
use serde::{Deserialize, Serialize};

use super::named::named;
use super::{Localized, Text};

/// How sure the catalogue is of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Verification {
    /// Not checked against the publisher's text; other sources may exist. Reports say so.
    Unverified,
    /// One source was seen.
    SingleSource,
    /// Two independent sources, or the publisher's own text.
    Confirmed,
}

named!(Verification, "shisei::model" {
    Unverified = "unverified",
    SingleSource = "single-source",
    Confirmed = "confirmed",
});

/// Marks of single facts, where they differ from the mark of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Facts {
    /// The official title.
    #[cfg_attr(feature = "serde", serde(default))]
    pub title: Option<Verification>,
    /// The number that the guideline prints.
    #[cfg_attr(feature = "serde", serde(default))]
    pub number: Option<Verification>,
    /// The level, or what other tags say of it.
    #[cfg_attr(feature = "serde", serde(default))]
    pub level: Option<Verification>,
    /// The points of the choices.
    #[cfg_attr(feature = "serde", serde(default))]
    pub points: Option<Verification>,
    /// Whether and when "does not apply" may be answered.
    #[cfg_attr(feature = "serde", serde(default))]
    pub not_applicable: Option<Verification>,
}

impl Facts {
    /// The marks that are given, each with the name of its fact.
    ///
    /// ```
    /// use shisei::model::{Facts, Verification};
    ///
    /// let mut facts = Facts::default();
    /// facts.level = Some(Verification::Unverified);
    /// assert_eq!(facts.given().collect::<Vec<_>>(), [("level", Verification::Unverified)]);
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn given(&self) -> impl Iterator<Item = (&'static str, Verification)> {
        let Self { title, number, level, points, not_applicable } = *self;
        [
            ("title", title),
            ("number", number),
            ("level", level),
            ("points", points),
            ("not_applicable", not_applicable),
        ]
        .into_iter()
        .filter_map(|(fact, mark)| Some((fact, mark?)))
    }
}

/// Whether a rule or number is the publisher's or ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Origin {
    /// Published by the guideline's publisher.
    Official,
    /// Derived by this project; labelled so in every output.
    Derived,
}

named!(Origin, "shisei::model" {
    Official = "official",
    Derived = "derived",
});

/// The copy of a document with which a file was compared, by `cargo xtask verify`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct VerifiedCopy {
    /// Name of the file.
    pub document: Text,
    /// SHA-256 of the file, in hex.
    pub sha256: Text,
    /// The day, `YYYY-MM-DD`.
    pub on: Text,
}

/// A document that a catalogue file cites.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Source {
    /// Id within the file.
    pub id: Text,
    /// Title of the document.
    pub title: Localized,
    /// Who published it.
    pub publisher: Text,
    /// Edition or date of the document, where it has one.
    #[cfg_attr(feature = "serde", serde(default))]
    pub edition: Option<Text>,
    /// Where it can be read.
    #[cfg_attr(feature = "serde", serde(default))]
    pub url: Option<Text>,
    /// The copy that was compared with the file, if one was.
    #[cfg_attr(feature = "serde", serde(default))]
    pub verified: Option<VerifiedCopy>,
}

impl Source {
    /// A document without edition or address.
    ///
    /// ```
    /// use shisei::model::{Localized, Source};
    ///
    /// let source = Source::new("policy", Localized::new("社内規程", "Internal policy"), "Example");
    /// assert_eq!((&*source.id, source.url), ("policy", None));
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(id: impl Into<Text>, title: Localized, publisher: impl Into<Text>) -> Self {
        Self {
            id: id.into(),
            title,
            publisher: publisher.into(),
            edition: None,
            url: None,
            verified: None,
        }
    }
}

/// A place in a [`Source`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(Serialize, Deserialize), serde(deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Citation {
    /// Id of the source.
    pub source: Text,
    /// Section, page or item there, such as `Table 3, No. 11`.
    pub at: Text,
}

impl Citation {
    /// A place in a source, by the id of the source.
    ///
    /// ```
    /// use shisei::model::Citation;
    ///
    /// let citation = Citation::new("guideline", "p. 12");
    /// assert_eq!((&*citation.source, &*citation.at), ("guideline", "p. 12"));
    /// ```
    #[cfg_attr(debug_assertions, inline)]
    pub fn new(source: impl Into<Text>, at: impl Into<Text>) -> Self {
        Self { source: source.into(), at: at.into() }
    }
}
