use serde::{Deserialize, Serialize};

use super::{Localized, Text};

/// How sure the catalogue is of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verification {
    /// No source was seen; shown with a mark in every report.
    Unverified,
    /// One source was seen.
    SingleSource,
    /// Two independent sources, or the publisher's own text.
    Confirmed,
}

/// Whether a rule or number is the publisher's or ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Published by the guideline's publisher.
    Official,
    /// Derived by this project; labelled so in every output.
    Derived,
}

/// A document that a catalogue file cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Id within the file.
    pub id: Text,
    /// Title of the document.
    pub title: Localized,
    /// Who published it.
    pub publisher: Text,
    /// Edition or date of the document, where it has one.
    #[serde(default)]
    pub edition: Option<Text>,
    /// Where it can be read.
    #[serde(default)]
    pub url: Option<Text>,
}

/// A place in a [`Source`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Id of the source.
    pub source: Text,
    /// Section, page or item there, such as `Table 3, No. 11`.
    pub at: Text,
}
